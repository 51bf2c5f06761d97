# SPDX-License-Identifier: EUPL-1.2
"""The desk: whether the portal got this status, and when; and what can be done about it."""

from datetime import timedelta
from uuid import uuid4

import orjson
import pytest
from django.db import connection

from notificaties.actions import cleaning, delivering, desk
from notificaties.actions.sampling import sample_lag
from notificaties.actions.status import status
from notificaties.models import Abonnement, Attempt, Delivery, Lane, Notificatie, Sample
from servicekit.clock import now
from servicekit.database import sql
from servicekit.testing.statements import statements
from servicekit.turns import Turn

pytestmark = pytest.mark.django_db

CONSUME, MANAGE, PUBLISH = "notificaties.consumeren", "notificaties.beheren", "notificaties.publiceren"


@pytest.fixture
def abonnement(api, body):
    """The URL of an abonnement of the client `alles`."""
    made = api.post("/abonnement", body)
    assert made.status_code == 201, made.content
    return made.json()["url"]


@pytest.fixture
def publish(api, message):
    """Publish a notification; the number stands in the URL of its resource."""

    def make(number=0, **changed):
        url = f"{message['resourceUrl'][:-4]}{number:04}"
        assert api.post("/notificaties", message | {"resourceUrl": url} | changed).status_code == 201
        return url

    return make


@pytest.fixture
def turn(noord, abonnement):
    """Give the lane of the abonnement a turn."""
    return lambda: delivering.run(Turn(noord.name, Abonnement.objects.get(callback_url__endswith="/hook").pk))


def as_client(grant, *scopes):
    grant(beperkt=[{"component": "nrc", "scopes": list(scopes)}])


def codes(answer):
    return {(each["name"], each["code"]) for each in answer.json()["invalidParams"]}


# How it stands -------------------------------------------------------------------------------------------------------


def test_an_abonnement_to_which_nothing_was_sent_is_in_order(api, abonnement, body):
    state = api.get(f"{abonnement}/bezorging").json()
    assert state == {
        "abonnement": abonnement,
        "clientId": "alles",
        "callbackUrl": body["callbackUrl"],
        "kanalen": ["zaken"],
        "stand": "in_orde",
        "wachtTot": None,
        "redenPauze": "",
        "misluktSinds": None,
        "mislukt": 0,
        "achterstand": {"aantal": 0, "oudste": None, "seconden": 0},
        "opgegeven": 0,
        "laatsteSucces": None,
        "laatsteFout": None,
        "perUur": [0] * 24,
        "verloop": [],
    }
    del state["verloop"]
    assert api.get("/bezorgingen").json() == [state]


def test_what_was_delivered_is_told_with_its_status_and_when(api, abonnement, publish, turn):
    publish()
    turn()
    state = api.get(f"{abonnement}/bezorging").json()
    [done] = Delivery.objects.all()
    moment = done.delivered.isoformat().replace("+00:00", "Z")
    assert state["laatsteSucces"] == {"moment": moment, "status": 204, "duur": done.duration, "reden": ""}
    assert done.duration >= 0
    assert state["perUur"] == [0] * 23 + [1]
    assert state["laatsteFout"] is None


def test_each_delivery_is_counted_in_its_own_hour(api, abonnement, publish, turn):
    for number in range(4):
        publish(number)
    turn()
    first, second, third, fourth = Delivery.objects.order_by("id")
    for each, ago in ((first, 0.5), (second, 1.5), (third, 23.5), (fourth, 24.5)):
        Delivery.objects.filter(pk=each.pk).update(delivered=now() - timedelta(hours=ago))
    assert api.get(f"{abonnement}/bezorging").json()["perUur"] == [1] + [0] * 21 + [1, 1]


def test_what_failed_is_told_with_what_is_waited_for(api, abonnement, publish, turn, receiver):
    publish()
    receiver.behave["/hook"] = lambda: 503
    turn()
    state = api.get(f"{abonnement}/bezorging").json()
    lane = Lane.objects.get()
    [attempt] = Attempt.objects.all()
    assert (state["stand"], state["mislukt"], state["redenPauze"]) == ("wacht", 1, "")
    assert state["wachtTot"] == lane.retry_at.isoformat().replace("+00:00", "Z")
    assert state["misluktSinds"] == lane.failing_since.isoformat().replace("+00:00", "Z")
    failed = state["laatsteFout"]
    assert (failed["status"], failed["duur"], failed["reden"]) == (503, attempt.duration, "")
    assert state["laatsteSucces"] is None
    assert state["achterstand"]["aantal"] == 1
    accepted = Notificatie.objects.get().accepted.isoformat().replace("+00:00", "Z")
    assert state["achterstand"]["oudste"] == accepted


