# SPDX-License-Identifier: EUPL-1.2
import time
from datetime import timedelta
from uuid import uuid4

import orjson
import pytest
from django.db import connection
from structlog.testing import capture_logs

from notificaties.actions import delivering
from notificaties.actions.abonnement import resume
from notificaties.actions.status import status
from notificaties.models import Abonnement, Attempt, Delivery, Lane, Notificatie
from notificaties.peers import abonnees
from notificaties.peers.abonnees import Abonnee
from notificaties.peers.secrets import Secrets, encrypt
from servicekit.clock import now
from servicekit.database import sql
from servicekit.peers.strangers import Way
from servicekit.stack.municipalities import serving
from servicekit.testing.statements import statements
from servicekit.turns import Result, Turn

pytestmark = pytest.mark.django_db

AUTH = "Bearer van-de-abonnee"


@pytest.fixture
def abonnement(noord, receiver):
    """An abonnement of a receiver that takes everything, in the database only."""
    made = Abonnement.objects.create(client_id="a", callback_url=receiver.url(), auth=AUTH, kanalen=[])
    Lane.objects.create(abonnement=made)
    return made


@pytest.fixture
def waiting(abonnement):
    """Have notifications wait for it; their numbers are in what is told."""

    def make(count):
        for number in range(count):
            message = orjson.dumps({"kanaal": "zaken", "nummer": number}).decode()
            made = Notificatie.objects.create(event=uuid4(), message=message, accepted=now())
            Delivery.objects.create(notificatie=made, abonnement=abonnement)

    return make


@pytest.fixture
def turn(noord, abonnement):
    """Give the lane a turn."""
    return lambda: delivering.run(Turn(noord.name, abonnement.pk))


@pytest.fixture
def own_way(monkeypatch):
    """Say of every callback whether it is that of a component of the municipality."""
    return lambda own: monkeypatch.setattr("notificaties.peers.abonnees.way_to", lambda *_: Way(private=True, own=own))


@pytest.fixture
def while_told(monkeypatch):
    """Have something happen once a notification was told, before anything is noted of it."""

    def have(change):
        tell = Abonnee.tell

        def told(*given, **how):
            status = tell(*given, **how)
            change()
            return status

        monkeypatch.setattr(Abonnee, "tell", told)

    return have


def numbers(receiver):
    return [each["nummer"] for each in receiver.told()]


def failing_for(**time):
    Lane.objects.update(failing_since=now() - timedelta(**time), attempts=50, retry_at=None)


def test_deliveries_go_in_order_over_one_connection_as_they_were_accepted(waiting, turn, receiver):
    waiting(3)
    assert turn() == Result()
    assert numbers(receiver) == [0, 1, 2]
    assert receiver.connections == 1
    assert {headers["Authorization"] for _, _, headers in receiver.received} == {AUTH}
    assert not Delivery.objects.filter(delivered=None).exists()
    lane = Lane.objects.get()
    assert (lane.token, lane.leased_until) == (None, None)


def test_who_asks_for_cloudevents_gets_them(turn, receiver, abonnement, message, noord):
    Abonnement.objects.update(send_cloudevents=True)
    event, other = uuid4(), {"specversion": "1.0", "id": "A-1", "source": "urn:elders", "type": "nl.elders.gebeurd"}
    for envelope in ("", orjson.dumps(other).decode()):
        told = {"event": event, "publisher": envelope, "message": orjson.dumps(message).decode()}
        made = Notificatie.objects.create(**told, envelope=envelope, accepted=now())
        Delivery.objects.create(notificatie=made, abonnement=abonnement)
    turn()
    (_, ours, headers), (_, theirs, _) = receiver.received
    assert headers["Content-Type"] == "application/cloudevents+json"
    assert headers["Authorization"] == AUTH
    assert theirs == other | {"data": message}
    assert ours == {
        "specversion": "1.0",
        "id": str(event),
        "source": "urn:nld:oin:00000003851234562000:systeem:zaken",
        "type": "nl.overheid.zaken.status-geregistreerd",
        "time": message["aanmaakdatum"],
        "subject": "6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11",
        "dataref": message["resourceUrl"],
        "datacontenttype": "application/json",
        "data": message,
    }


