# SPDX-License-Identifier: EUPL-1.2
"""Calls to peers that are slow, hostile or elsewhere."""

import contextvars
import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest

from servicekit import caller, references
from servicekit.database.transactions import writing
from servicekit.peers import calls
from servicekit.problems import Problem
from servicekit.rights import store
from servicekit.rights.predicate import Rights
from servicekit.stack import Peer, municipalities

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
    connect = calls._connect

    def slowly(host, port):
        time.sleep(0.4)
        return connect(host, port)

    monkeypatch.setattr(calls, "_connect", slowly)
    peer.answer = reply(200)
    with pytest.raises(calls.Unreachable, match="ConnectionError"):
        calls.get(f"{peer.root}/x")
    assert peer.seen == []


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
