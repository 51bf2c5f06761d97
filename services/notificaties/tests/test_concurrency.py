# SPDX-License-Identifier: EUPL-1.2
"""Kanalen and abonnementen that change while others use them, or take the same naam at once."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import transaction
from psycopg.types.json import Jsonb

from notificaties.actions import delivering, desk, steering
from notificaties.actions import kanaal as actions
from notificaties.actions import notificaties as accepting
from notificaties.actions.cleaning import forget_ended
from notificaties.models import Abonnement, Delivery, Lane, Notificatie
from servicekit.clock import now
from servicekit.database import sql
from servicekit.stack.municipalities import serving
from servicekit.turns import Turn


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
        resumed=0, attempts=0, failing_since=None, gave_up=False,
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

    assert at_once([end, note]) == [delivery.pk, (True, False)]


@pytest.fixture
def abonnement(api, body):
    """The URL of an abonnement of the client `alles`, on all of `zaken`."""
    return api.post("/abonnement", body).json()["url"]


def test_two_who_pause_and_resume_at_once_are_both_answered_and_both_told(api, abonnement, at_once):
    """The last one counts; whoever that is, the audit trail says it."""
    both_looked, changing = Barrier(2), steering.changing

    def look_together(*found, **how):
        both_looked.wait(10)
        return changing(*found, **how)

    for _ in range(5):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(steering, "changing", look_together)
            answers = at_once([lambda verb=verb: api.post(f"{abonnement}/{verb}") for verb in ("pause", "resume")])
        assert [each.status_code for each in answers] == [200, 200]
        trail = [each["actie"] for each in api.get(f"{abonnement}/audittrail").json()][-2:]
        assert sorted(trail) == ["pause", "resume"]
        assert Lane.objects.get().paused == ("manual" if trail[-1] == "pause" else "")


def test_a_consumer_that_asks_what_it_missed_waits_for_what_is_being_accepted(
    api, abonnement, message, at_once, monkeypatch
):
    """Else it would go on after a higher position, and never have the lower one."""
    stored, goes_on, deliver = Event(), Event(), accepting._deliver

    def deliver_later(*given):
        if not stored.is_set():
            stored.set()
            goes_on.wait(2)  # who asks waits for this transaction all that time
        deliver(*given)

    monkeypatch.setattr(accepting, "_deliver", deliver_later)

    def publish_slowly():
        return api.post("/notificaties", message | {"actie": "eerste"}).status_code

    def publish_and_ask():
        assert stored.wait(10)
        assert api.post("/notificaties", message | {"actie": "tweede"}).status_code == 201
        try:
            return [each["notificatie"]["actie"] for each in api.get(f"{abonnement}/notificaties").json()["results"]]
        finally:
            goes_on.set()

    assert at_once([publish_slowly, publish_and_ask]) == [201, ["eerste", "tweede"]]


def test_what_gets_its_number_after_a_consumer_waited_is_not_shown_before_what_has_a_lower_one(
    api, abonnement, message, at_once, monkeypatch
):
    waited, stored, shown, deliver, settle = Event(), Event(), Event(), accepting._deliver, desk.settle

    def deliver_later(*given):
        if not stored.is_set():
            stored.set()
            shown.wait(10)
        deliver(*given)

    def settle_and_wait():
        number = settle()
        waited.set()
        assert accepted.wait(10)
        return number

    accepted = Event()
    monkeypatch.setattr(accepting, "_deliver", deliver_later)

    def ask():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(desk, "settle", settle_and_wait)
            found = api.get(f"{abonnement}/notificaties").json()["results"]
        shown.set()
        return found

    def publish_slowly():
        assert waited.wait(10)
        return api.post("/notificaties", message | {"actie": "eerste"}).status_code

    def publish():
        assert stored.wait(10)
        try:
            return api.post("/notificaties", message | {"actie": "tweede"}).status_code
        finally:
            accepted.set()

    assert at_once([ask, publish_slowly, publish]) == [[], 201, 201]
    found = api.get(f"{abonnement}/notificaties").json()["results"]
    assert [each["notificatie"]["actie"] for each in found] == ["eerste", "tweede"]


def test_a_page_that_is_full_of_what_was_accepted_long_ago_keeps_nobody_waiting(
    api, abonnement, message, monkeypatch, settings
):
    for number in range(4):
        api.post("/notificaties", message | {"actie": str(number)})
    first = api.get(f"{abonnement}/notificaties").json()["results"]
    settings.PAGE_SIZE = 2
    monkeypatch.setattr(desk, "settle", lambda: pytest.fail("nothing can come in between"))
    page = api.get(f"{abonnement}/notificaties").json()
    assert page["results"] == first[:2]
    assert page["next"] is not None


def test_who_accepts_without_end_keeps_nobody_waiting_who_asks_what_it_missed(
    api, abonnement, message, noord, at_once, monkeypatch
):
    """With two that take turns there is no moment at which nothing is being accepted."""
    accepts, answered, deliver = Barrier(2), Event(), accepting._deliver

    def overlap(*given):
        with suppress(BrokenBarrierError):
            accepts.wait(0.3)  # once the other is being accepted too, this one may end
        deliver(*given)

    monkeypatch.setattr(accepting, "_deliver", overlap)
    monkeypatch.setattr(accepting, "PATIENCE", "20s")

    def publish():
        for _ in range(100):
            if answered.is_set():
                break
            assert api.post("/notificaties", message).status_code == 201
        return answered.is_set()

    def ask():
        sleep(0.1)
        try:
            return api.get(f"{abonnement}/notificaties").status_code
        finally:
            answered.set()

    assert at_once([publish, publish, publish, ask]) == [True, True, True, 200]


def test_who_asks_what_it_missed_while_accepting_hangs_is_told_to_ask_again(
    api, abonnement, noord, at_once, monkeypatch
):
    monkeypatch.setattr(accepting, "PATIENCE", "50ms")
    accepts, answered = Event(), Event()

    def hang():
        with serving(noord), transaction.atomic():
            sql.rows(accepting._ABONNEMENTEN, [accepting._lock(), [Jsonb([{"naam": "zaken"}])]])
            accepts.set()
            return answered.wait(20)

    def ask():
        assert accepts.wait(10)
        try:
            return api.get(f"{abonnement}/notificaties")
        finally:
            answered.set()

    hung, answer = at_once([hang, ask])
    assert (hung, answer.status_code, answer.headers["Retry-After"]) == (True, 503, "1")
    assert api.get(f"{abonnement}/notificaties").status_code == 200


def test_what_is_accepted_while_its_abonnement_ends_is_accepted(api, abonnement, message, noord, at_once, monkeypatch):
    """Nothing is delivered of it, and nothing of it is left."""
    looked, ended, deliver = Event(), Event(), accepting._deliver

    def deliver_later(*given):
        looked.set()
        assert ended.wait(10)
        deliver(*given)

    monkeypatch.setattr(accepting, "_deliver", deliver_later)

    def end():
        assert looked.wait(10)
        try:
            return api.delete(abonnement).status_code
        finally:
            ended.set()

    assert at_once([lambda: api.post("/notificaties", message).status_code, end]) == [201, 204]
    with serving(noord):
        assert Delivery.objects.count() == 1
        delivering.deliver()
        forget_ended()
        assert not Delivery.objects.exists()


def test_a_replay_holds_the_lane_before_its_deliveries(api, abonnement, message, noord, at_once, monkeypatch):
    """A worker that notes a delivery meanwhile waits for the replay, and neither for the other."""
    api.post("/notificaties", message)
    with serving(noord):
        delivering.run(Turn(noord.name, Abonnement.objects.get().pk))
        api.post("/notificaties", message | {"actie": "update"})
        token = uuid4()
        Lane.objects.update(token=token)
        second = Delivery.objects.get(delivered=None)
    resumed, resume = Event(), steering.resume
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"

    def resume_and_wait(*given, **how):
        resume(*given, **how)
        resumed.set()
        for _ in range(1000):
            if sql.row(waiting)[0]:
                break
            sleep(0.01)

    monkeypatch.setattr(steering, "resume", resume_and_wait)

    def note():
        assert resumed.wait(10)
        with serving(noord):
            held = delivering.Held(
                lane=second.abonnement_id, token=token, uuid=uuid4(), callback_url="", auth="", in_cloudevents=False,
                resumed=0, attempts=0, failing_since=None, gave_up=False,
            )  # fmt: skip
            return delivering._delivered(held, second.pk, last=True, status=204, took=0.01)

    answer, noted = at_once([lambda: api.post(f"{abonnement}/replay", {"positie": 0}), note])
    assert (answer.status_code, answer.json()["aantal"], noted) == (200, 1, (False, False))
    with serving(noord):
        assert [each.delivered is None for each in Delivery.objects.order_by("id")] == [True, False]
