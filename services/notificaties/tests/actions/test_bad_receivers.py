# SPDX-License-Identifier: EUPL-1.2
"""What receivers do that they should not: each costs its own lane, and nothing else."""

import socket
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from socketserver import BaseRequestHandler, ThreadingTCPServer
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from notificaties.actions import delivering
from notificaties.actions.abonnement import update_abonnement
from notificaties.models import Abonnement, Delivery, Kanaal, Lane, Notificatie
from notificaties.peers import abonnees
from notificaties.peers.abonnees import NO_ANSWER
from notificaties.rules.nrc_aflevering import LONGEST
from servicekit.clock import now
from servicekit.peers import strangers
from servicekit.stack.municipalities import Here
from servicekit.turns import Turn

pytestmark = pytest.mark.django_db

AUTH = "Bearer van-de-abonnee"
PIECE = b"x" * 65536
MANY = 10 * 2**30


class Raw(ThreadingTCPServer):
    """A receiver that reads a request and then does with the connection what a test says."""

    daemon_threads = True

    def __init__(self, does) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.does, self.sent, self.closing = does, 0, threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, request, client_address) -> None:
        """A caller that hangs up is what some tests are about."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"


class _Handler(BaseRequestHandler):
    def handle(self) -> None:
        self.request.recv(65536)
        self.server.does(self.server, self.request)


def says(text):
    """Answer so, and close."""
    return lambda server, connection: connection.sendall(text)


def floods(head):
    """Answer so, and then with 10 GiB."""

    def flood(server, connection):
        connection.sendall(head)
        with suppress(OSError):
            while server.sent < MANY:
                server.sent += connection.send(PIECE)

    return flood


def keeps_silent(server, connection):
    server.closing.wait(30)


def drips(server, connection):
    with suppress(OSError):
        while not server.closing.wait(0.02):
            connection.sendall(b"H")


@pytest.fixture
def raw():
    started = []

    def start(does):
        started.append(Raw(does))
        return started[-1]

    yield start
    for server in started:
        server.closing.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def abonnement(noord, receiver):
    made = Abonnement.objects.create(client_id="alles", callback_url=receiver.url(), auth=AUTH, kanalen=[])
    Lane.objects.create(abonnement=made)
    return made


@pytest.fixture(autouse=True)
def _three_wait(abonnement):
    for number in range(3):
        made = Notificatie.objects.create(
            event=uuid4(), message=f'{{"kanaal": "zaken", "n": {number}}}', accepted=now()
        )
        Delivery.objects.create(notificatie=made, abonnement=abonnement)


@pytest.fixture
def turn(noord, abonnement):
    def run():
        with capture_logs() as logged:
            delivering.run(Turn(noord.name, abonnement.pk))
        return logged

    return run


def delivered():
    return Delivery.objects.filter(delivered__isnull=False).count()


@pytest.mark.parametrize(
    "does",
    [
        keeps_silent,
        drips,
        says(b""),
        says(b"HTTP/1.1 20"),
        says(b"SSH-2.0-OpenSSH_9.9\r\n"),
        says(b"HTTP/1.1 9999 Taken\r\n\r\n"),
        floods(b"HTTP/1.1 204 No Content\r\nX-More: "),
    ],
    ids=[
        "never", "a byte at a time", "closes", "closes in its status", "no HTTP", "no status", "10 GiB of headers",
    ],
)  # fmt: skip
def test_who_does_not_answer_as_http_does_is_tried_again_later(raw, turn, monkeypatch, does):
    monkeypatch.setattr(strangers, "TIMEOUT", 0.5)
    server = raw(does)
    Abonnement.objects.update(callback_url=server.url)
    [logged] = turn()
    assert (logged["event"], logged["status"]) == ("delivery_failed", NO_ANSWER)
    assert logged["reason"] in ("ReadTimeout", "ConnectionError", "ProtocolError", "IncompleteRead", "TimeoutError")
    lane = Lane.objects.get()
    assert (lane.attempts, lane.paused, lane.token, delivered()) == (1, "", None, 0)
    assert lane.retry_at > now()
    assert server.sent < 100 * 2**20


@pytest.mark.parametrize(
    "does",
    [
        says(b"HTTP/1.1 204 No Con"),
        says(b"HTTP/1.1 204 No Content\r\nX-More: "),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789"),
        says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n0123456789"),
        says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n0123456789"),
    ],
    ids=["its first line", "its headers", "its body", "a chunk", "no chunk"],
)
def test_of_who_closes_halfway_the_status_counts(raw, turn, does):
    """It took the notification and said so; sent again each time, it would never end."""
    Abonnement.objects.update(callback_url=raw(does).url)
    assert turn() == []
    assert (delivered(), Lane.objects.get().attempts) == (3, 0)


def test_of_who_never_ends_its_answer_the_status_counts(raw, turn, monkeypatch):
    monkeypatch.setattr(strangers, "TIMEOUT", 0.3)

    def begins(server, connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        drips(server, connection)

    Abonnement.objects.update(callback_url=raw(begins).url)
    assert turn() == []
    assert delivered() >= 1


def test_of_who_answers_10_gib_the_answer_counts_and_the_rest_is_not_read(raw, turn):
    server = raw(floods(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % MANY))
    Abonnement.objects.update(callback_url=server.url)
    assert turn() == []
    assert delivered() == 3
    assert server.sent < 300 * 2**20


def test_who_is_gone_is_paused(receiver, turn):
    receiver.behave["/hook"] = lambda: 410
    [logged] = turn()
    assert (logged["event"], logged["alert"], logged["why"]) == ("lane_paused", True, "gone")
    assert Lane.objects.get().paused == "gone"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("to", ["http://169.254.169.254/", "http://localhost/", "/elders"])
def test_who_sends_on_is_not_followed(receiver, turn, status, to):
    receiver.says["Location"] = to
    receiver.behave["/hook"] = lambda: status
    turn()
    assert [path for path, _, _ in receiver.received] == ["/hook"]
    assert (receiver.connections, delivered(), Lane.objects.get().attempts) == (1, 0, 1)


def in_two_minutes():
    return format_datetime(now() + timedelta(seconds=120), usegmt=True)


@pytest.mark.parametrize(
    ("status", "asked", "least", "most"),
    [
        (429, lambda: "120", 120, 130),
        (503, lambda: "120", 120, 130),
        (429, in_two_minutes, 110, 130),
        (429, lambda: "99999999999", LONGEST, LONGEST + 10),
        (429, lambda: "9" * 500, LONGEST, LONGEST + 10),
        (429, lambda: "Fri, 31 Dec 9999 23:59:59 GMT", LONGEST, LONGEST + 10),
        (429, lambda: "Sat, 01 Jan 2000 00:00:00 GMT", 1, 10),
        (429, lambda: "Sat, 01 Jan 2000 00:00:00 -0000", 1, 10),
        (429, lambda: "-120", 1, 10),
        (429, lambda: "straks", 1, 10),
        (429, lambda: "²", 1, 10),
        (500, lambda: "120", 1, 10),
    ],
    ids=[
        "seconds", "503", "a date", "years", "500 digits", "a date far off", "a date that was", "a date without a zone",
        "negative", "a word", "a superscript", "another status",
    ],
)  # fmt: skip
def test_who_asks_for_time_gets_it(receiver, turn, status, asked, least, most):
    receiver.says["Retry-After"] = asked().encode("latin-1").decode("latin-1")
    receiver.behave["/hook"] = lambda: status
    before = now()
    turn()
    lane = Lane.objects.get()
    assert (lane.attempts, lane.paused, delivered()) == (1, "", 0)
    assert least <= (lane.retry_at - before).total_seconds() < most + 60 * (least > 100)


def test_what_one_answer_asked_is_not_asked_by_the_next(receiver, turn):
    receiver.says["Retry-After"] = "3000"
    receiver.behave["/hook"] = lambda: 429
    turn()
    receiver.says.clear()
    Lane.objects.update(retry_at=None)
    turn()
    assert Lane.objects.get().retry_at < now() + timedelta(seconds=1000)


def test_a_name_that_leads_elsewhere_by_now_is_not_called(receiver, turn, monkeypatch):
    """It led to a public address when the abonnement was taken, and does so no more (DNS rebinding)."""
    answers, real = ["127.0.0.1", "127.0.0.1", "10.0.0.1"], socket.getaddrinfo

    def resolve(host, port, *arguments, **options):
        if host != "wissel.test":
            return real(host, port, *arguments, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(strangers, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(abonnees, "IDLE", 0)  # a connection that is kept goes on to where was checked
    Abonnement.objects.update(callback_url=receiver.url(host="wissel.test"))
    monkeypatch.setattr(delivering, "BATCH", 1)
    turn()
    turn()
    [logged] = turn()
    assert logged["reason"] == "address not allowed"
    assert (receiver.connections, delivered(), answers) == (2, 2, [])


@pytest.mark.parametrize("own", [False, True])
def test_http_is_not_used_where_https_is_demanded_but_for_own_components(receiver, turn, noord, monkeypatch, own):
    place = Here(replace(noord, https_callbacks=True))
    monkeypatch.setattr(abonnees, "here", lambda: place)
    monkeypatch.setattr(abonnees, "way_to", lambda *_: strangers.Way(private=True, own=own))
    logged = turn()
    if own:
        assert (logged, delivered()) == ([], 3)
    else:
        assert [each["reason"] for each in logged] == ["no https"]
        assert (receiver.connections, delivered(), Lane.objects.get().attempts) == (0, 0, 1)


def test_what_was_accepted_is_delivered_whatever_became_of_its_kanaal(receiver, turn, monkeypatch):
    monkeypatch.setattr(delivering, "BATCH", 1)
    kanaal = Kanaal.objects.create(naam="zaken", documentatie_link="", filters=["zaaktype"])
    Abonnement.objects.update(kanalen=[{"naam": "zaken", "filters": {"zaaktype": "x"}}])
    turn()
    Kanaal.objects.update(naam="anders", filters=[])
    turn()
    kanaal.delete()
    turn()
    assert [each["n"] for each in receiver.told()] == [0, 1, 2]


def test_an_abonnement_that_changes_while_its_lane_is_leased_is_told_as_it_is_now(
    receiver, turn, abonnement, as_caller, monkeypatch
):
    real, changed = delivering._delivered, []

    def change(held, delivery, **how):
        if not changed:
            changed.append(update_abonnement(abonnement.uuid, partial=True, callback_url=receiver.url("/anders")))
        return real(held, delivery, **how)

    monkeypatch.setattr(delivering, "_delivered", change)
    turn()
    assert [each["n"] for each in receiver.told()] == [0]
    assert receiver.told("/anders") == []
    turn()
    assert [each["n"] for each in receiver.told()] == [0]
    assert [each["n"] for each in receiver.told("/anders")] == [1, 2]
    assert delivered() == 3


def test_a_failure_at_the_callback_that_was_left_says_nothing_of_the_new_one(
    receiver, turn, abonnement, as_caller, monkeypatch
):
    receiver.behave["/hook"] = lambda: 410 if receiver.told() == [] else None
    real = delivering.derive_setback

    def change(**facts):
        update_abonnement(abonnement.uuid, partial=True, callback_url=receiver.url("/anders"))
        return real(**facts)

    monkeypatch.setattr(delivering, "derive_setback", change)
    assert turn() == []
    lane = Lane.objects.get()
    assert (lane.paused, lane.attempts, lane.token, lane.leased_until) == ("", 0, None, None)
    turn()
    assert [each["n"] for each in receiver.told("/anders")] == [0, 1, 2]
