# SPDX-License-Identifier: EUPL-1.2
"""Calls to peers that are slow, hostile or elsewhere."""

import contextvars
import gzip
import math
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import orjson
import pytest
from django.db import OperationalError
from django.http import HttpResponse

from servicekit import caller, references
from servicekit.database import places, sql
from servicekit.database.transactions import writing
from servicekit.peers import calls
from servicekit.peers.deadlines import Watch
from servicekit.problems import Problem
from servicekit.rights import store
from servicekit.rights.predicate import Rights
from servicekit.stack import Peer, municipalities
from servicekit.web.transfers import Served

pytestmark = pytest.mark.django_db
UUID = "6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"


@pytest.fixture
def peer(noord, monkeypatch):
    """A trusted peer on loopback; `peer.answer` is what it does with a request."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, dict(self.headers)))
            server.answer(self)

        def do_POST(self):
            server.bodies.append(orjson.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            server.answer(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.seen, server.bodies = seen, []
    server.root = f"http://127.0.0.1:{server.server_port}/api/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    municipality = replace(noord, peers=(Peer(root=server.root, client_id="wij", secret="s" * 32),))
    monkeypatch.setattr(calls, "_clients", threading.local())
    with municipalities.serving(municipality):
        yield server
    server.shutdown()
    server.server_close()


def reply(status, body=b"{}", **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def test_a_resource_is_fetched_with_our_token(peer):
    peer.answer = reply(200, b'{"naam": "x"}')
    assert calls.get(f"{peer.root}/dingen/1") == {"naam": "x"}
    assert peer.seen[0][1]["Authorization"].startswith("Bearer ")


def test_a_compressed_answer_in_pieces_is_read_whole(peer):
    names = [f"naam {number}" for number in range(20_000)]
    packed = gzip.compress(orjson.dumps({"namen": names}))

    def pieces(handler):
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for start in range(0, len(packed), 1000):
            piece = packed[start : start + 1000]
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    peer.answer = pieces
    for _ in range(2):  # over the same connection
        assert calls.get(f"{peer.root}/x") == {"namen": names}


def test_a_host_that_is_no_trusted_peer_is_not_connected_to(peer):
    with pytest.raises(calls.NotTrusted):
        calls.get("http://127.0.0.1:1/api/v1/x")
    with pytest.raises(calls.NotTrusted):
        calls.get(peer.root + "anders/x")
    assert peer.seen == []


@pytest.mark.parametrize("path", ["/../../geheim", "/%2e%2e/%2E%2e/geheim", "/dingen/..", "/.%2e/x", "/a\\..\\b"])
def test_a_path_that_climbs_out_of_a_trusted_root_is_not_connected_to(peer, path):
    with pytest.raises(calls.NotTrusted):
        calls.get(peer.root + path)
    assert peer.seen == []


def test_a_redirect_is_not_followed(peer):
    peer.answer = reply(302, b"", Location=f"{peer.root}/elders")
    with pytest.raises(calls.Refused) as refused:
        calls.get(f"{peer.root}/x")
    assert refused.value.status == 302
    assert len(peer.seen) == 1


def test_html_is_no_resource(peer):
    peer.answer = reply(200, b"<html>", Content_Type="text/html")
    assert calls.get(f"{peer.root}/x") is None


def test_an_error_of_the_peer_leaves_it_unknown(peer):
    peer.answer = reply(502)
    with pytest.raises(calls.Unreachable):
        calls.get(f"{peer.root}/x")


def test_a_peer_that_sends_without_end_is_cut_off(peer, monkeypatch):
    monkeypatch.setattr(calls, "MAX_BYTES", 100_000)

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            try:
                handler.wfile.write(b"x" * 10_000)
            except OSError:
                return

    peer.answer = endless
    with pytest.raises(calls.Unreachable, match="more than"):
        calls.get(f"{peer.root}/x")


def test_a_peer_that_drips_is_cut_off_at_the_deadline(peer, settings):
    settings.PEER_TIMEOUT = 0.5

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            try:
                handler.wfile.write(b" " * 70_000)
            except OSError:
                return
            time.sleep(0.1)

    peer.answer = drip
    with pytest.raises(calls.Unreachable, match="longer than"):
        calls.get(f"{peer.root}/x")


def test_the_time_that_connecting_takes_is_of_the_deadline(peer, settings, monkeypatch):
    settings.PEER_TIMEOUT = 0.3
    over = Watch.over

    def slowly(watch, connection):
        time.sleep(0.4)
        return over(watch, connection)

    monkeypatch.setattr(Watch, "over", slowly)
    peer.answer = reply(200)
    with pytest.raises(calls.Unreachable, match="ConnectionError"):
        calls.get(f"{peer.root}/x")
    assert peer.seen == []


def test_who_has_a_resolver_that_hangs_is_left_in_peace_when_the_time_is_over(peer, settings, monkeypatch):
    settings.PEER_TIMEOUT = 0.3
    given_up = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: given_up.wait(20))
    with pytest.raises(calls.Unreachable, match="ConnectionError"):
        calls.get(f"{peer.root}/x")
    assert not given_up.is_set()
    given_up.set()


def test_a_peer_that_drips_single_bytes_is_cut_off_too(peer, settings):
    settings.PEER_TIMEOUT = 0.5

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(30):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.1)
        handler.close_connection = True

    peer.answer = drip
    with pytest.raises(calls.Unreachable):
        calls.get(f"{peer.root}/x")


def test_a_peer_that_drips_its_headers_is_cut_off_too(peer, settings):
    settings.PEER_TIMEOUT = 0.5

    def drip(handler):
        handler.send_response(200)
        for number in range(20):
            handler.send_header(f"X-{number}", "x")
            try:
                handler.flush_headers()
            except OSError:
                return
            time.sleep(0.1)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"{}")

    peer.answer = drip
    with pytest.raises(calls.Unreachable):
        calls.get(f"{peer.root}/x")


@pytest.mark.parametrize("status", [408, 425, 429])
def test_a_peer_that_is_busy_leaves_it_unknown(peer, status):
    peer.answer = reply(status)
    with pytest.raises(calls.Unreachable):
        calls.get(f"{peer.root}/x")


def test_a_peer_that_knows_no_rights_leaves_it_unknown(peer):
    peer.answer = reply(403, b'{"code": "not_authenticated_for_ac"}')
    with pytest.raises(calls.Unreachable):
        calls.get(f"{peer.root}/x")
    peer.answer = reply(403, b'{"code": "permission_denied"}')
    with pytest.raises(calls.Refused):
        calls.get(f"{peer.root}/x")


def test_a_peer_that_ends_too_soon_is_not_believed(peer):
    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"naam": "x"}')
        handler.close_connection = True

    peer.answer = cut
    with pytest.raises(calls.Unreachable):
        calls.get(f"{peer.root}/x")


def test_a_peer_that_hangs_is_left_alone(peer, settings):
    settings.PEER_TIMEOUT = 0.3
    peer.answer = lambda handler: time.sleep(1)
    with pytest.raises(calls.Unreachable):
        calls.get(f"{peer.root}/x")


def test_calls_may_be_given_less_time_together(peer, settings):
    settings.PEER_TIMEOUT = 60.0
    peer.answer = lambda handler: time.sleep(1)
    with calls.within(0.3):
        with pytest.raises(calls.Unreachable):
            calls.get(f"{peer.root}/x")
        with pytest.raises(calls.Unreachable):
            calls.get(f"{peer.root}/y")
    assert [path for path, _ in peer.seen] == ["/api/v1/x"]
    peer.answer = reply(200, b"{}")
    assert calls.get(f"{peer.root}/z") == {}


def test_no_call_is_made_in_a_transaction(peer):
    peer.answer = reply(200)
    with writing(), pytest.raises(calls.CallInTransaction):
        calls.get(f"{peer.root}/x")
    assert peer.seen == []


@pytest.fixture
def full(monkeypatch, settings):
    """As many requests wait for a peer as may."""
    settings.THREADS = 3
    monkeypatch.setattr(calls, "PATIENCE", 0.1)
    monkeypatch.setattr(calls, "waiting", calls._Waiting())
    caller.set_current(caller.Caller(client_id="alles", rights=Rights()))
    with ThreadPoolExecutor(1) as others:
        others.submit(contextvars.copy_context().run, calls.waiting.__enter__).result()
        yield others


def test_one_request_too_many_that_would_wait_for_a_peer_is_told_to_come_back(peer, full):
    peer.answer = reply(200)
    with pytest.raises(Problem) as raised:
        calls.get(f"{peer.root}/x")
    assert (raised.value.status, raised.value.retry_after) == (503, 1)
    assert peer.seen == []


def test_who_finds_no_place_gets_the_first_that_comes_free(peer, full, settings, monkeypatch):
    monkeypatch.setattr(calls, "PATIENCE", 60)
    peer.answer = reply(200, b'{"naam": "x"}')
    with ThreadPoolExecutor(1) as others:
        asking = others.submit(contextvars.copy_context().run, calls.get, f"{peer.root}/x")
        while not calls.waiting.changed._waiters:
            pass
        full.submit(calls.waiting.__exit__).result()
        assert asking.result() == {"naam": "x"}
    assert calls.waiting.since == {}


@pytest.fixture
def asking(peer, full, working_places, monkeypatch, zuid):
    """A request of noord that waits for a place; when it worked on, in which schema it did, and what it was told."""
    monkeypatch.setattr(calls, "PATIENCE", 10)
    working_places(1)
    peer.answer = reply(200, b'{"naam": "x"}')
    municipality = municipalities.here().municipality
    asked = SimpleNamespace(schemas=[], told=None)

    def ask(*_):
        with municipalities.serving(municipality):
            asked.schemas.append(schema_now())
            try:
                asked.told = calls.get(f"{peer.root}/x")
            except Problem as problem:
                asked.told = problem.status
            asked.schemas.append(schema_now())
        return HttpResponse(b"ok")

    with ThreadPoolExecutor(1) as one:
        asked.request = one.submit(contextvars.copy_context().run, Served(ask), {}, None)
        while not calls.waiting.changed._waiters:
            pass
        yield asked
        lose_patience(monkeypatch)


def lose_patience(monkeypatch):
    """Have nobody wait for a place any more."""
    monkeypatch.setattr(calls, "PATIENCE", 0)
    with calls.waiting.changed:
        calls.waiting.changed.notify_all()


def schema_now():
    return sql.row("SELECT current_schema()")[0]


def other(zuid):
    """A request of zuid that asks nobody."""

    def answer(*_):
        with municipalities.serving(zuid):
            return HttpResponse(schema_now().encode())

    return Served(answer)({}, None)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_place_leaves_its_own_to_others(asking, full, noord, zuid):
    assert other(zuid) == [zuid.schema.encode()]
    assert asking.schemas == [noord.schema]
    full.submit(calls.waiting.__exit__).result()
    asking.request.result()
    assert asking.told == {"naam": "x"}
    assert asking.schemas == [noord.schema] * 2


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_a_place_in_vain_goes_on_in_its_own_municipality(asking, noord, zuid, monkeypatch):
    other(zuid)
    lose_patience(monkeypatch)
    asking.request.result()
    assert asking.told == 503
    assert asking.schemas == [noord.schema] * 2


@pytest.mark.django_db(transaction=True)
def test_who_cannot_work_on_once_it_has_a_place_leaves_that(asking, full, monkeypatch):
    def refuse(*_):
        raise OperationalError("no connection")

    monkeypatch.setattr(municipalities, "use_schema", refuse)
    full.submit(calls.waiting.__exit__).result()
    with pytest.raises(OperationalError):
        asking.request.result()
    assert (calls.waiting.since, calls.waiting.aside) == ({}, 0)


@pytest.mark.django_db(transaction=True)
def test_no_more_wait_for_a_place_than_half_of_the_transfers(asking, peer, settings, monkeypatch):
    settings.TRANSFERS = 3
    monkeypatch.setattr(calls, "PATIENCE", math.inf)  # which nobody can wait for
    with pytest.raises(Problem) as raised:
        calls.get(f"{peer.root}/y")
    assert (raised.value.status, raised.value.retry_after) == (503, 1)
    assert calls.waiting.aside == 1
    assert asking.told is None


def test_who_finds_neither_a_place_nor_a_thread_to_spare_does_not_wait(peer, full, monkeypatch):
    monkeypatch.setattr(calls, "PATIENCE", math.inf)  # which nobody can wait for
    monkeypatch.setattr(places, "_slots", threading.Semaphore(0))
    with pytest.raises(Problem) as raised:
        calls.get(f"{peer.root}/x")
    assert (raised.value.status, raised.value.retry_after) == (503, 10)
    assert (calls.waiting.aside, len(calls.waiting.since)) == (0, 1)


def test_calls_that_were_given_less_time_wait_no_longer_for_a_place(peer, full, monkeypatch):
    monkeypatch.setattr(calls, "PATIENCE", math.inf)  # which nobody can wait for
    with calls.within(0.1), pytest.raises(Problem) as raised:
        calls.get(f"{peer.root}/x")
    assert raised.value.status == 503


def test_nobody_waits_for_a_place_in_a_transaction(peer, full):
    with writing(), pytest.raises(calls.CallInTransaction):
        calls.waiting.__enter__()
    assert calls.waiting.aside == 0


def test_who_waits_for_rights_that_were_never_fetched_takes_a_place(noord, full):
    with pytest.raises(Problem) as raised:
        store.fresh(1, 1, None)
    assert raised.value.status == 503


def test_a_job_takes_no_place(peer, full):
    caller.set_current(None)
    peer.answer = reply(200, b'{"naam": "x"}')
    assert calls.get(f"{peer.root}/x") == {"naam": "x"}


def test_a_component_is_called_at_any_of_its_addresses(peer):
    peer.answer = reply(200, b'{"naam": "x"}')
    municipality = municipalities.here().municipality
    place = replace(municipality.places["ztc"], roots=("https://eerste.test/api/v1", peer.root))
    with municipalities.serving(replace(municipality, places=municipality.places | {"ztc": place}, peers=()), 1):
        assert calls.get(f"{peer.root}/dingen/1") == {"naam": "x"}


def test_a_name_below_localhost_is_this_machine(peer):
    peer.answer = reply(200, b'{"naam": "x"}')
    root = peer.root.replace("127.0.0.1", "oost.localhost")
    municipality = replace(municipalities.here().municipality, peers=(Peer(root=root, client_id="", secret=""),))
    with municipalities.serving(municipality):
        assert calls.get(f"{root}/dingen/1") == {"naam": "x"}


def test_a_peer_is_told_the_first_address_whichever_the_request_came_by(peer):
    peer.answer = reply(201, b"{}")
    municipality = municipalities.here().municipality
    with municipalities.serving(municipality, 1):
        calls.send("POST", f"{peer.root}/dingen", body={"zaak": references.marked(f"zrc:zaken/{UUID}")})
    assert peer.bodies == [{"zaak": f"http://testserver/noord/zaken/api/v1/zaken/{UUID}"}]