def test_who_gave_keys_gets_each_attempt_signed_and_who_did_not_none(
    waiting, turn, receiver, assert_signed, monkeypatch
):
    waiting(2)
    turn()
    assert not any(name.lower().startswith("webhook-") for _, _, headers in receiver.received for name in headers)
    keys = ["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", "whsec_" + "QUFB" * 8]
    Abonnement.objects.update(secrets=encrypt(Secrets(auth=AUTH, signing_keys=keys)), auth="")
    Delivery.objects.update(delivered=None)
    receiver.received.clear()
    receiver.bodies.clear()
    receiver.behave["/hook"] = lambda: 500 if len(receiver.received) == 0 else None
    moments = [now(), now() + timedelta(minutes=1), now() + timedelta(minutes=2)]
    monkeypatch.setattr(abonnees, "now", lambda: moments[len(receiver.received)])
    turn()
    Lane.objects.update(retry_at=None)
    turn()
    first, again, second = (headers for _, _, headers in receiver.received)
    for headers, body in zip((first, again, second), receiver.bodies, strict=True):
        assert_signed(headers, body, *keys)
        assert headers["Authorization"] == AUTH
        assert headers["webhook-id"] == headers["Idempotency-Key"]
    assert first["webhook-id"] == again["webhook-id"] != second["webhook-id"]
    said = [int(each["webhook-timestamp"]) for each in (first, again, second)]
    assert said == [int(each.timestamp()) for each in moments]


def test_a_cloudevent_is_signed_as_it_is_sent(waiting, turn, receiver, assert_signed, message):
    keys = ["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"]
    secrets = encrypt(Secrets(auth=AUTH, signing_keys=keys))
    Abonnement.objects.update(secrets=secrets, auth="", send_cloudevents=True)
    waiting(1)
    Notificatie.objects.update(message=orjson.dumps(message).decode())
    turn()
    [(_, told, headers)] = receiver.received
    assert told["id"] == headers["webhook-id"]
    assert_signed(headers, receiver.bodies[0], *keys)


def test_secrets_are_decrypted_once_a_turn(waiting, turn, receiver, monkeypatch):
    Abonnement.objects.update(secrets=encrypt(Secrets(auth=AUTH)), auth="")
    real, read = delivering.decrypt, []
    monkeypatch.setattr(delivering, "decrypt", lambda *given: read.append(given) or real(*given))
    waiting(3)
    turn()
    assert numbers(receiver) == [0, 1, 2]
    assert len(read) == 1


def test_a_lane_whose_secrets_no_key_decrypts_waits_with_an_alert_and_gives_nothing_up(
    waiting, turn, receiver, abonnement, keys, monkeypatch
):
    Abonnement.objects.update(secrets=encrypt(Secrets(auth=AUTH)), auth="")
    waiting(2)
    failing_for(hours=30)
    Lane.objects.update(gave_up=True)
    before = Lane.objects.values().get()
    keys(b"z" * 32)
    with capture_logs() as logged:
        assert turn() == Result(slow=True)
    told = {"event": "secrets_unreadable", "alert": True, "abonnement": str(abonnement.uuid), "log_level": "error"}
    assert logged == [told]
    assert receiver.connections == 0
    lane = Lane.objects.values().get()
    assert lane.pop("retry_at") > now() + timedelta(seconds=30)
    assert lane == {name: value for name, value in before.items() if name != "retry_at"}
    assert [each.dead for each in Delivery.objects.all()] == [False, False]
    # Neither the next sweep nor a turn that was offered already tries it again.
    offered = []
    monkeypatch.setattr(delivering.POOL, "offer", offered.extend)
    delivering.deliver()
    assert offered == []
    with capture_logs() as logged:
        assert turn() == Result(slow=None)
    assert logged == []
    monkeypatch.undo()
    Lane.objects.update(retry_at=None)
    turn()
    assert numbers(receiver) == [0, 1]