def test_what_waits_longer_than_a_minute_is_behind(api, abonnement, publish):
    publish(1)
    publish(2)
    assert api.get(f"{abonnement}/bezorging").json()["stand"] == "in_orde"
    Notificatie.objects.filter(pk=Notificatie.objects.earliest("id").pk).update(accepted=now() - timedelta(minutes=10))
    state = api.get(f"{abonnement}/bezorging").json()
    assert state["stand"] == "achter"
    assert state["achterstand"]["aantal"] == 2
    assert 600 <= state["achterstand"]["seconden"] < 700


def test_no_answer_is_told_with_why(api, abonnement, publish, turn, receiver, monkeypatch):
    publish()
    monkeypatch.setattr("notificaties.peers.abonnees.IDLE", 0)  # no connection is kept
    receiver.shutdown()
    receiver.server_close()
    turn()
    failed = api.get(f"{abonnement}/bezorging").json()["laatsteFout"]
    assert (failed["status"], failed["reden"]) == (0, "ConnectionError")


def test_the_lag_of_the_last_day_is_kept_with_an_end(api, abonnement, publish, turn):
    sample_lag()
    assert Sample.objects.count() == 0
    publish(1)
    publish(2)
    Notificatie.objects.update(accepted=now() - timedelta(seconds=90))
    sample_lag()
    turn()
    sample_lag()
    sample_lag()
    shown = api.get(f"{abonnement}/bezorging").json()["verloop"]
    assert [each["aantal"] for each in shown] == [2, 0]
    assert 90 <= shown[0]["seconden"] < 150
    assert shown[1]["seconden"] == 0
    Sample.objects.filter(count=2).update(moment=now() - timedelta(hours=25))
    assert [each["aantal"] for each in api.get(f"{abonnement}/bezorging").json()["verloop"]] == [0]


# What was tried ------------------------------------------------------------------------------------------------------


def test_every_attempt_is_told_the_last_first(api, abonnement, publish, turn, receiver):
    url = publish()
    receiver.behave["/hook"] = lambda: 500
    turn()
    receiver.behave.clear()
    Lane.objects.update(retry_at=None)
    turn()
    page = api.get(f"{abonnement}/pogingen").json()
    told = Notificatie.objects.get()
    assert page["next"] is None
    assert [(each["status"], each["resultaat"]) for each in page["results"]] == [(204, "gelukt"), (500, "mislukt")]
    for each in page["results"]:
        assert each["resourceUrl"] == url
        assert (each["positie"], each["notificatie"]) == (told.pk, str(told.event))
        assert (each["kanaal"], each["resource"], each["actie"], each["test"]) == ("zaken", "status", "create", False)
    assert "851234562" not in str(page)


def test_attempts_are_chosen_by_each_filter(api, abonnement, publish, turn, receiver, message):
    first = publish(1)
    other = message["hoofdObject"].replace("6f2c", "7777")
    publish(2, hoofdObject=other)
    receiver.behave["/hook"] = lambda: 500 if len(receiver.told()) == 1 else None
    turn()
    Lane.objects.update(retry_at=None)
    turn()

    def found(**asked):
        answer = api.get(f"{abonnement}/pogingen?" + "&".join(f"{name}={value}" for name, value in asked.items()))
        assert answer.status_code == 200, answer.content
        return [(each["resourceUrl"][-1], each["status"]) for each in answer.json()["results"]]

    everything = [("2", 204), ("2", 500), ("1", 204)]
    assert found() == everything
    assert found(resourceUrl=first) == [("1", 204)]
    # However it is written.
    assert found(resourceUrl=f"{first.replace('testserver', 'TestServer:80')}/") == [("1", 204)]
    assert found(hoofdObject=other) == [("2", 204), ("2", 500)]
    assert found(resultaat="gelukt") == [("2", 204), ("1", 204)]
    assert found(resultaat="mislukt") == [("2", 500)]
    middle = Attempt.objects.get().moment.isoformat().replace("+00:00", "Z")
    assert found(van=middle) == [("2", 204), ("2", 500)]
    assert found(tot=middle) == [("1", 204)]
    assert api.get(f"{abonnement}/pogingen?resultaat=anders").status_code == 400
    assert api.get(f"{abonnement}/pogingen?kleur=rood").status_code == 400


