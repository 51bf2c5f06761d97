# SPDX-License-Identifier: EUPL-1.2
"""Clients of the stack file, as they start and start again."""

from dataclasses import replace

import pytest

from autorisaties.actions.applicaties import update_applicatie
from autorisaties.configuration import configure
from autorisaties.models import Applicatie
from servicekit import caller
from servicekit.journal.models import Line
from servicekit.rights.predicate import Rights
from servicekit.stack.model import Client

pytestmark = pytest.mark.django_db
LEZEN = {"component": "ztc", "scopes": ["catalogi.lezen"]}
#: how a client without rights may look: they were not given, or they are none
NOT_GIVEN = [None, {}, {"heeftAlleAutorisaties": False, "autorisaties": []}]


@pytest.fixture
def started(noord):
    """Start with one client, `app`, that has these rights in the stack file."""

    def start(rights):
        client = Client(id="app", secret="s", label="App", rights=rights)
        configure(replace(noord, clients={"app": client}))

    return start


def found():
    return Applicatie.objects.filter(clients__client_id="app").first()


@pytest.mark.parametrize("rights", NOT_GIVEN)
def test_a_client_without_rights_gets_no_applicatie(started, rights):
    started(rights)
    assert found() is None


@pytest.mark.parametrize("rights", NOT_GIVEN)
def test_a_client_without_rights_keeps_what_the_api_gave_it(started, api, rights):
    started(rights)
    body = {"clientIds": ["app"], "label": "Mijn app", "autorisaties": [LEZEN]}
    assert api.post("/applicaties", body).status_code == 201
    before = Line.objects.count()
    started(rights)
    assert (found().label, found().autorisaties) == ("Mijn app", [LEZEN])
    assert Line.objects.count() == before


def test_rights_of_the_stack_file_replace_what_the_api_gave_meanwhile(started):
    started({"heeftAlleAutorisaties": False, "autorisaties": [LEZEN]})
    caller.set_current(caller.Caller(client_id="beheer", rights=Rights(everything=True)))
    update_applicatie(found().uuid, partial=True, autorisaties=[LEZEN | {"scopes": ["catalogi.schrijven"]}])
    started({"heeftAlleAutorisaties": False, "autorisaties": [LEZEN]})
    assert found().autorisaties == [LEZEN]
    started({"heeftAlleAutorisaties": True})
    assert (found().heeft_alle_autorisaties, found().autorisaties) == (True, [])


def test_another_name_in_the_stack_file_is_what_is_looked_up_next_though_it_gives_nothing_yet(started):
    def named(identificatie):
        zaaktype = {"catalogus": "VOORB", "identificatie": identificatie}
        return {"component": "zrc", "scopes": ["zaken.lezen"], "zaaktype": zaaktype}

    started({"autorisaties": [named("EEN")]})
    before = Line.objects.count()
    started({"autorisaties": [named("TWEE")]})
    assert (found().autorisaties, found().declared) == ([], [named("TWEE")])
    assert Line.objects.count() == before


def test_a_type_that_is_given_by_its_url_is_kept_as_a_reference(started, noord):
    right = {"component": "zrc", "scopes": ["zaken.lezen"], "maxVertrouwelijkheidaanduiding": "intern"}
    started({"autorisaties": [right | {"zaaktype": f"{noord.places['ztc'].root}/zaaktypen/1"}]})
    assert found().autorisaties == [right | {"zaaktype": "ztc:zaaktypen/1"}]