def test_the_last_delivery_gives_the_lane_back_and_another_statement_is_not_needed(waiting, turn):
    waiting(2)
    with statements() as seen:
        turn()
    assert len([each for each in seen if "UPDATE notificaties_lane" in each]) == 3  # the claim and two deliveries
    assert len(seen) == 4
    assert (Lane.objects.get().token, Lane.objects.get().leased_until) == (None, None)


def test_a_connection_is_kept_for_the_next_turn_whatever_was_answered(waiting, turn, receiver):
    for _ in range(2):
        waiting(1)
        turn()
    assert receiver.connections == 1
    receiver.behave["/hook"] = lambda: 500
    waiting(1)
    turn()
    receiver.behave.clear()
    Lane.objects.update(retry_at=None)
    turn()
    assert (receiver.connections, len(receiver.received)) == (1, 4)


def test_a_connection_that_was_not_used_for_a_while_or_is_one_of_many_is_not_kept(waiting, turn, receiver, monkeypatch):
    for name in ("IDLE", "MOST"):
        with monkeypatch.context() as patch:
            patch.setattr(abonnees, name, 0)
            for _ in range(2):
                waiting(1)
                turn()
    assert receiver.connections == 4


def test_a_turn_ends_after_a_number_of_deliveries(waiting, turn, receiver, monkeypatch):
    monkeypatch.setattr(delivering, "BATCH", 2)
    waiting(3)
    assert turn() == Result(more=True)
    assert turn() == Result()
    assert numbers(receiver) == [0, 1, 2]


def test_a_turn_ends_when_its_time_is_over(waiting, turn, receiver, monkeypatch):
    monkeypatch.setattr(delivering, "TURN", 0.0)
    waiting(2)
    assert turn() == Result(more=True)
    assert numbers(receiver) == []


@pytest.mark.parametrize("result", [Result(slow=True), Result(slow=True, more=True)], ids=["the last", "more to do"])
def test_a_receiver_that_takes_longer_than_a_turn_is_slow(waiting, turn, receiver, monkeypatch, result):
    monkeypatch.setattr(delivering, "TURN", 0.2)
    receiver.behave["/hook"] = lambda: time.sleep(0.3)
    waiting(2 if result.more else 1)
    assert turn() == result
    assert numbers(receiver) == [0]


@pytest.mark.parametrize(("answer", "taken"), [(200, True), (201, True), (299, True), (300, False), (404, False)])
def test_what_is_answered_with_a_success_is_delivered(waiting, turn, receiver, answer, taken):
    waiting(1)
    receiver.behave["/hook"] = lambda: answer
    assert turn() == Result(slow=not taken)
    assert (Delivery.objects.get().delivered is not None) == taken


def test_a_failure_holds_back_the_lane_and_keeps_its_order(waiting, turn, receiver):
    waiting(2)
    receiver.behave["/hook"] = lambda: 500
    assert turn() == Result(slow=True)
    assert numbers(receiver) == [0]
    lane = Lane.objects.get()
    assert (lane.attempts, lane.paused, lane.token) == (1, "", None)
    assert turn() == Result(slow=None)  # it waits
    receiver.behave.clear()
    Lane.objects.update(retry_at=now())
    turn()
    assert numbers(receiver) == [0, 0, 1]
    first, again, _ = receiver.received
    assert first[2]["Idempotency-Key"] == again[2]["Idempotency-Key"] == str(Notificatie.objects.earliest("id").event)
    assert Lane.objects.get().failing_since is None