def test_attempts_go_on_at_the_next_page(api, abonnement, publish, turn, receiver, settings):
    settings.PAGE_SIZE = 2
    for number in range(5):
        publish(number)
    turn()
    seen, url = [], f"{abonnement}/pogingen?resultaat=gelukt"
    while url:
        page = api.get(url).json()
        seen.append([each["resourceUrl"][-1] for each in page["results"]])
        url = page["next"]
    assert seen == [["4", "3"], ["2", "1"], ["0"]]


def test_what_was_given_up_is_listed(api, abonnement, publish, turn, receiver, settings):
    settings.PAGE_SIZE = 1
    urls = [publish(number) for number in range(2)]
    receiver.behave["/hook"] = lambda: 500
    for _ in urls:
        Lane.objects.update(failing_since=now() - timedelta(days=1), retry_at=None, gave_up=False)
        turn()
    page = api.get(f"{abonnement}/opgegeven").json()
    [shown] = page["results"]
    told = Notificatie.objects.earliest("id")
    assert (shown["resourceUrl"], shown["positie"], shown["laatsteFout"]["status"]) == (urls[0], told.pk, 500)
    last = api.get(page["next"]).json()
    assert [each["resourceUrl"] for each in last["results"]] == urls[1:]
    assert last["next"] is None
    assert api.get(f"{abonnement}/bezorging").json()["opgegeven"] == 2


# What was missed -----------------------------------------------------------------------------------------------------


def test_a_consumer_asks_for_what_it_missed_after_a_position(api, abonnement, publish, turn, settings, message):
    settings.PAGE_SIZE = 2
    urls = [publish(number) for number in range(3)]
    turn()
    urls.append(publish(3))
    page = api.get(f"{abonnement}/notificaties").json()
    told = list(Notificatie.objects.order_by("id"))
    assert page["results"][0]["notificatie"] == message | {"resourceUrl": urls[0]}
    assert [each["id"] for each in page["results"]] == [str(each.event) for each in told[:2]]
    assert [each["positie"] for each in page["results"]] == [each.pk for each in told[:2]]
    assert page["results"][0]["bezorgd"] is not None
    rest = api.get(page["next"]).json()
    assert [each["notificatie"]["resourceUrl"] for each in rest["results"]] == urls[2:]
    assert rest["results"][-1]["bezorgd"] is None
    assert rest["next"] is None
    last = rest["results"][-1]["positie"]
    assert api.get(f"{abonnement}/notificaties?na={last}").json() == {"next": None, "results": []}
    assert api.get(f"{abonnement}/notificaties?na=x").status_code == 400


# Who -----------------------------------------------------------------------------------------------------------------

READS = ("bezorging", "pogingen", "opgegeven", "audittrail", "notificaties")
VERBS = ("pause", "resume", "replay", "test")


@pytest.mark.parametrize("path", [*READS, *VERBS])
def test_another_client_is_refused_but_for_who_manages(api, abonnement, grant, receiver, path):
    def ask():
        if path in READS:
            return api.get(f"{abonnement}/{path}", client="beperkt")
        return api.post(f"{abonnement}/{path}", {"opgegeven": True} if path == "replay" else None, client="beperkt")

    receiver.received.clear()
    for scopes in ((), (PUBLISH,), (CONSUME,)):
        as_client(grant, *scopes)
        assert ask().status_code == 403
    assert receiver.received == []
    assert not Attempt.objects.exists()
    as_client(grant, MANAGE)
    # What was accepted is the subscriber's own.
    assert ask().status_code == (403 if path == "notificaties" else 200)
    as_client(grant, MANAGE, CONSUME)
    assert ask().status_code == (403 if path == "notificaties" else 200)
    Abonnement.objects.update(client_id="beperkt")
    as_client(grant, CONSUME)
    assert ask().status_code == 200
    as_client(grant, PUBLISH)
    assert ask().status_code == 403


@pytest.mark.parametrize("path", [*READS, *VERBS])
def test_an_abonnement_that_is_not_there_is_not_found(api, kanaal, path):
    url = f"/abonnement/{uuid4()}/{path}"
    answer = api.get(url) if path in READS else api.post(url, {"opgegeven": True} if path == "replay" else None)
    assert answer.status_code == 404


