# SPDX-License-Identifier: EUPL-1.2
"""Who may change applicaties, and what the rights in them do from then on."""

import pytest

from autorisaties.actions.applicaties import (
    create_applicatie,
    declare_applicatie,
    destroy_applicatie,
    update_applicatie,
)
from autorisaties.models import Applicatie, ClientId
from servicekit.journal.models import Line
from servicekit.problems import Forbidden
from servicekit.rights import store

pytestmark = pytest.mark.django_db
LEZEN = {"component": "ac", "scopes": ["autorisaties.lezen"]}
GIVEN = {
    "client_ids": ["nieuw"],
    "label": "Nieuw",
    "heeft_alle_autorisaties": False,
    "alleen_is_gereed_voor_publicatie": False,
    "autorisaties": [LEZEN],
}


def found():
    return Applicatie.objects.filter(clients__client_id="nieuw").first()


def may(scope):
    """Whether the applicatie may do this in this component now."""
    return store.load("nieuw")[1].has((scope,))


@pytest.mark.parametrize(
    "action",
    [
        lambda _: create_applicatie(**GIVEN | {"client_ids": ["ander"]}),
        lambda uuid: update_applicatie(uuid, partial=True, label="Ander"),
        destroy_applicatie,
    ],
    ids=["create", "update", "destroy"],
)
def test_a_client_without_the_scope_changes_nothing(as_caller, grant, action):
    made = create_applicatie(**GIVEN)
    grant(beperkt=[LEZEN])
    as_caller("beperkt")
    before = set(Applicatie.objects.values_list("uuid", "label"))
    with pytest.raises(Forbidden):
        action(made.uuid)
    assert set(Applicatie.objects.values_list("uuid", "label")) == before


def test_rights_count_here_as_soon_as_they_are_given_and_no_longer_than_that(as_caller):
    made = create_applicatie(**GIVEN)
    assert may("autorisaties.lezen")
    assert not may("autorisaties.bijwerken")
    changed = LEZEN | {"scopes": ["autorisaties.bijwerken"]}
    update_applicatie(made.uuid, partial=True, autorisaties=[changed])
    assert not may("autorisaties.lezen")
    assert may("autorisaties.bijwerken")
    destroy_applicatie(made.uuid)
    assert not may("autorisaties.bijwerken")
    declare_applicatie(client_id="nieuw", label="Nieuw", rights={"autorisaties": [LEZEN]})
    assert may("autorisaties.lezen")
    declare_applicatie(client_id="nieuw", label="Nieuw", rights={"autorisaties": [changed]})
    assert not may("autorisaties.lezen")


def test_what_the_stack_file_says_replaces_all_that_an_applicatie_shows(as_caller):
    create_applicatie(**GIVEN)
    assert declare_applicatie(
        client_id="nieuw", label="Ander", rights={"autorisaties": [LEZEN], "alleenIsGereedVoorPublicatie": True}
    )
    assert (found().label, found().alleen_is_gereed_voor_publicatie) == ("Ander", True)
    assert Line.objects.latest("id").action == "update"
    assert declare_applicatie(client_id="nieuw", label="Ander", rights={"autorisaties": [LEZEN]})
    assert found().alleen_is_gereed_voor_publicatie is False


def test_an_applicatie_that_was_changed_since_it_was_seen_is_left_as_it_is(as_caller):
    create_applicatie(**GIVEN)
    rights = {"heeftAlleAutorisaties": True}
    assert declare_applicatie(client_id="nieuw", label="Nieuw", rights=rights, seen="anders") is False
    assert found().heeft_alle_autorisaties is False


def test_client_ids_that_stay_are_not_stored_anew(as_caller):
    made = create_applicatie(**GIVEN)
    before = ClientId.objects.get(client_id="nieuw").pk
    update_applicatie(made.uuid, partial=True, label="Ander")
    assert ClientId.objects.get(client_id="nieuw").pk == before
