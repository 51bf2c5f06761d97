# SPDX-License-Identifier: EUPL-1.2
"""A kanaal that changes while an abonnement on it is taken."""

from threading import Event

import pytest

from notificaties.actions import kanaal as actions


@pytest.fixture(autouse=True)
def _with_commits(committed):
    """Other connections see only what is committed."""


def test_a_filter_does_not_go_while_an_abonnement_that_uses_it_is_taken(
    api, kanaal, body, receiver, noord, at_once, monkeypatch
):
    """Whoever is first: the other waits for it, and is refused."""
    looked, goes_on = Event(), Event()
    used = actions._used

    def look_and_wait(naam):
        found = used(naam)
        looked.set()
        goes_on.wait(2)  # the abonnement waits for this transaction all that time
        return found

    monkeypatch.setattr(actions, "_used", look_and_wait)

    def shrink():
        return api.patch(kanaal["url"], {"filters": []})

    def subscribe():
        assert looked.wait(10)
        try:
            return api.post("/abonnement", body | {"kanalen": [{"naam": "zaken", "filters": {"zaaktype": "*"}}]})
        finally:
            goes_on.set()

    shrunk, taken = at_once([shrink, subscribe])
    assert (shrunk.status_code, taken.status_code) == (200, 400)
    assert taken.json()["invalidParams"][0]["code"] == "inconsistent-abonnement-filters"