def test_a_list_leaves_out_what_is_of_others(api, abonnement, grant, body):
    as_client(grant, CONSUME)
    own = api.post("/abonnement", body, client="beperkt").json()["url"]
    seen = [[each["abonnement"] for each in api.get("/bezorgingen", client="beperkt").json()]]
    as_client(grant, MANAGE)
    seen.append([each["abonnement"] for each in api.get("/bezorgingen", client="beperkt").json()])
    assert seen == [[own], [abonnement, own]]
    as_client(grant, PUBLISH)
    assert api.get("/bezorgingen", client="beperkt").status_code == 403


def test_a_right_that_was_taken_away_shows_nothing_more(api, abonnement, grant):
    as_client(grant, MANAGE)
    assert len(api.get("/bezorgingen", client="beperkt").json()) == 1
    grant(beperkt=[])
    for path in ("/bezorgingen", f"{abonnement}/bezorging", f"{abonnement}/audittrail"):
        assert api.get(path, client="beperkt").status_code == 403


@pytest.fixture
def others_too():
    """Have an abonnement of another client in every state there is: delivered, failed, given up, waiting, lagging."""

    def make():
        other = Abonnement.objects.create(client_id="ander", callback_url="", auth="", kanalen=[])
        Lane.objects.create(abonnement=other, paused=Lane.DEAD, attempts=3, failing_since=now())
        moment = now() - timedelta(minutes=1)
        for number, state in enumerate(({"delivered": moment, "status": 299}, {"dead": True}, {})):
            told = Notificatie.objects.create(event=uuid4(), message='{"kanaal": "zaken"}', accepted=moment)
            delivery = Delivery.objects.create(notificatie=told, abonnement=other, **state)
            Attempt.objects.create(abonnement=other, delivery=delivery, moment=now(), status=599 if number else 298)
        Sample.objects.create(abonnement=other, moment=now(), count=1, age=60)
        return other

    return make