def test_a_failure_after_a_success_is_a_first_one(waiting, turn, receiver):
    waiting(2)
    failing_for(hours=30)
    Lane.objects.update(gave_up=True)
    receiver.behave["/hook"] = lambda: 503 if len(receiver.received) == 1 else None
    turn()
    lane = Lane.objects.get()
    assert (lane.attempts, lane.gave_up, lane.paused) == (1, False, "")
    assert lane.failing_since > now() - timedelta(minutes=1)
    assert [each.dead for each in Delivery.objects.all()] == [False, False]


def test_a_redirect_is_a_failure_and_not_followed(waiting, turn, receiver):
    waiting(1)
    receiver.behave["/hook"] = lambda: 302
    turn()
    assert Delivery.objects.get().delivered is None


def test_an_address_that_is_not_allowed_any_more_is_not_called(waiting, turn, receiver, abonnement):
    waiting(1)
    Abonnement.objects.update(callback_url=receiver.url(host="localhost"))
    assert turn() == Result(slow=True)
    assert receiver.connections == 0
    assert Lane.objects.get().attempts == 1


def test_after_a_day_a_delivery_is_given_up_and_the_next_one_tried(waiting, turn, receiver):
    waiting(3)
    receiver.behave["/hook"] = lambda: 400 if len(receiver.received) == 0 else None
    failing_for(hours=24)
    with capture_logs() as logged:
        turn()
    assert [each.dead for each in Delivery.objects.order_by("id")] == [True, False, False]
    assert [each["event"] for each in logged] == ["delivery_dead"]
    Lane.objects.update(retry_at=None)
    turn()
    assert numbers(receiver) == [0, 1, 2]
    assert Lane.objects.get().gave_up is False


def test_a_lane_that_stays_dead_is_paused_with_an_alert(waiting, turn, receiver):
    waiting(3)
    receiver.behave["/hook"] = lambda: 500
    failing_for(hours=24)
    turn()
    Lane.objects.update(retry_at=None)
    with capture_logs() as logged:
        turn()
    [line] = logged
    assert (line["event"], line["alert"], line["why"], line["log_level"]) == ("lane_paused", True, "dead", "error")
    assert Lane.objects.get().paused == "dead"
    assert turn() == Result(slow=None)
    assert numbers(receiver) == [0, 1]
    assert [each.dead for each in Delivery.objects.order_by("id")] == [True, False, False]
    counted = status()
    del counted["longest_failing_seconds"]
    assert counted == {"undelivered": 2, "dead_deliveries": 1, "paused_lanes": 1, "failing_lanes": 0}


def test_a_receiver_that_is_gone_pauses_at_once(waiting, turn, receiver):
    waiting(2)
    receiver.behave["/hook"] = lambda: 410
    turn()
    assert Lane.objects.get().paused == "gone"
    assert numbers(receiver) == [0]


@pytest.mark.parametrize(
    ("answer", "own", "failing", "gave_up", "event", "state"),
    [
        (500, False, {"hours": 1}, False, "delivery_failed", (51, False, "", False)),
        (410, False, {"hours": 1}, False, "lane_paused", (51, False, "gone", False)),
        (500, False, {"hours": 24}, False, "delivery_dead", (0, True, "", True)),
        (500, False, {"hours": 24}, True, "lane_paused", (51, True, "dead", False)),
        (500, True, {"hours": 1}, False, "delivery_failed", (51, False, "", False)),
        (410, True, {"hours": 1}, True, "own_callback_gone", (51, True, "", False)),
        (410, True, {"hours": 24}, False, "delivery_dead", (0, True, "", True)),
    ],
)
def test_what_follows_a_failure_is_kept_and_logged(
    waiting, turn, receiver, abonnement, own_way, answer, own, failing, gave_up, event, state
):
    own_way(own)
    waiting(1)
    receiver.behave["/hook"] = lambda: answer
    failing_for(**failing)
    since = Lane.objects.get().failing_since
    Lane.objects.update(gave_up=gave_up)
    with capture_logs() as logged:
        assert turn() == Result(slow=True)
    told = {"abonnement": str(abonnement.uuid), "status": answer, "reason": "", "attempts": 51, "event": event}
    if event == "delivery_failed":
        told |= {"log_level": "warning"}
    else:
        told |= {"log_level": "error", "alert": True}
    if event == "lane_paused":
        told |= {"why": state[2]}
    assert logged == [told]
    lane = Lane.objects.get()
    assert (lane.attempts, lane.gave_up, lane.paused, Delivery.objects.get().dead) == state
    assert lane.failing_since == since
    assert lane.retry_at > now()


