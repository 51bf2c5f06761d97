# SPDX-License-Identifier: EUPL-1.2
"""Whoever calls an action: without a scope of it nothing is looked at or changed."""

from uuid import UUID

import pytest

from catalogi import models
from catalogi.actions import (
    besluittypen,
    catalogussen,
    eigenschappen,
    informatieobjecttypen,
    resultaattypen,
    roltypen,
    statustypen,
    versions,
    zaakobjecttypen,
    zaaktypen,
)
from catalogi.actions import zaaktype_informatieobjecttypen as relations
from servicekit.problems import Forbidden
from servicekit.testing.tables import stored

pytestmark = pytest.mark.django_db

READ, FORCE, FORCE_REMOVAL = "catalogi.lezen", "catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen"


def removing(model):
    return lambda uuid: versions.destroy(model, uuid)


def publishing(model):
    return lambda uuid: versions.publish(model, uuid)


#: resource -> how it is created, changed and removed
ACTIONS = {
    "catalogus": (catalogussen.create_catalogus, catalogussen.update_catalogus, catalogussen.destroy_catalogus),
    "zaaktype": (zaaktypen.create_zaaktype, zaaktypen.update_zaaktype, removing(models.ZaakType)),
    "informatieobjecttype": (
        informatieobjecttypen.create_informatieobjecttype,
        informatieobjecttypen.update_informatieobjecttype,
        removing(models.InformatieObjectType),
    ),
    "besluittype": (
        besluittypen.create_besluittype,
        besluittypen.update_besluittype,
        removing(models.BesluitType),
    ),
    "statustype": (statustypen.create_statustype, statustypen.update_statustype, statustypen.destroy_statustype),
    "roltype": (roltypen.create_roltype, roltypen.update_roltype, roltypen.destroy_roltype),
    "resultaattype": (
        resultaattypen.create_resultaattype,
        resultaattypen.update_resultaattype,
        resultaattypen.destroy_resultaattype,
    ),
    "eigenschap": (
        eigenschappen.create_eigenschap,
        eigenschappen.update_eigenschap,
        eigenschappen.destroy_eigenschap,
    ),
    "zaakobjecttype": (
        zaakobjecttypen.create_zaakobjecttype,
        zaakobjecttypen.update_zaakobjecttype,
        zaakobjecttypen.destroy_zaakobjecttype,
    ),
    "ziot": (
        relations.create_zaaktype_informatieobjecttype,
        relations.update_zaaktype_informatieobjecttype,
        relations.destroy_zaaktype_informatieobjecttype,
    ),
}


@pytest.fixture
def rows(make, resultaat, selectielijst):
    """A row of each resource, by its name: the UUID."""
    zaaktype = make.zaaktype(selectielijstProcestype=selectielijst.procestype)
    made = {
        "catalogus": make.catalogus(domein="LEEGG"),
        "zaaktype": zaaktype,
        "informatieobjecttype": make.informatieobjecttype(),
        "besluittype": make.besluittype(),
        "statustype": make.statustype(zaaktype),
        "roltype": make.roltype(zaaktype),
        "resultaattype": make.post("/resultaattypen", resultaat | {"zaaktype": zaaktype["url"]}),
        "eigenschap": make.eigenschap(zaaktype),
        "zaakobjecttype": make.zaakobjecttype(zaaktype),
        "ziot": make.ziot(zaaktype, informatieobjecttype="Foto"),
    }
    return {name: UUID(each["url"].rpartition("/")[2]) for name, each in made.items()}


@pytest.fixture
def refused(limited, as_caller, noord):
    """Asserts that a client with these scopes is refused, whatever it gives, and nothing changes."""

    def check(scopes, action, *arguments, **given):
        limited(*scopes)
        as_caller("beperkt")
        before = stored(noord)
        with pytest.raises(Forbidden):
            action(*arguments, **given)
        assert stored(noord) == before

    return check


@pytest.mark.parametrize("resource", ACTIONS)
def test_a_client_without_a_scope_of_an_action_is_refused(rows, refused, resource):
    create, update, destroy = ACTIONS[resource]
    of_type = resource in ("zaaktype", "informatieobjecttype", "besluittype", "catalogus")
    refused([READ, FORCE_REMOVAL, *([FORCE] if of_type else [])], create)
    refused([READ, FORCE_REMOVAL], update, rows[resource], partial=True)
    refused([READ, FORCE], destroy, rows[resource])


@pytest.mark.parametrize("model", [models.ZaakType, models.InformatieObjectType, models.BesluitType])
def test_a_client_publishes_by_no_scope_but_that_of_writing(rows, refused, model):
    refused([READ, FORCE, FORCE_REMOVAL], publishing(model), rows[model.resource])
