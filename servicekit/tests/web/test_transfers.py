# SPDX-License-Identifier: EUPL-1.2
"""Slow clients: what they hold, and what they do not."""

import threading
from io import BytesIO

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from servicekit.database import places, sql
from servicekit.database.transactions import writing
from servicekit.problems import Problem
from servicekit.stack.municipalities import serving
from servicekit.web import bodies, transfers


@pytest.fixture
def impatient(monkeypatch, settings):
    """A rate is looked at after a tenth of a second; in that time more must come than a piece."""
    settings.TRANSFER_RATE = 10**6
    monkeypatch.setattr(transfers, "WINDOW", 0.1)


@pytest.fixture(autouse=True)
def slots(monkeypatch):
    """Two transfers may go on."""
    slots = threading.BoundedSemaphore(2)
    monkeypatch.setattr(places, "_slots", slots)
    yield slots
    for _ in range(2):
        assert slots.acquire(timeout=10), "a slot was lost"


class Silent:
    """A client that sends a little and then nothing, until it is told to go."""

    def __init__(self, *rest):
        self.gone, self.sent, self.rest = threading.Event(), [b'{"a": '], [*rest]

    def read(self, _):
        if self.sent:
            return self.sent.pop()
        self.gone.wait(10)
        return self.rest.pop() if self.rest else b""


def chunked(source):
    """A request whose body comes in chunks from `source`."""
    more = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    request = RequestFactory().generic("POST", "/", b"", content_type="application/json", **more)
    request.META["wsgi.input"] = source
    return request


def test_an_upload_that_is_too_slow_ends_with_408_however_long_it_goes_on(impatient):
    pause = threading.Event()

    class Slow:
        def read(self, _):
            pause.wait(0.02)
            return b" "

    with pytest.raises(Problem) as raised:
        bodies.read(chunked(Slow()))
    assert raised.value.status == 408


def test_an_upload_that_keeps_pace_is_read_whole(impatient, settings):
    settings.TRANSFER_RATE = 1
    pause = threading.Event()
    source = BytesIO(b'{"a": "%b"}' % (b"x" * 20 * transfers.PIECE))

    class Steady:
        def read(self, size):
            pause.wait(0.02)
            return source.read(size)

    assert len(bodies.read(chunked(Steady()))["a"]) == 20 * transfers.PIECE


def test_no_more_uploads_wait_than_may(slots):
    sources = [Silent(), Silent()]
    waiting = [threading.Thread(target=_read_anyhow, args=(source,)) for source in sources]
    for each in waiting:
        each.start()
    while any(source.sent for source in sources):
        waiting[0].join(0.01)
    with pytest.raises(Problem) as raised:
        bodies.read(chunked(BytesIO(b"{}")))
    assert (raised.value.status, raised.value.retry_after) == (503, 10)
    for source in sources:
        source.gone.set()
    for each in waiting:
        each.join()
    assert bodies.read(chunked(BytesIO(b"{}"))) == {}


def _read_anyhow(source):
    with pytest.raises(Problem):
        bodies.read(chunked(source))


def test_a_fault_of_the_connection_is_that_of_the_reader():
    class Broken:
        def read(self, _):
            raise OSError("reset")

    with pytest.raises(OSError, match="reset"):
        bodies.read(chunked(Broken()))


@pytest.mark.django_db  # closing an answer has Django look at the connection
def test_a_reader_that_is_too_slow_is_cut_off(impatient, settings):
    settings.TRANSFER_RATE = 10**9
    answer = StreamingHttpResponse(iter([b"x"] * 1000))
    transfers.leaving(answer)
    pause, taken = threading.Event(), []
    with pytest.raises(TimeoutError):
        taken.extend(pause.wait(0.02) for _ in answer)
    assert 0 < len(taken) < 1000
    answer.close()


@pytest.mark.django_db  # closing an answer has Django look at the connection
def test_a_reader_that_keeps_pace_gets_all(impatient, settings):
    settings.TRANSFER_RATE = 1
    answer = StreamingHttpResponse(iter([b"x"] * 20))
    transfers.leaving(answer)
    pause = threading.Event()
    assert [pause.wait(0.02) or each for each in answer] == [b"x"] * 20
    answer.close()
    answer.close()


@pytest.mark.django_db  # closing an answer has Django look at the connection
def test_no_more_downloads_go_on_than_may():
    answers = [StreamingHttpResponse(iter([b"x"])) for _ in range(3)]
    for each in answers[:2]:
        transfers.leaving(each)
    with pytest.raises(Problem) as raised:
        transfers.leaving(answers[2])
    assert raised.value.status == 503
    for each in answers:
        each.close()


@pytest.fixture
def one_place(working_places):
    """One request may work at a time."""
    working_places(1)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_its_client_leaves_its_place_and_connection_to_another(one_place, noord, zuid):
    source, seen = Silent(b"1}"), {}

    def application(environ, start_response):
        with serving(zuid if environ["PATH_INFO"] == "/zuid" else noord):
            backend = _schema_and_backend()
            if environ["PATH_INFO"] == "/noord":
                assert bodies.read(chunked(source)) == {"a": 1}
            seen[environ["PATH_INFO"]] = backend, _schema_and_backend()
        return HttpResponse(b"ok")

    served = transfers.Served(application)
    slow = threading.Thread(target=served, args=({"PATH_INFO": "/noord"}, None))
    slow.start()
    while source.sent and slow.is_alive():
        slow.join(0.01)
    assert served({"PATH_INFO": "/zuid"}, None) == [b"ok"]
    assert "/noord" not in seen
    source.gone.set()
    slow.join()
    assert seen["/noord"][0] == seen["/noord"][1]
    assert seen["/noord"][0][0] != seen["/zuid"][0][0]
    assert seen["/noord"][0][1] == seen["/zuid"][0][1]


def _schema_and_backend():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), pg_backend_pid()")
        return cursor.fetchone()


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_streamed_holds_no_place(one_place, noord):
    answer = transfers.Served(lambda *_: StreamingHttpResponse(iter([b"x"])))({}, None)
    assert transfers.Served(lambda *_: HttpResponse(b"y"))({}, None) == [b"y"]
    assert list(answer) == [b"x"]


@pytest.mark.django_db(transaction=True)
def test_an_application_that_fails_leaves_its_place(one_place, noord):
    def fails(*_):
        raise RuntimeError("a defect")

    with pytest.raises(RuntimeError):
        transfers.Served(fails)({}, None)
    assert transfers.Served(lambda *_: HttpResponse(b"y"))({}, None) == [b"y"]


@pytest.mark.django_db(transaction=True)
def test_a_request_to_an_unknown_host_is_answered_in_a_place_too(one_place):
    environ = chunked(BytesIO(b"{}")).META | {"HTTP_HOST": "nergens.test"}
    said = []
    transfers.Served(get_wsgi_application())(environ, lambda status, headers: said.append(status))
    assert said[0].startswith("421")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_postgresql_ended_is_noticed_before_a_write(one_place, noord):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    other.close()
    with serving(noord), writing():
        assert sql.execute("DELETE FROM idempotency_request") == 0