@pytest.mark.parametrize(
    ("answer", "dead"),
    [(400, True), (413, True), (415, True), (422, True), (401, False), (409, False), (414, False), (416, False)],
)
def test_what_an_own_component_refuses_time_after_time_is_given_up(waiting, turn, receiver, own_way, answer, dead):
    own_way(True)
    waiting(1)
    receiver.behave["/hook"] = lambda: answer
    Lane.objects.update(attempts=18)
    turn()
    assert not Delivery.objects.get().dead
    Lane.objects.update(retry_at=None)
    turn()
    assert Delivery.objects.get().dead == dead


def test_a_worker_that_lost_its_lease_says_nothing_of_a_failure(waiting, turn, receiver, monkeypatch):
    waiting(1)
    failing_for(hours=24)
    receiver.behave["/hook"] = lambda: 400
    taken, real = uuid4(), delivering.derive_setback

    def late(**facts):
        Lane.objects.update(token=taken)
        return real(**facts)

    monkeypatch.setattr(delivering, "derive_setback", late)
    with capture_logs() as logged:
        turn()
    assert not logged
    assert not Delivery.objects.get().dead
    lane = Lane.objects.get()
    assert (lane.token, lane.attempts, lane.gave_up, lane.retry_at) == (taken, 50, False, None)
    assert [each.status for each in Attempt.objects.all()] == [400]  # it was tried, though


def test_nothing_of_a_callback_url_is_logged(waiting, turn, receiver):
    waiting(1)
    Abonnement.objects.update(callback_url=receiver.url("/hook?sleutel=geheim"))
    receiver.behave["/hook?sleutel=geheim"] = lambda: 500
    with capture_logs() as logged:
        turn()
    assert [each["event"] for each in logged] == ["delivery_failed"]
    assert "geheim" not in str(logged)


def test_a_lane_that_another_worker_has_is_left_to_it(waiting, turn, receiver):
    waiting(1)
    Lane.objects.update(token=uuid4(), leased_until=now() + timedelta(seconds=5))
    assert turn() == Result(slow=None)
    assert numbers(receiver) == []
    Lane.objects.update(leased_until=now() - timedelta(seconds=1))  # it was killed
    turn()
    assert numbers(receiver) == [0]


@pytest.mark.parametrize("count", [1, 3])
def test_who_finds_a_lane_taken_has_the_other_worker_look_once_more(waiting, turn, receiver, while_told, count):
    """A wake-up of RabbitMQ comes to one worker alone, and who has the lane may have looked already."""
    waiting(count)
    found = []

    def other_worker():
        if not found:
            waiting(1)
            found.append(turn())

    while_told(other_worker)
    assert turn() == Result(more=True)
    assert found == [Result(slow=None)]
    assert len(numbers(receiver)) == count  # the turn goes on to its end, and is not made anew for each that asks
    assert turn() == Result()
    assert len(numbers(receiver)) == count + 1
    assert not Lane.objects.get().asked


def test_who_finds_a_lane_taken_in_which_nothing_waits_has_it_looked_at_too(waiting, turn, receiver, monkeypatch):
    real = delivering._give_back

    def late(held):
        waiting(1)
        assert turn() == Result(slow=None)  # another worker's
        return real(held)

    monkeypatch.setattr(delivering, "_give_back", late)
    assert turn() == Result(more=True)


