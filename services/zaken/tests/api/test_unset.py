# SPDX-License-Identifier: EUPL-1.2
"""What an answer shows of a field that was never set: the facts stand in contracts/unset.toml."""

import pytest

from servicekit.testing.unset import facts_of, unset
from zaken.models import enums

pytestmark = pytest.mark.django_db

FACTS = facts_of("zaken")
BETROKKENEN = facts_of("betrokkeneIdentificatie")


@pytest.mark.parametrize("resource", sorted(FACTS))
def test_what_was_never_set_is_shown_as_clients_know_it(api, make, documents, resource):
    zaak = make("zaken")
    given = {} if resource == "zaken" else {"zaak": zaak["url"]}
    if resource == "zaakinformatieobjecten":
        given["informatieobject"] = documents.add()
    made = api.get(make(resource, **given)["url"]).json()
    assert unset(made) == FACTS[resource]


@pytest.mark.parametrize("betrokkene_type", enums.BETROKKENE_TYPE)
def test_what_is_not_known_of_a_betrokkene_is_shown_as_clients_know_it(api, make, betrokkene_type):
    person = "https://elders.test/personen/1"
    given = {"betrokkeneType": betrokkene_type, "betrokkene": person, "betrokkeneIdentificatie": None}
    rol = api.get(make("rollen", zaak=make("zaken")["url"], **given)["url"]).json()
    assert unset(rol.pop("betrokkeneIdentificatie")) == BETROKKENEN[betrokkene_type]
    common = {name: value for name, value in FACTS["rollen"].items() if not name.startswith("betrokkene")}
    assert unset(rol) == common
