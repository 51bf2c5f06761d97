# SPDX-License-Identifier: EUPL-1.2
"""What an answer shows of a field that was never set: the facts stand in contracts/unset.toml."""

import pytest

from servicekit.testing.unset import facts_of, unset

pytestmark = pytest.mark.django_db

FACTS = facts_of("notificaties")


@pytest.mark.parametrize("resource", sorted(FACTS))
def test_what_was_never_set_is_shown_as_clients_know_it(api, body, resource):
    least = {"kanaal": {"naam": "parkeren"}, "abonnement": body | {"kanalen": [{"naam": "zaken"}]}}
    made = api.post(f"/{resource}", least[resource])
    assert made.status_code == 201, made.content
    shown = api.get(made["Location"]).json()
    assert unset(shown) == FACTS[resource]


def test_an_abonnement_without_filters_shows_a_group_of_none(api, body):
    made = api.post("/abonnement", body | {"kanalen": [{"naam": "zaken"}]})
    assert api.get(made["Location"]).json()["kanalen"] == [{"naam": "zaken", "filters": {}}]