def test_a_lane_that_is_given_back_while_another_asks_for_it_is_taken_by_that(waiting, turn, receiver, monkeypatch):
    waiting(1)
    Lane.objects.update(token=uuid4(), leased_until=now() + timedelta(seconds=5))
    real = sql.execute

    def ask(statement, *given, **how):
        if statement == delivering._ASK:
            Lane.objects.update(token=None, leased_until=None)
        return real(statement, *given, **how)

    monkeypatch.setattr(sql, "execute", ask)
    turn()
    assert numbers(receiver) == [0]


def test_a_lane_is_asked_to_be_looked_at_once(waiting, turn):
    """Each would be a write, of every wake-up while its receiver hangs."""
    waiting(1)
    Lane.objects.update(token=uuid4(), leased_until=now() + timedelta(seconds=5))
    turn()
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin, ctid FROM notificaties_lane")
        written = cursor.fetchall()
        turn()
        cursor.execute("SELECT xmin, ctid FROM notificaties_lane")
        assert cursor.fetchall() == written


def test_nobody_is_asked_to_look_at_a_lane_that_waits_or_is_paused(waiting, turn):
    waiting(1)
    for held in ({"paused": Lane.MANUAL}, {"paused": "", "retry_at": now() + timedelta(seconds=5)}):
        Lane.objects.update(token=uuid4(), leased_until=now() + timedelta(seconds=5), **held)
        assert turn() == Result(slow=None)
        assert not Lane.objects.get().asked


def test_what_somebody_resumes_or_replays_is_looked_at_anew_after_the_delivery_of_that_moment(
    waiting, turn, receiver, while_told, abonnement, noord
):
    """What is replayed comes before what waits; who resumes has a worker woken."""
    waiting(2)
    with serving(noord):
        while_told(lambda: resume(abonnement))
        assert turn() == Result()
    assert numbers(receiver) == [0]
    assert Lane.objects.get().token is None


@pytest.mark.parametrize("answer", [410, 500])
@pytest.mark.parametrize(
    "had", [{}, {"attempts": 4, "failing_since": now() - timedelta(days=1)}], ids=["first", "long"]
)
def test_what_somebody_resumes_is_not_set_back_by_the_delivery_of_that_moment(
    waiting, turn, receiver, while_told, abonnement, noord, answer, had
):
    waiting(1)
    Lane.objects.update(**had)
    receiver.behave["/hook"] = lambda: answer
    with serving(noord):
        while_told(lambda: resume(abonnement))
        assert turn() == Result(slow=True)
    lane = Lane.objects.get()
    assert (lane.attempts, lane.failing_since, lane.retry_at, lane.paused) == (0, None, None, "")
    assert (lane.token, lane.leased_until) == (None, None)
    assert [each.status for each in Attempt.objects.all()] == [answer]


def test_a_worker_that_lost_its_lease_notes_the_delivery_and_stops(waiting, turn, receiver):
    waiting(2)
    taken = uuid4()
    real = delivering._delivered

    def late(held, delivery, **how):
        Lane.objects.update(token=taken)
        return real(held, delivery, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivering, "_delivered", late)
        turn()
    assert numbers(receiver) == [0]
    assert Delivery.objects.filter(delivered__isnull=False).count() == 1
    assert Lane.objects.get().token == taken


def test_an_abonnement_that_ends_meanwhile_stops_its_turn(waiting, turn, receiver):
    waiting(2)
    receiver.behave["/hook"] = lambda: None
    real = delivering._delivered

    def ended(held, delivery, **how):
        Abonnement.objects.all().delete()
        return real(held, delivery, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivering, "_delivered", ended)
        assert turn() == Result()
    assert numbers(receiver) == [0]


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_paused_during_a_turn_ends_after_the_delivery_it_is_at(waiting, turn, receiver, while_told, count):
    waiting(count)
    while_told(lambda: Lane.objects.update(paused=Lane.MANUAL))
    turn()
    assert numbers(receiver) == [0]
    assert Delivery.objects.filter(delivered=None).count() == count - 1
    lane = Lane.objects.get()
    assert (lane.paused, lane.token, lane.leased_until) == ("manual", None, None)
    assert turn() == Result(slow=None)
    assert numbers(receiver) == [0]


