# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta
from uuid import uuid4

import pytest

from servicekit.clock import now
from servicekit.journal import publishing
from servicekit.journal.models import Line
from servicekit.peers import calls

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty(noord):
    """What the component configured itself with is no part of these tests."""
    Line.objects.all().delete()


def line(**more):
    return Line.objects.create(
        **{
            "event": uuid4(), "time": now(), "client_id": "x", "application": "", "user_id": "", "action": "create",
            "resource": "ding", "reference": "ac:dingen/1", "main": "ac:dingen/1", "status": 201, "audit": True,
            "notify": True, "feed": True, "held": False, "channel": "dingen", "kenmerken": {"soort": "ztc:soorten/1"},
            "type_before": "", "type_after": "", "trace": "", **more,
        }
    )  # fmt: skip


def positions():
    return list(Line.objects.order_by("id").values_list("position", flat=True))


def test_positions_follow_the_order_of_ids(noord):
    line()
    line()
    publishing.assign_positions()
    line()
    publishing.assign_positions()
    assert positions() == [1, 2, 3]


def test_a_held_line_gets_no_position_and_is_not_published(noord, neighbours):
    line(held=True)
    line()
    publishing.assign_positions()
    assert positions() == [None, 1]


def test_notifications_go_out_in_order_with_absolute_urls(noord, neighbours):
    sent = []
    neighbours.handle(
        "POST", f"{noord.places['nrc'].root}/notificaties", lambda _, body: (sent.append(body), (201, None))[1]
    )
    for action in ("create", "update", "destroy"):
        line(action=action)
    publishing.assign_positions()
    publishing.publish()
    assert [each["actie"] for each in sent] == ["create", "update", "destroy"]
    assert sent[0]["hoofdObject"] == "http://testserver/noord/autorisaties/api/v1/dingen/1"
    assert sent[0]["kenmerken"] == {"soort": "http://testserver/noord/catalogi/api/v1/soorten/1"}
    publishing.publish()
    assert len(sent) == 3


def test_a_failure_holds_back_what_comes_after_it(noord, neighbours):
    neighbours.down = True
    line()
    line()
    publishing.assign_positions()
    publishing.publish()
    first, second = Line.objects.order_by("id")
    assert (first.attempts, second.attempts) == (1, 0)
    neighbours.down = False
    sent = []
    neighbours.handle(
        "POST", f"{noord.places['nrc'].root}/notificaties", lambda _, body: (sent.append(body), (201, None))[1]
    )
    publishing.publish()
    assert sent == [], "its time to be tried again has not come"
    Line.objects.update(retry_at=now() - timedelta(seconds=1))
    publishing.publish()
    assert len(sent) == 2


def test_what_is_refused_again_and_again_is_set_aside_and_kept(noord, neighbours):
    neighbours.handle("POST", f"{noord.places['nrc'].root}/notificaties", lambda *_: (400, {"code": "invalid"}))
    waiting = line(attempts=publishing.REFUSALS - 1)
    publishing.assign_positions()
    publishing.publish()
    waiting.refresh_from_db()
    assert waiting.dead
    assert waiting.published is None


def test_a_message_is_information_poor(noord):
    assert set(publishing.message(line())) == {
        "kanaal", "hoofdObject", "resource", "resourceUrl", "actie", "aanmaakdatum", "kenmerken",
    }  # fmt: skip


@pytest.fixture
def nrc(monkeypatch):
    """What the Notificaties API is asked, and how it answers: by raising, or not."""
    asked = []

    def call(method, url, *, body=None, headers=None):
        asked.append((body, headers))
        if call.fails is not None:
            raise call.fails
        return 201, body, {}

    call.fails, call.asked = None, asked
    monkeypatch.setattr("servicekit.peers.calls.send", call)
    return call


@pytest.fixture
def woken(monkeypatch):
    """The jobs that were woken."""
    names = []
    monkeypatch.setattr(publishing, "wake", lambda name, schema: names.append(name))
    return names


def test_a_notification_that_is_sent_again_can_be_told_by_its_event(noord, nrc):
    sent = line()
    publishing.assign_positions()
    nrc.fails = calls.Unreachable("it may have arrived")
    publishing.publish()
    nrc.fails = None
    Line.objects.update(retry_at=None)
    publishing.publish()
    assert [headers["Idempotency-Key"] for _, headers in nrc.asked] == [str(sent.event)] * 2


def test_one_that_was_accepted_before_it_was_worded_anew_is_published(noord, nrc):
    sent = line()
    publishing.assign_positions()
    nrc.fails = calls.Refused("url", 422, {"code": "idempotency-key-reused"})
    publishing.publish()
    sent.refresh_from_db()
    assert sent.published is not None


def test_what_is_more_than_one_run_takes_is_taken_by_the_next_at_once(noord, nrc, woken, monkeypatch):
    monkeypatch.setattr(publishing, "BATCH", 2)
    for _ in range(3):
        line()
    publishing.assign_positions()
    publishing.assign_positions()
    woken.clear()
    publishing.publish()
    assert (len(nrc.asked), woken) == (2, ["publish"])
    publishing.publish()
    assert (len(nrc.asked), woken) == (3, ["publish"])


def test_an_api_that_does_not_answer_is_not_asked_for_every_lane(noord, nrc):
    for number in range(40):
        line(main=f"ac:dingen/{number}")
    publishing.assign_positions()
    nrc.fails = calls.Unreachable("down")
    publishing.publish()
    assert len(nrc.asked) == 1


@pytest.mark.parametrize(("fails", "longest"), [(calls.Unreachable("down"), 5), (calls.Refused("url", 403, None), 60)])
def test_an_api_that_was_down_is_asked_again_soon(noord, nrc, fails, longest, monkeypatch):
    moment = now()
    monkeypatch.setattr(publishing, "now", lambda: moment)
    waiting = line(attempts=50)
    publishing.assign_positions()
    nrc.fails = fails
    publishing.publish()
    waiting.refresh_from_db()
    assert waiting.retry_at == moment + timedelta(seconds=longest)


def test_a_lane_whose_notification_is_refused_does_not_stop_the_others(noord, nrc):
    for number in range(40):
        line(main=f"ac:dingen/{number}")
    publishing.assign_positions()
    nrc.fails = calls.Refused("url", 400, None)
    publishing.publish()
    assert len(nrc.asked) == publishing.LANES


def test_a_refusal_has_the_kanaal_looked_after(noord, nrc, woken):
    line()
    publishing.assign_positions()
    woken.clear()
    nrc.fails = calls.Refused("url", 400, {"invalidParams": [{"name": "kanaal", "code": "message_kanaal"}]})
    publishing.publish()
    assert woken == ["subscribe"]


@pytest.mark.parametrize("status", [301, 401, 403, 404, 405, 409, 410, 421, 429])
def test_an_answer_that_is_not_about_the_notification_never_sets_it_aside(noord, nrc, status):
    waiting = line(attempts=1000)
    publishing.assign_positions()
    nrc.fails = calls.Refused("url", status, None)
    publishing.publish()
    waiting.refresh_from_db()
    assert not waiting.dead