def test_how_it_stands_is_read_from_indexes_however_much_has_failed(abonnement):
    """A receiver that fails for a month leaves tens of thousands of attempts."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = "\n".join(
            row[0] for row in sql.rows(f"EXPLAIN {desk._STATE}", {"client": None, "uuid": None}, decoded=True)
        )
    assert "attempt_succeeded" in plan
    assert "delivery_told" in plan


def test_what_is_of_another_abonnement_is_told_of_that_alone(api, abonnement, publish, turn, receiver, others_too):
    for number in range(2):
        publish(number)
    receiver.behave["/hook"] = lambda: 500 if len(receiver.told()) == 1 else None
    turn()
    Lane.objects.update(retry_at=None)
    turn()
    Delivery.objects.filter(pk=Delivery.objects.latest("id").pk).update(dead=True, delivered=None)
    paths = ("bezorging", "pogingen", "opgegeven", "notificaties", "audittrail")
    before = {path: api.get(f"{abonnement}/{path}").json() for path in paths}
    other = others_too()
    assert {path: api.get(f"{abonnement}/{path}").json() for path in paths} == before
    first, second = api.get("/bezorgingen").json()
    assert first | {"verloop": []} == before["bezorging"]
    assert second["abonnement"].endswith(str(other.uuid))
    assert (second["achterstand"]["aantal"], second["opgegeven"], second["perUur"][-1]) == (1, 1, 2)
    assert (second["laatsteSucces"]["status"], second["laatsteFout"]["status"]) == (298, 599)


def test_who_pauses_one_abonnement_pauses_no_other(api, abonnement, others_too):
    other = others_too()
    Lane.objects.filter(abonnement=other).update(paused="")
    api.post(f"{abonnement}/pause")
    assert Lane.objects.get(abonnement=other).paused == ""
    sample_lag()
    assert [each.abonnement for each in Sample.objects.all()] == [other, other]


# Verbs ---------------------------------------------------------------------------------------------------------------


def test_what_is_paused_waits_until_it_is_resumed(api, abonnement, publish, turn, receiver):
    state = api.post(f"{abonnement}/pause").json()
    assert (state["stand"], state["redenPauze"]) == ("gepauzeerd", "manual")
    publish()
    turn()
    assert receiver.told() == []
    assert api.get(f"{abonnement}/bezorging").json()["achterstand"]["aantal"] == 1
    state = api.post(f"{abonnement}/resume").json()
    assert (state["stand"], state["redenPauze"]) == ("in_orde", "")
    turn()
    assert len(receiver.told()) == 1


def test_what_somebody_paused_stays_so_when_its_client_changes_it(api, abonnement):
    api.post(f"{abonnement}/pause")
    assert api.patch(abonnement, {}).status_code == 200
    assert Lane.objects.get().paused == "manual"
    api.post(f"{abonnement}/replay", {"opgegeven": True})
    assert Lane.objects.get().paused == "manual"
    Lane.objects.update(paused=Lane.DEAD)
    assert api.patch(abonnement, {}).status_code == 200
    assert Lane.objects.get().paused == ""


def test_an_own_component_is_paused_only_by_who_manages(api, abonnement, grant, monkeypatch):
    monkeypatch.setattr("notificaties.peers.abonnees.is_own", lambda url: True)
    Abonnement.objects.update(client_id="beperkt")
    as_client(grant, CONSUME)
    refused = api.post(f"{abonnement}/pause", client="beperkt")
    assert refused.status_code == 403
    assert "notificaties.beheren" in refused.json()["detail"]
    assert Lane.objects.get().paused == ""
    assert api.post(f"{abonnement}/resume", client="beperkt").status_code == 200
    as_client(grant, MANAGE)
    assert api.post(f"{abonnement}/pause", client="beperkt").status_code == 200
    assert Lane.objects.get().paused == "manual"


@pytest.fixture
def five(publish, turn, receiver):
    """Five notifications that were delivered; the third, and it alone, was accepted an hour ago."""
    urls = [publish(number) for number in range(5)]
    turn()
    receiver.received.clear()
    ids = list(Notificatie.objects.order_by("id").values_list("id", flat=True))
    for number, pk in enumerate(ids):
        Notificatie.objects.filter(pk=pk).update(accepted=now() - timedelta(hours=3 - number))
    return urls, ids


def again(receiver):
    return [int(each["resourceUrl"][-1]) for each in receiver.told()]


@pytest.mark.parametrize("what", ["vanaf", "positie", "notificatie", "opgegeven"])
def test_what_is_replayed_comes_again_in_order_with_the_same_event(api, abonnement, five, turn, receiver, what):
    _, ids = five
    Delivery.objects.filter(notificatie_id__in=[ids[1], ids[4]]).update(delivered=None, dead=True)
    given, wanted = {
        "vanaf": ((now() - timedelta(hours=1.5)).isoformat(), [2, 3, 4]),
        "positie": (ids[2], [2, 3, 4]),
        "notificatie": (str(Notificatie.objects.get(pk=ids[3]).event), [3]),
        "opgegeven": (True, [1, 4]),
    }[what]
    answer = api.post(f"{abonnement}/replay", {what: given})
    assert answer.json() == {"aantal": len(wanted), "verder": None}
    turn()
    assert again(receiver) == wanted
    events = [headers["Idempotency-Key"] for _, _, headers in receiver.received]
    told = {each.pk: str(each.event) for each in Notificatie.objects.all()}
    assert events == [told[ids[number]] for number in wanted]


def test_a_success_before_a_replay_is_still_told(api, abonnement, five, turn):
    urls, ids = five
    before = Delivery.objects.get(notificatie_id=ids[4])
    api.post(f"{abonnement}/replay", {"positie": ids[4]})
    [kept] = Attempt.objects.all()
    assert (kept.moment, kept.status, kept.duration) == (before.delivered, 204, before.duration)
    state = api.get(f"{abonnement}/bezorging").json()
    assert state["laatsteSucces"]["moment"] == before.delivered.isoformat().replace("+00:00", "Z")
    assert state["laatsteFout"] is None
    assert state["perUur"][-1] == 5
    turn()
    found = api.get(f"{abonnement}/pogingen?resourceUrl={urls[4]}").json()["results"]
    assert [(each["resultaat"], each["status"]) for each in found] == [("gelukt", 204)] * 2
    assert found[0]["moment"] > found[1]["moment"] == kept.moment.isoformat().replace("+00:00", "Z")


def test_a_replay_of_many_says_where_there_is_more(api, abonnement, five, turn, receiver, monkeypatch):
    monkeypatch.setattr("notificaties.actions.steering.MOST", 2)
    _, ids = five
    answer = api.post(f"{abonnement}/replay", {"positie": ids[1]}).json()
    assert answer == {"aantal": 2, "verder": {"positie": ids[3]}}
    turn()
    assert again(receiver) == [1, 2]
    assert Attempt.objects.count() == 2
    assert api.post(f"{abonnement}/replay", answer["verder"]).json() == {"aantal": 2, "verder": None}
    turn()
    assert again(receiver) == [1, 2, 3, 4]


def test_of_many_that_were_given_up_the_rest_is_asked_for_as_such(
    api, abonnement, publish, turn, receiver, monkeypatch
):
    """From a position on, what was delivered meanwhile would be sent again too."""
    monkeypatch.setattr("notificaties.actions.steering.MOST", 2)
    for number in range(4):
        publish(actie=str(number))
    Delivery.objects.exclude(notificatie=Notificatie.objects.get(message__contains='"actie":"2"')).update(dead=True)
    turn()
    told, asked = [], {"opgegeven": True}
    while asked:
        answer = api.post(f"{abonnement}/replay", asked).json()
        told.append(answer["aantal"])
        asked = answer["verder"]
    turn()
    assert told == [2, 1]
    assert [each["actie"] for each in receiver.told()] == ["2", "0", "1", "3"]


def test_a_replay_of_one_abonnement_leaves_the_others(api, abonnement, five, body, receiver):
    _, ids = five
    other = Abonnement.objects.create(client_id="ander", callback_url="", auth="", kanalen=[])
    Lane.objects.create(abonnement=other, paused=Lane.DEAD, attempts=3)
    done = Delivery.objects.create(notificatie_id=ids[0], abonnement=other, delivered=now())
    api.post(f"{abonnement}/replay", {"positie": 0})
    done.refresh_from_db()
    assert done.delivered is not None
    assert Lane.objects.get(abonnement=other).paused == Lane.DEAD


def test_what_waits_anyhow_is_not_replayed(api, abonnement, publish):
    publish()
    assert api.post(f"{abonnement}/replay", {"positie": 0}).json() == {"aantal": 0, "verder": None}
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("given", [{}, {"opgegeven": False}, {"opgegeven": True, "positie": 3}, {"vanaf": None}])
def test_a_replay_is_asked_for_by_one_thing(api, abonnement, given):
    answer = api.post(f"{abonnement}/replay", given)
    assert answer.status_code == 400
    assert codes(answer) == {("nonFieldErrors", "invalid")}


@pytest.mark.parametrize(
    "given", [{"vanaf": "gisteren"}, {"positie": -1}, {"positie": 2**63}, {"notificatie": "x"}, {"opgegeven": "?"}]
)
def test_a_replay_of_nothing_that_can_be_is_refused(api, abonnement, given):
    assert api.post(f"{abonnement}/replay", given).status_code == 400


def test_a_test_is_sent_now_and_told_as_one(api, abonnement, receiver, body):
    api.post(f"{abonnement}/pause")
    receiver.received.clear()
    receiver.behave["/hook"] = lambda: 500
    answer = api.post(f"{abonnement}/test").json()
    [(_, sent, headers)] = receiver.received
    assert (sent["kanaal"], headers["Authorization"]) == ("test", body["auth"])
    assert (answer["status"], answer["resultaat"], answer["test"], answer["reden"]) == (500, "mislukt", True, "")
    assert (answer["positie"], answer["notificatie"], answer["kanaal"]) == (None, None, "")
    assert api.get(f"{abonnement}/pogingen").json()["results"] == [answer]
    lane = Lane.objects.get()
    assert (lane.attempts, lane.paused) == (0, "manual")
    state = api.get(f"{abonnement}/bezorging").json()
    assert (state["laatsteFout"], state["perUur"]) == (None, [0] * 24)
    receiver.behave.clear()
    assert api.post(f"{abonnement}/test").json()["resultaat"] == "gelukt"
    state = api.get(f"{abonnement}/bezorging").json()
    assert (state["laatsteSucces"], state["perUur"]) == (None, [0] * 24)


def test_a_test_goes_in_the_form_that_was_asked_for(api, abonnement, receiver):
    api.patch(abonnement, {"sendCloudevents": True})
    receiver.received.clear()
    api.post(f"{abonnement}/test")
    [(_, sent, headers)] = receiver.received
    assert headers["Content-Type"] == "application/cloudevents+json"
    assert sent["data"]["kanaal"] == "test"


@pytest.mark.parametrize("host", ["localhost", "169.254.169.254", "10.0.0.1"])
def test_a_test_connects_to_nothing_that_may_not_be_called(api, abonnement, receiver, host):
    before = receiver.connections
    Abonnement.objects.update(callback_url=receiver.url(host=host), shape="")
    answer = api.post(f"{abonnement}/test").json()
    assert (answer["status"], answer["reden"]) == (0, "address not allowed")
    assert receiver.connections == before


def test_what_waits_is_delivered_though_its_abonnement_is_on_another_kanaal_by_then(
    api, abonnement, publish, turn, receiver
):
    publish(1)
    assert api.post("/kanaal", {"naam": "besluiten"}).status_code == 201
    assert api.patch(abonnement, {"kanalen": [{"naam": "besluiten"}]}).status_code == 200
    publish(2)
    turn()
    assert again(receiver) == [1]
    assert api.get(f"{abonnement}/bezorging").json()["kanalen"] == ["besluiten"]


def test_each_verb_is_in_the_audit_trail_with_who_and_on_what(api, abonnement, grant, publish):
    publish()
    as_client(grant, MANAGE)
    for verb, given in (("pause", None), ("resume", None), ("replay", {"positie": 7}), ("test", None)):
        answer = api.post(f"{abonnement}/{verb}", given, client="beperkt", X_Audit_Toelichting="storing bij portaal")
        assert answer.status_code == 200
    trail = api.get(f"{abonnement}/audittrail", client="beperkt").json()
    assert [each["actie"] for each in trail] == ["create", "pause", "resume", "replay", "test"]
    for each in trail[1:]:
        assert each["applicatieWeergave"] == "beperkt"
        assert (each["gebruikersId"], each["toelichting"]) == ("tester", "storing bij portaal")
        assert each["hoofdObject"] == each["resourceUrl"] == abonnement
        assert each["wijzigingen"]["oud"] is None
    assert [each["wijzigingen"]["nieuw"] for each in trail[1:4]] == [{}, {}, {"positie": 7, "aantal": 0}]
    assert trail[4]["wijzigingen"]["nieuw"]["status"] == 204


def test_a_destroyed_abonnement_takes_all_of_it_along_and_nothing_of_others(
    api, abonnement, publish, turn, receiver, body, monkeypatch
):
    other = api.post("/abonnement", body | {"callbackUrl": receiver.url("/ander")}).json()["url"]
    left = (Attempt, Sample, Delivery)
    for _ in range(3):
        publish()
    receiver.behave["/hook"] = lambda: 500
    turn()
    sample_lag()
    assert [each.objects.count() for each in left] == [1, 2, 6]
    with statements() as seen:
        assert api.delete(abonnement).status_code == 204
    assert not [each for each in seen if "notificaties_delivery" in each]  # of which there may be millions
    assert status() == {
        "undelivered": 3, "dead_deliveries": 0, "paused_lanes": 0, "failing_lanes": 0, "longest_failing_seconds": 0.0,
    }  # fmt: skip
    monkeypatch.setattr(cleaning, "BATCH", 2)
    cleaning.forget_ended()
    assert [each.objects.count() for each in left] == [0, 1, 3]
    assert api.get(f"{other}/bezorging").json()["achterstand"]["aantal"] == 3
    assert [each.publisher for each in Notificatie.objects.all()] == ["alles"] * 3  # they end as they do anyhow


def test_what_was_accepted_is_found_by_its_normal_form(publish, abonnement):
    publish()
    told = Notificatie.objects.get()
    assert told.hoofd_object == "zrc:zaken/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"
    assert told.resource_url == "zrc:statussen/0d1e6d6e-1f4b-4d2f-8a43-0d2f2b2f0000"
    assert orjson.loads(told.message)["resourceUrl"].startswith("http://testserver/")


def test_secrets_that_no_key_decrypts_are_told_of_where_an_operator_looks(api, abonnement, publish, turn):
    publish()
    Abonnement.objects.update(secrets="gone", auth="")
    turn()
    [attempt] = api.get(f"{abonnement}/pogingen").json()["results"]
    assert (attempt["resultaat"], attempt["status"], attempt["reden"]) == ("mislukt", 0, "secrets unreadable")
    state = api.get(f"{abonnement}/bezorging").json()
    assert (state["stand"], state["misluktSinds"], state["wachtTot"] is None) == ("wacht", None, False)
    answer = api.post(f"{abonnement}/test")
    assert answer.status_code == 409
    assert "PATCH" in answer.json()["detail"]