@pytest.mark.parametrize("answer", [410, 500])
def test_what_is_paused_during_a_delivery_that_fails_stays_paused_by_hand(waiting, turn, receiver, while_told, answer):
    waiting(2)
    receiver.behave["/hook"] = lambda: answer
    while_told(lambda: Lane.objects.update(paused=Lane.MANUAL))
    turn()
    lane = Lane.objects.get()
    assert (lane.paused, lane.attempts, lane.token) == ("manual", 1, None)
    assert [each.status for each in Attempt.objects.all()] == [answer]


def test_a_failure_is_one_statement_and_so_is_a_success(waiting, turn, receiver):
    waiting(1)
    receiver.behave["/hook"] = lambda: 500
    with statements() as seen:
        turn()
    assert len(seen) == 4  # the claim, what waits, what failed, and the return of the lane
    receiver.behave.clear()
    Lane.objects.update(retry_at=None)
    with statements() as seen:
        turn()
    assert len(seen) == 3
    assert Attempt.objects.count() == 1  # a success is a row of none


def test_each_attempt_is_kept_with_how_it_ended(waiting, turn, receiver, abonnement):
    waiting(1)
    receiver.behave["/hook"] = lambda: 500
    turn()
    [attempt], [delivery] = Attempt.objects.all(), Delivery.objects.all()
    assert (attempt.abonnement, attempt.delivery) == (abonnement, delivery)
    assert (attempt.status, attempt.reason) == (500, "")
    assert (delivery.status, delivery.duration) == (None, None)
    receiver.behave.clear()
    Lane.objects.update(retry_at=None)
    turn()
    delivery.refresh_from_db()
    assert delivery.status == 204
    assert delivery.duration >= 0
    assert Attempt.objects.count() == 1


def test_what_a_lane_was_leased_for_is_told_though_the_abonnement_changed_meanwhile(
    waiting, turn, receiver, while_told
):
    """The turn goes on as it was claimed; the next has the callback of then."""
    waiting(2)
    while_told(lambda: Abonnement.objects.update(callback_url=receiver.url("/anders")))
    turn()
    assert numbers(receiver) == [0, 1]
    waiting(1)
    turn()
    assert [each["nummer"] for each in receiver.told("/anders")] == [0]


def test_a_failure_of_an_abonnement_that_ended_meanwhile_is_kept_nowhere(waiting, turn, receiver, while_told):
    waiting(1)
    receiver.behave["/hook"] = lambda: 500
    while_told(lambda: Abonnement.objects.all().delete())
    assert turn() == Result(slow=True)
    assert not Attempt.objects.exists()


def test_only_lanes_with_something_to_deliver_are_offered(waiting, abonnement, monkeypatch, noord, zuid):
    offered = []
    monkeypatch.setattr(delivering.POOL, "offer", offered.extend)
    delivering.deliver()
    assert offered == []
    waiting(2)
    delivering.deliver()
    assert offered == [Turn("noord", abonnement.pk)]
    offered.clear()
    with serving(zuid):
        delivering.deliver()
    for state in ({"paused": "gone"}, {"paused": "", "retry_at": now() + timedelta(seconds=9)}):
        Lane.objects.update(**state)
        delivering.deliver()
    Delivery.objects.update(dead=True)
    Lane.objects.update(paused="", retry_at=None)
    delivering.deliver()
    assert offered == []


def test_how_delivering_stands_is_in_status_and_metrics(waiting, api):
    waiting(2)
    assert api.http.get("/status").json()["noord"]["undelivered"] == 2
    assert b'meent_status{municipality="noord",name="undelivered"} 2.0' in api.http.get("/metrics").content
    assert b'meent_status{municipality="zuid",name="undelivered"} 0.0' in api.http.get("/metrics").content
