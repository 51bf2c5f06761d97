# SPDX-License-Identifier: EUPL-1.2
"""Kanalen and abonnementen that change while others use them, or take the same naam at once."""

from threading import Barrier, Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import transaction

from notificaties.actions import delivering
from notificaties.actions import kanaal as actions
from notificaties.models import Abonnement, Delivery, Lane, Notificatie
from servicekit.clock import now
from servicekit.database import sql
from servicekit.stack.municipalities import serving


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


def test_a_delivery_is_noted_lane_first_as_who_ends_the_abonnement_takes_them(noord, at_once):
    """Who held a delivery and waited for its lane would be in each other's way with who held the lane."""
    with serving(noord):
        abonnement = Abonnement.objects.create(client_id="a", callback_url="", auth="", kanalen=[])
        token = uuid4()
        Lane.objects.create(abonnement=abonnement, token=token)
        told = Notificatie.objects.create(event=uuid4(), message="{}", accepted=now())
        delivery = Delivery.objects.create(notificatie=told, abonnement=abonnement)
    held = delivering.Held(
        lane=abonnement.pk, token=token, uuid=abonnement.uuid, callback_url="", auth="", in_cloudevents=False,
        attempts=0, failing_since=None, gave_up=False,
    )  # fmt: skip
    has_lane = Event()
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"

    def end():
        with serving(noord), transaction.atomic():
            Lane.objects.select_for_update().get()
            has_lane.set()
            for _ in range(1000):
                if sql.row(waiting)[0]:
                    break
                sleep(0.01)
            return Delivery.objects.select_for_update(nowait=True).get().pk

    def note():
        assert has_lane.wait(10)
        with serving(noord):
            return delivering._delivered(held, delivery.pk, last=True, status=204, took=0.01)

    assert at_once([end, note]) == [delivery.pk, True]
