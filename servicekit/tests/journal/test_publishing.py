# SPDX-License-Identifier: EUPL-1.2
"""What waits in the journal is sent to the Notificaties API: in order, together where it can be, and never lost."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from servicekit import cloudevents
from servicekit.clock import now
from servicekit.journal import publishing
from servicekit.journal.models import Line
from servicekit.peers import calls
from servicekit.turns import Turn

pytestmark = pytest.mark.django_db
OURS = {"paths": {"/cloudevents": {"post": {"requestBody": {"content": {cloudevents.BATCH: {}}}}}}}


@pytest.fixture(autouse=True)
def empty(noord, monkeypatch):
    """What the component configured itself with, and what other tests learned, is no part of these tests."""
    Line.objects.all().delete()
    for name in ("_quiet_until", "_failures", "_takes_batches_until"):
        monkeypatch.setattr(publishing, name, {})


@dataclass
class Nrc:
    """A Notificaties API: what it was sent, and how it answers.

    `contract` is what it serves as its contract; `says` is asked for each event, and raises what it is answered with.
    """

    contract: object = None
    says: object = None
    asked: list = field(default_factory=list)  #: the URL below its root of each call, and its body
    events: list = field(default_factory=list)  #: the ids that were accepted

    def send(self, method, url, *, body=None, headers=None, media="application/json"):
        path = url.partition("/api/v1/")[2]
        self.asked.append((path, body))
        if path == "openapi.json":
            if self.contract is None:
                raise calls.Refused(url, 404)
            if isinstance(self.contract, Exception):
                raise self.contract
            return 200, self.contract, {}
        assert media == (cloudevents.BATCH if path == "cloudevents" else "application/json")
        given = [each["id"] for each in body] if path == "cloudevents" else [headers["Idempotency-Key"]]
        for event in given:
            if self.says is not None:
                self.says(event)
        self.events += given
        return 201, body, {}

    @property
    def sent(self):
        return [path for path, _ in self.asked if path != "openapi.json"]


@pytest.fixture
def nrc(monkeypatch):
    found = Nrc()
    monkeypatch.setattr("servicekit.peers.calls.send", found.send)
    return found


@pytest.fixture
def woken(monkeypatch):
    """The jobs that were woken."""
    names = []
    monkeypatch.setattr(publishing, "wake", lambda name, schema: names.append(name))
    return names


@pytest.fixture
def lines(noord):
    """Make lines, each of an object of its own or of those that are named, with a position; their ids as text."""

    def make(*mains, **more):
        made = [
            Line.objects.create(
                **{
                    "event": uuid4(), "time": now(), "client_id": "x", "application": "", "user_id": "",
                    "action": "create", "resource": "ding", "reference": f"ac:dingen/{main}",
                    "main": f"ac:dingen/{main}", "status": 201, "audit": True, "notify": True, "feed": True,
                    "held": False, "channel": "dingen", "kenmerken": {"soort": "ztc:soorten/1"}, "type_before": "",
                    "type_after": "", "trace": "", **more,
                }
            )
            for main in mains
        ]  # fmt: skip
        publishing.assign_positions()
        return [str(each.event) for each in made]

    return make


def publish():
    """Take turns until there are no more, as the pool does."""
    while publishing.run(Turn("noord")).more:
        pass


def unpublished():
    return [str(each) for each in Line.objects.filter(published=None).order_by("id").values_list("event", flat=True)]


def refusing(*events, status=400, body=None):
    """Answer these events, or all, with a refusal."""

    def say(event):
        if not events or event in events:
            raise calls.Refused("url", status, body)

    return say


def away(_):
    raise calls.Unreachable("down")


def test_notifications_go_out_one_by_one_in_order_with_absolute_urls(nrc, lines):
    events = lines(1, 1, 2)
    publish()
    assert nrc.events == events
    assert nrc.sent == ["notificaties"] * 3
    message = nrc.asked[-1][1]
    assert message["hoofdObject"] == "http://testserver/noord/autorisaties/api/v1/dingen/2"
    assert message["kenmerken"] == {"soort": "http://testserver/noord/catalogi/api/v1/soorten/1"}
    publish()
    assert nrc.events == events


def test_an_api_whose_contract_says_so_gets_what_waits_in_one_batch(nrc, lines):
    nrc.contract = OURS
    events = lines(1, 2, 1, 3)
    publish()
    assert (nrc.events, nrc.sent) == (events, ["cloudevents"])
    event = nrc.asked[-1][1][0]
    assert event["source"] == "urn:nld:oin:00000003851234562000:systeem:autorisaties"
    assert event["type"] == "nl.overheid.dingen.ding-geregistreerd"
    assert (event["subject"], event["dataref"]) == ("1", event["data"]["resourceUrl"])
    assert unpublished() == []
    lines(1, 2)
    publish()
    assert [path for path, _ in nrc.asked] == ["openapi.json", "cloudevents", "cloudevents"]


@pytest.mark.parametrize("contract", [None, {}, [], {"paths": {"/cloudevents": {"get": {}}}}, {"paths": None}])
def test_an_api_whose_contract_says_nothing_of_it_gets_no_batch(nrc, lines, contract):
    nrc.contract = contract
    events = lines(1, 2)
    publish()
    assert (nrc.events, nrc.sent) == (events, ["notificaties"] * 2)


def test_one_line_is_sent_alone_and_asks_for_no_contract(nrc, lines):
    nrc.contract = OURS
    lines(1)
    publish()
    assert [path for path, _ in nrc.asked] == ["notificaties"]


def test_a_contract_is_looked_at_again_after_a_while(nrc, lines, monkeypatch):
    lines(1, 2)
    publish()
    nrc.contract = OURS
    monkeypatch.setattr(publishing.time, "monotonic", lambda now=publishing.time.monotonic: now() + publishing.KNOWN)
    lines(1, 2)
    publish()
    assert nrc.sent[-1] == "cloudevents"


def test_an_api_that_takes_no_batches_any_more_is_sent_one_by_one(nrc, lines):
    nrc.contract = OURS
    first = lines(1, 2)
    publish()

    def say(_):
        if nrc.asked[-1][0] == "cloudevents":
            raise calls.Refused("url", 404)

    nrc.says = say
    second, third = lines(1, 2), lines(1, 2)
    publish()
    assert nrc.events == first + second + third
    assert nrc.sent == ["cloudevents"] * 2 + ["notificaties"] * 4


@pytest.mark.parametrize("contract", [None, OURS])
def test_of_many_only_the_one_that_is_refused_waits_with_what_is_of_its_object(nrc, lines, contract, woken):
    nrc.contract = contract
    first, refused, other, after = lines("a", "b", "c", "b")
    nrc.says = refusing(refused)
    woken.clear()
    publish()
    assert nrc.events == [first, other]
    assert unpublished() == [refused, after]
    assert woken == ["subscribe"]
    nrc.says = None
    publish()
    assert nrc.events == [first, other]
    Line.objects.update(retry_at=now() - timedelta(seconds=1))
    publish()
    assert nrc.events == [first, other, refused, after]


def test_a_kanaal_that_is_not_there_yet_is_waited_for_and_said_once(nrc, lines, woken):
    lines(1, 2)
    woken.clear()
    nrc.says = refusing(body={"invalidParams": [{"name": "kanaal", "code": "message_kanaal"}]})
    with capture_logs() as logged:
        publish()
    assert [each["event"] for each in logged] == ["waits_for_peer"]
    assert set(woken) == {"subscribe"}
    nrc.says = None
    Line.objects.update(retry_at=None)
    with capture_logs() as logged:
        publish()
    assert [each["event"] for each in logged] == ["peer_is_there"]
    assert unpublished() == []


def test_what_is_refused_again_and_again_is_set_aside_and_what_comes_after_goes_on(nrc, lines):
    [refused] = lines(1, attempts=publishing.REFUSALS - 1)
    [after] = lines(1)
    nrc.says = refusing(refused)
    publish()
    assert Line.objects.get(event=refused).dead
    publish()
    assert nrc.events == [after]
    assert unpublished() == [refused]


@pytest.mark.parametrize("contract", [None, OURS])
def test_an_api_that_does_not_answer_is_asked_once_a_turn_and_again_soon(nrc, lines, contract, monkeypatch):
    nrc.contract = contract
    events = lines(*range(40))
    nrc.says = away
    result = publishing.run(Turn("noord"))
    assert (result.slow, result.more, len(nrc.sent)) == (True, False, 1)
    nrc.says = None
    publish()
    assert nrc.events == []
    moment = publishing.time.monotonic()
    monkeypatch.setattr(publishing.time, "monotonic", lambda: moment + 5)
    publish()
    assert nrc.events == events


def test_who_was_asked_fifty_times_in_vain_is_asked_again_after_five_seconds(nrc, lines):
    lines(1)
    publishing._failures["noord"] = 50
    nrc.says = away
    before = publishing.time.monotonic()
    publish()
    assert 4.9 < publishing._quiet_until["noord"] - before < 6


def test_what_an_api_that_is_away_costs_counts_as_no_refusal(nrc, lines, monkeypatch):
    [event] = lines(1)
    nrc.says = away
    for _ in range(publishing.REFUSALS + 1):
        monkeypatch.setattr(publishing, "_quiet_until", {})
        publish()
    nrc.says = refusing()
    monkeypatch.setattr(publishing, "_quiet_until", {})
    publish()
    line = Line.objects.get(event=event)
    assert (line.attempts, line.dead) == (1, False)


@pytest.mark.parametrize("status", [301, 401, 403, 404, 405, 409, 410, 421, 429])
def test_an_answer_that_is_not_about_the_notification_sets_none_aside(nrc, lines, status):
    events = lines(1, 2, 3, attempts=publishing.REFUSALS - 1)
    nrc.says = refusing(status=status)
    assert publishing.run(Turn("noord")).slow
    assert len(nrc.sent) == 2  # of which the second says that it is said of any
    assert not Line.objects.filter(dead=True).exists()
    assert publishing._quiet_until["noord"] > publishing.time.monotonic()
    Line.objects.update(retry_at=None)
    publishing._quiet_until.clear()
    nrc.says = refusing(events[0], status=status)
    publish()
    assert nrc.events == events[1:]
    assert "noord" not in publishing._quiet_until


@pytest.mark.parametrize("contract", [calls.Unreachable("503"), calls.Refused("url", 403)])
def test_an_api_that_does_not_serve_its_contract_is_told_one_by_one(nrc, lines, contract):
    nrc.contract = contract
    events = lines(1, 2)
    publish()
    assert (nrc.events, nrc.sent) == (events, ["notificaties"] * 2)
    assert publishing._takes_batches_until["noord"][0] is False


def test_a_contract_that_could_not_be_asked_for_is_asked_for_again_soon(nrc, lines):
    nrc.contract = calls.Unreachable("503")
    lines(1, 2)
    publish()
    assert publishing._takes_batches_until["noord"][1] - publishing.time.monotonic() <= publishing.ASKED_AGAIN


def test_a_turn_ends_while_lines_are_sent_one_by_one(nrc, lines, monkeypatch):
    monkeypatch.setattr(publishing, "TURN", -1)
    events = lines(1, 2)
    assert publishing.run(Turn("noord")).more
    assert nrc.events == events[:1]
    publish()
    assert nrc.events == events


def test_who_is_left_in_peace_is_still_a_slow_one(nrc, lines):
    lines(1)
    publishing._quiet_until["noord"] = publishing.time.monotonic() + 60
    assert publishing.run(Turn("noord")).slow
    assert nrc.asked == []


def test_one_that_was_accepted_before_it_was_worded_anew_is_published(nrc, lines):
    lines(1)
    nrc.says = refusing(status=422, body={"code": "idempotency-key-reused"})
    publish()
    assert unpublished() == []


def test_a_notification_that_is_sent_again_can_be_told_by_its_event(nrc, lines, monkeypatch):
    events = lines(1)
    keys = []
    nrc.says = lambda event: (keys.append(event), away(event))
    publish()
    monkeypatch.setattr(publishing, "_quiet_until", {})
    publish()
    assert keys == events * 2


def test_a_turn_takes_batch_after_batch_until_it_is_over(nrc, lines, monkeypatch):
    monkeypatch.setattr(publishing, "BATCH", 2)
    nrc.contract = OURS
    events = lines(1, 2) + lines(3, 4) + lines(5)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "TURN", -1)
        assert publishing.run(Turn("noord")).more
    assert nrc.events == events[:2]
    assert not publishing.run(Turn("noord")).more
    assert nrc.events == events


def test_who_finds_another_sender_leaves_it_to_that(nrc, lines, django_db_blocker):
    import psycopg
    from django.db import connection

    lines(1)
    parameters = connection.get_connection_params()
    wanted = {name: parameters[name] for name in ("dbname", "user", "password", "host", "port") if name in parameters}
    with psycopg.connect(**wanted) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('publish m_noord'))")
        publish()
        assert nrc.sent == []
        other.execute("SELECT pg_advisory_unlock(hashtext('publish m_noord'))")
        publish()
        assert nrc.sent == ["notificaties"]


def test_what_came_while_the_last_were_sent_is_looked_for_once_the_lock_is_free(nrc, lines):
    """Who was woken for it may have found the lock taken, and nobody else is woken."""
    lines(1)
    nrc.says = lambda event: None if nrc.events else lines(2)
    assert publishing.run(Turn("noord")).more
    assert not publishing.run(Turn("noord")).more
    assert len(nrc.events) == 2


def test_what_waits_for_its_next_attempt_is_no_reason_for_another_turn(nrc, lines):
    lines(1, 1, 2)
    nrc.says = refusing()
    assert not publishing.run(Turn("noord")).more


def test_only_a_municipality_in_which_something_waits_is_offered(nrc, lines, monkeypatch):
    offered = []
    monkeypatch.setattr(publishing.POOL, "offer", offered.extend)
    publishing.publish()
    assert offered == []
    lines(1)
    publishing.publish()
    assert offered == [Turn("noord")]
