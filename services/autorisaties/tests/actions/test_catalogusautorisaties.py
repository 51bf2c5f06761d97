# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest

from autorisaties.actions.applicaties import create_applicatie
from autorisaties.actions.catalogusautorisaties import catalogusautorisatie_faults, update_catalogusautorisaties
from servicekit import caller
from servicekit.journal.models import Line
from servicekit.problems import Forbidden
from servicekit.rights import store
from servicekit.rights.predicate import Rights

pytestmark = pytest.mark.django_db

BESLUITEN = {"component": "brc", "scopes": ["besluiten.lezen"], "catalogus": "VOORB"}


@pytest.fixture
def applicatie(as_caller, noord, neighbours):
    """An applicatie, with a Catalogi API that has one type."""
    root = noord.places["ztc"].root
    neighbours.handle("GET", root, lambda *_: (200, {"results": [{"url": f"{root}/besluittypen/1"}], "next": None}))
    lezen = {"component": "ztc", "scopes": ["catalogi.lezen"]}
    given = {"heeft_alle_autorisaties": False, "alleen_is_gereed_voor_publicatie": False}
    return create_applicatie(client_ids=["app"], label="App", autorisaties=[lezen], **given)


def test_rights_for_a_catalogus_count_here_at_once_and_are_told_as_a_change_of_the_applicatie(applicatie):
    update_catalogusautorisaties(applicatie.uuid, catalogusautorisaties=[BESLUITEN])
    [_, right] = store.Application.objects.get(client_id="app").body["autorisaties"]
    assert right["besluittype"].endswith("/besluittypen/1")
    assert Line.objects.latest("id").action == "partial_update"


def test_only_who_may_change_autorisaties_gives_rights_for_a_catalogus(applicatie):
    caller.set_current(caller.Caller(client_id="niets", rights=Rights()))
    for uuid in (applicatie.uuid, uuid4()):
        with pytest.raises(Forbidden):
            update_catalogusautorisaties(uuid, catalogusautorisaties=[])
    with pytest.raises(Forbidden):
        catalogusautorisatie_faults([], frozenset())
