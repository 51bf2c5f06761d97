# SPDX-License-Identifier: EUPL-1.2
"""Kanalen that change while an abonnement on one is taken, and that take the same naam at once."""

from threading import Barrier, Event

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


@pytest.mark.parametrize("method", ["post", "patch"])
def test_of_two_kanalen_that_take_a_naam_at_once_one_is_refused(api, at_once, monkeypatch, method):
    both_looked, naam_is_free = Barrier(2), actions.nrc_kanaal.naam_is_free
    paths = ["/kanaal", "/kanaal"]
    if method == "patch":
        paths = [api.post("/kanaal", {"naam": naam}).json()["url"] for naam in ("een", "twee")]

    def look_together(*, taken):
        both_looked.wait(10)
        return naam_is_free(taken=taken)

    monkeypatch.setattr(actions.nrc_kanaal, "naam_is_free", look_together)
    answers = at_once([lambda path=path: getattr(api, method)(path, {"naam": "zelfde"}) for path in paths])
    made, refused = sorted(answers, key=lambda answer: answer.status_code)
    assert (made.status_code, refused.status_code) == (201 if method == "post" else 200, 400)
    assert [(each["name"], each["code"]) for each in refused.json()["invalidParams"]] == [("naam", "unique")]
    assert len(api.get("/kanaal?naam=zelfde").json()) == 1
