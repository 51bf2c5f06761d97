# SPDX-License-Identifier: EUPL-1.2
import gzip
import json
import os
import re
import socket
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest

from gateway import caddy, child, referentielijsten
from gateway.ports import free_ports

BSN = "123456782"


class Component(BaseHTTPRequestHandler):
    """Answers with what it was asked, and knows one ETag."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        body = b""
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        filler = "x" * int(self.headers.get("Filler", 5000))
        asked = {"path": self.path, "headers": dict(self.headers.items()), "bytes": len(body), "filler": filler}
        known = '"a"' in self.headers.get("If-None-Match", "")
        answer = b"" if known else json.dumps(asked).encode()
        self.send_response(304 if known else 200)
        self.send_header("ETag", '"a"')
        self.send_header("X-Request-Id", "of-the-component")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, *_):
        """Keep the tests' output to themselves."""


class Gateway:
    """A gateway before one component that runs (zaken, documenten) and one that does not (catalogi)."""

    def __init__(self, port, log):
        self.port, self.log = port, log

    def __call__(self, path, *, method="GET", headers=(), body=None, chunked=False):
        """Return status, headers and body of a request; the path is sent as it stands."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            if chunked:
                connection.putheader("Transfer-Encoding", "chunked")
                body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
            elif body is not None and "Content-Length" not in dict(headers):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def raw(gateway, sent):
    """Return status, headers and body of the answer to bytes."""
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=30) as connection:
        connection.sendall(sent)
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.headers, answer.read()


def _post(component, headers, body):
    return b"POST /%b/api/v1/x HTTP/1.1\r\nHost: localhost\r\n%b\r\n\r\n%b" % (component.encode(), headers, body)


@contextmanager
def _serving(folder, caddyfile=caddy.CADDYFILE):
    (folder / "portal").mkdir()
    (folder / "portal" / "index.html").write_text("<h1>Meent</h1>")
    (folder / "portal" / "zaaktypen").mkdir()
    (folder / "portal" / "zaaktypen" / "index.html").write_text("<h1>Zaaktypen</h1>")
    (folder / "portal" / "docs" / "zaken").mkdir(parents=True)
    (folder / "portal" / "docs" / "zaken" / "index.html").write_text("<h1>Zaken</h1>")
    referentielijsten.write(folder / "portal", "http://localhost/referentielijsten/api/v1")
    component = ThreadingHTTPServer(("127.0.0.1", 0), Component)
    component.handle_error = lambda *_: None  # the gateway breaks off what is too large
    thread = threading.Thread(target=component.serve_forever)
    thread.start()
    port, nothing = free_ports(2)
    upstreams = {"zaken": component.server_port, "documenten": component.server_port, "catalogi": nothing}
    told = caddy.environment(port=port, upstreams=upstreams, portal=folder / "portal", folder=folder)
    command = [caddyfile if part == caddy.CADDYFILE else part for part in caddy.command()]
    with open(folder / "caddy.log", "wb") as log:
        process = child.start(command, output=log, env=os.environ | told, folder=folder)
    gateway = Gateway(port, folder / "caddy.log")
    while process.poll() is None:
        try:
            gateway("/")
            break
        except ConnectionError:
            time.sleep(0.05)
    assert process.poll() is None, gateway.log.read_text()
    yield gateway
    process.terminate()
    assert process.wait(20) == 0
    component.shutdown()
    component.server_close()
    thread.join()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    with _serving(tmp_path_factory.mktemp("gate way")) as gateway:  # as some people name their folders
        yield gateway


@pytest.fixture
def gateway_of_small_documents(tmp_path):
    """A gateway where a document is at most 2 MiB, of which a half is kept before it is sent on."""
    limits = "4294967296 16MiB"
    ours = caddy.CADDYFILE.read_text()
    assert ours.count(limits) == 1
    (tmp_path / "Caddyfile").write_text(ours.replace(limits, "2097152 1MiB"))
    with _serving(tmp_path, tmp_path / "Caddyfile") as gateway:
        yield gateway


def _lines(gateway):
    return [json.loads(line) for line in gateway.log.read_text().splitlines()]


def problem(answer):
    """The problem that an answer holds, after a look at its shape."""
    status, headers, body = answer
    assert headers["Content-Type"] == "application/problem+json"
    told = json.loads(body)
    assert told.keys() == {"type", "code", "title", "status", "detail", "instance"}
    assert told["status"] == status
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", told["instance"])
    return told


@pytest.mark.parametrize(
    "path",
    [
        "/zaken/api/v1",
        "/zaken/api/v1/zaken?page=2",
        "/zaken/callbacks/notificaties",
        "/utrecht/zaken/api/v1/zaken",
        "/utrecht/zaken/callbacks/x",
        "/zaken/api/v1/zaken/%C3%A9%20x?a=https://b/../c&d=%2F",
    ],
)
def test_a_path_reaches_its_component_unchanged(gateway, path):
    status, _, body = gateway(path)
    assert status == 200
    assert json.loads(body)["path"] == path


def test_readiness_of_a_component_is_public(gateway):
    status, _, body = gateway("/zaken/readyz")
    assert (status, json.loads(body)["path"]) == (200, "/readyz")


@pytest.mark.parametrize(
    "path",
    [
        "/livez",
        "/readyz",
        "/metrics",
        "/zaken/livez",
        "/zaken/status",
        "/zaken/metrics",
        "/zaken",
        "/zaken/api/v12/zaken",
        "/zaken/zaken/api/v1/zaken",
        "/zaken/catalogi/api/v1/zaaktypen",
        "/Utrecht/zaken/api/v1/zaken",
        "/a/b/zaken/api/v1/zaken",
        "/zaken/api/v1/../../metrics",
        "/zaken/api/v1/%2e%2e/%2e%2e/metrics",
        "/zaken/api/v1/..%2f..%2fmetrics",
        "/metrics/../zaken/api/v1/zaken",
        "/metrics//zaken/api/v1/zaken",
    ],
)
def test_nothing_else_of_a_component_is_public(gateway, path):
    assert problem(gateway(path))["code"] == "not_found"


def test_readiness_is_only_read(gateway):
    assert gateway("/zaken/readyz", method="POST")[0] in (404, 405)


def test_the_host_is_passed_on_as_it_came(gateway):
    _, _, body = gateway("/zaken/api/v1/zaken", headers=[("X-Forwarded-Host", "evil.example")])
    headers = json.loads(body)["headers"]
    assert headers["Host"] == headers["X-Forwarded-Host"] == f"127.0.0.1:{gateway.port}"
    assert headers["X-Forwarded-Proto"] == "http"


def test_no_header_takes_the_name_of_another(gateway):
    _, _, body = gateway("/zaken/api/v1/zaken", headers=[("X_Forwarded_Host", "evil.example")])
    assert "evil.example" not in body.decode()


def test_a_request_without_an_id_gets_one(gateway):
    _, headers, body = gateway("/zaken/api/v1/zaken")
    assert re.fullmatch("[0-9a-f-]{36}", headers["X-Request-Id"])
    assert json.loads(body)["headers"]["X-Request-Id"] == headers["X-Request-Id"]
    assert headers.get_all("X-Request-Id") == [headers["X-Request-Id"]]


def test_a_request_keeps_the_id_of_its_client_also_in_the_log(gateway):
    _, headers, body = gateway("/zaken/api/v1/zaken", headers=[("X-Request-Id", "case-2026.11_22")])
    assert headers["X-Request-Id"] == json.loads(body)["headers"]["X-Request-Id"] == "case-2026.11_22"
    assert "case-2026.11_22" in gateway.log.read_text()


@pytest.mark.parametrize(
    "sent", [["short"], ["x" * 65], ["with spaces in it"], ['"quoted--"'], ["first-one", "second-one"]]
)
def test_an_id_that_could_not_stand_in_a_log_is_replaced(gateway, sent):
    _, headers, body = gateway("/zaken/api/v1/zaken", headers=[("X-Request-Id", value) for value in sent])
    assert re.fullmatch("[0-9a-f-]{36}", headers["X-Request-Id"])
    assert json.loads(body)["headers"]["X-Request-Id"] == headers["X-Request-Id"]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_an_answer_has_the_etag_of_its_component_however_it_is_sent(gateway, coding):
    accept = ("Accept-Encoding", coding)
    _, headers, body = gateway("/zaken/api/v1/zaken", headers=[accept])
    assert (headers["Content-Encoding"], headers["ETag"]) == (coding, '"a"')
    assert len(body) < 1000
    status, headers, body = gateway("/zaken/api/v1/zaken", headers=[accept, ("If-None-Match", '"a"')])
    assert (status, headers["ETag"], body) == (304, '"a"', b"")
    _, headers, _ = gateway("/zaken/api/v1/zaken", method="HEAD", headers=[accept])
    assert headers["ETag"] == '"a"'
    assert int(headers["Content-Length"]) > 2000
    assert "Content-Encoding" not in headers


def test_an_answer_is_compressed_only_for_who_asks(gateway):
    _, headers, body = gateway("/zaken/api/v1/zaken")
    assert "Content-Encoding" not in headers
    assert headers["ETag"] == '"a"'
    _, headers, compressed = gateway("/zaken/api/v1/zaken", headers=[("Accept-Encoding", "gzip")])
    assert json.loads(gzip.decompress(compressed))["path"] == json.loads(body)["path"]
    assert headers["Vary"] == "Accept-Encoding"


def test_an_answer_of_a_few_packets_is_not_compressed(gateway):
    small = [("Accept-Encoding", "gzip"), ("Filler", "2000")]
    _, headers, body = gateway("/zaken/api/v1/zaken", headers=small)
    assert "Content-Encoding" not in headers
    assert len(json.loads(body)["filler"]) == 2000


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit_is_refused(gateway, chunked):
    largest = gateway("/zaken/api/v1/zaken", method="POST", body=b"x" * 2**20)
    assert json.loads(largest[2])["bytes"] == 2**20
    answer = gateway("/zaken/api/v1/zaken", method="POST", body=b"x" * (2**20 + 1), chunked=chunked)
    assert problem(answer)["code"] == "request_entity_too_large"


def test_a_document_may_be_large(gateway):
    answer = gateway("/documenten/api/v1/enkelvoudiginformatieobjecten", method="POST", body=b"x" * 2**24)
    assert json.loads(answer[2])["bytes"] == 2**24


def test_a_document_that_says_it_is_larger_than_the_limit_is_refused_at_once(gateway):
    path, begin = "/documenten/api/v1/enkelvoudiginformatieobjecten", b"x" * 2**19
    answer = gateway(path, method="POST", headers=[("Content-Length", str(4 * 2**30 + 1))], body=begin)
    assert problem(answer)["code"] == "request_entity_too_large"


def test_a_document_in_chunks_that_is_larger_than_the_limit_is_refused(gateway_of_small_documents):
    path = "/documenten/api/v1/enkelvoudiginformatieobjecten"
    largest = gateway_of_small_documents(path, method="POST", body=b"x" * 2**21, chunked=True)
    assert json.loads(largest[2])["bytes"] == 2**21
    answer = gateway_of_small_documents(path, method="POST", body=b"x" * (2**21 + 1), chunked=True)
    assert problem(answer)["code"] == "request_entity_too_large"


@pytest.mark.parametrize("component", ["zaken", "documenten"])
@pytest.mark.parametrize(
    "body",
    [
        b"ZZ\r\nabc\r\n0\r\n\r\n",
        b"3\r\nabcdef\r\n0\r\n\r\n",
        b"3;x\nabc\r\n0\r\n\r\n",
        b"fffffffffffffffffff\r\nabc\r\n0\r\n\r\n",
        b"\r\nabc\r\n0\r\n\r\n",
        b"2\r\nab\r\n-1\r\n",
        pytest.param(b"1;" + b"x" * 4094 + b"\r\n", id="a line too long"),
        pytest.param((b"1;" + b"x" * 3000 + b"\r\na\r\n") * 8, id="lines too long together"),
        pytest.param(b"0\r\nno trailer\r\n\r\n", id="a trailer that is none"),
        pytest.param(b"0\r\nX: " + b"x" * 5000, id="a trailer too long"),
    ],
)
def test_a_body_whose_chunks_are_malformed_is_the_fault_of_its_client(gateway, component, body):
    told = problem(raw(gateway, _post(component, b"Transfer-Encoding: chunked", body)))
    assert (told["status"], told["code"]) == (400, "invalid")


def test_a_document_whose_later_chunk_is_malformed_is_the_fault_of_its_client(gateway_of_small_documents):
    body = b"180000\r\n%b\r\nZZ\r\n" % (b"x" * 0x180000)
    told = problem(raw(gateway_of_small_documents, _post("documenten", b"Transfer-Encoding: chunked", body)))
    assert (told["status"], told["code"]) == (400, "invalid")


@pytest.mark.parametrize("component", ["zaken", "documenten"])
@pytest.mark.parametrize("length", [b"0", b"4", b"100"])
def test_a_body_in_chunks_with_a_length_reaches_a_component_with_one_measure_of_it(gateway, component, length):
    headers = b"Content-Length: " + length + b"\r\nTransfer-Encoding: chunked"
    status, _, body = raw(gateway, _post(component, headers, b"2\r\nab\r\n0\r\n\r\n"))
    seen = json.loads(body)
    assert (status, seen["bytes"]) == (200, 2)
    assert len({"Content-Length", "Transfer-Encoding"} & set(seen["headers"])) == 1
    assert seen["headers"].get("Content-Length", "2") == "2"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Content-Length: 4\r\nContent-Length: 5", 400),
        (b"Content-Length: +4", 400),
        (b"Transfer-Encoding : chunked", 400),
        (b"Transfer-Encoding: xchunked", 501),
        (b"Transfer-Encoding: gzip, chunked", 501),
        (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 501),
    ],
)
def test_a_body_whose_end_is_uncertain_is_refused_with_all_that_comes_after_it(gateway, headers, status):
    hidden = b"GET /zaken/api/v1/hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=30) as connection:
        connection.sendall(_post("zaken", headers, b"0\r\n\r\n" + hidden))
        received = b""
        while piece := connection.recv(65536):
            received += piece
    assert received.startswith(b"HTTP/1.1 %d " % status)
    assert received.count(b"HTTP/1.1 ") == 1
    assert not any("hidden" in line.get("request", {}).get("uri", "") for line in _lines(gateway))


@pytest.mark.parametrize("length", [b"", b"\r\nContent-Length: 5"])
@pytest.mark.parametrize("path", [b"/zaken/api/v1/x", b"/nothing"])
def test_what_comes_after_a_body_in_chunks_is_no_request(gateway, path, length):
    hidden = b"GET /zaken/api/v1/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    headers = b"Host: localhost\r\nTransfer-Encoding: chunked" + length
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=30) as connection:
        connection.sendall(b"POST %b HTTP/1.1\r\n%b\r\n\r\n0\r\n\r\n%b" % (path, headers, hidden))
        answer = HTTPResponse(connection)
        answer.begin()
        answer.read()
        assert answer.headers["Connection"] == "close"
        assert connection.recv(65536) == b""
    assert not any("smuggled" in line.get("request", {}).get("uri", "") for line in _lines(gateway))


def test_an_address_may_be_long_and_one_that_is_too_long_is_a_problem(gateway):
    path = "/zaken/api/v1/zaken?x="
    assert gateway(path.ljust(16384, "x"))[0] == 200
    for length in (16385, 60000):
        assert problem(gateway(path.ljust(length, "x")))["status"] == 414


def test_a_token_may_be_long_and_one_that_is_too_long_is_a_problem(gateway):
    assert gateway("/zaken/api/v1/zaken", headers=[("Authorization", "x" * 16384)])[0] == 200
    for length in (16385, 60000):
        answer = gateway("/zaken/api/v1/zaken", headers=[("Authorization", "x" * length)])
        assert problem(answer)["status"] == 431


@pytest.mark.parametrize("name", ["If-Match", "If-None-Match", "Idempotency-Key"])
@pytest.mark.parametrize("value", ["é".encode(), "é".encode("latin-1")])
def test_a_condition_that_a_component_would_not_hear_is_refused(gateway, name, value):
    answer = gateway("/zaken/api/v1/zaken", method="PATCH", headers=[(name, value)], body=b"{}")
    told = problem(answer)
    assert (told["status"], told["code"]) == (400, "invalid")
    assert name in told["detail"]


@pytest.mark.parametrize("value", ["Cliënt & co".encode(), "Cliënt & co".encode("latin-1")])
def test_a_toelichting_that_is_not_ascii_reaches_a_component_in_the_query_and_no_log(gateway, value):
    _, _, body = gateway("/zaken/api/v1/zaken", method="POST", headers=[("X-Audit-Toelichting", value)], body=b"{}")
    path, _, query = json.loads(body)["path"].partition("?")
    assert path == "/zaken/api/v1/zaken"
    assert parse_qsl(query, encoding="latin-1") == [("X-Audit-Toelichting", value.decode("latin-1"))]
    assert not any("?" in line.get("request", {}).get("uri", "") for line in _lines(gateway))
    assert "X-Audit-Toelichting" not in gateway.log.read_text()


@pytest.mark.parametrize(
    ("method", "headers"), [("POST", [("X-Audit-Toelichting", "Gebeld")]), ("GET", [("X-Audit-Toelichting", "é")])]
)
def test_any_other_toelichting_stays_where_it_is(gateway, method, headers):
    _, _, body = gateway("/zaken/api/v1/zaken?page=2", method=method, headers=headers, body=b"")
    assert json.loads(body)["path"] == "/zaken/api/v1/zaken?page=2"


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("/catalogi/api/v1/x", "1.3.3"),
        ("/utrecht/zaken/api/v1//zaken", "1.7.0"),
        ("/documenten/x", "1.7.1"),
        ("/x", None),
    ],
)
def test_an_error_of_the_gateway_has_the_version_of_the_api_it_stands_in_for(gateway, path, version):
    status, headers, _ = gateway(path)
    assert status >= 400
    assert headers["API-version"] == version


def test_a_component_that_is_not_there_is_absent(gateway):
    assert problem(gateway("/besluiten/api/v1/besluiten"))["status"] == 404
    assert problem(gateway("/besluiten/readyz"))["status"] == 404


def test_a_component_that_is_down_is_a_problem_that_names_no_address(gateway):
    answer = gateway(f"/catalogi/api/v1/zaaktypen?bsn={BSN}")
    assert problem(answer)["code"] == "bad_gateway"
    assert answer[1]["Retry-After"] == "5"
    assert "127.0.0.1" not in answer[2].decode()


def test_what_was_searched_for_stands_in_no_log(gateway):
    reason = [("X-Audit-Toelichting", f"vraag van {BSN}"), ("Referer", f"http://x/?bsn={BSN}")]
    for path in ("/zaken/api/v1/zaken", "/catalogi/api/v1/zaaktypen", "/nothing/here", "/zaken/livez", "/zaken/../x"):
        gateway(f"{path}?rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn={BSN}", headers=reason)
    gateway(f"/zaken/api/v1/zaken?bsn={BSN}", method="POST", body=b"x" * (2**20 + 1), headers=reason)
    gateway(f"/catalogi/api/v1/zaaktypen?bsn={BSN}", method="POST", body=BSN.encode(), headers=reason)
    lines = _lines(gateway)
    paths = [line["request"]["uri"] for line in lines if "request" in line]
    assert {"/zaken/api/v1/zaken", "/catalogi/api/v1/zaaktypen", "/nothing/here"} <= set(paths)
    assert any("connection refused" in line.get("error", "") for line in lines)
    assert BSN not in gateway.log.read_text()


@pytest.mark.parametrize("path", ["/", "/zaken/api/v1/zaken", "/nothing", "/catalogi/api/v1/x"])
def test_every_answer_has_the_headers_of_safety(gateway, path):
    _, headers, _ = gateway(path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "X-Request-Id" in headers
    assert not {"Server", "Via"} & set(headers.keys())


def test_the_portal_is_at_the_root(gateway):
    status, headers, body = gateway("/")
    assert (status, body) == (200, b"<h1>Meent</h1>")
    assert headers["Content-Type"].startswith("text/html")


def test_who_finds_a_vulnerability_finds_where_to_report_it(gateway):
    status, headers, body = gateway("/.well-known/security.txt")
    assert status == 200
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert re.search(r"^Contact: https://\S+$", body.decode(), re.MULTILINE)
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT00:00:00Z$", body.decode(), re.MULTILINE)


def test_only_the_documentation_may_style_itself(gateway):
    for path in ("/", "/zaaktypen/"):
        status, headers, _ = gateway(path)
        assert status == 200
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
    status, headers, body = gateway("/docs/zaken/")
    assert (status, body) == (200, b"<h1>Zaken</h1>")
    policy = dict(each.strip().split(" ", 1) for each in headers["Content-Security-Policy"].split(";"))
    assert [name for name, value in policy.items() if "unsafe" in value] == ["style-src"]


@pytest.mark.parametrize("name", ["communicatiekanalen", "procestypen", "resultaten", "resultaattypeomschrijvingen"])
def test_the_reference_lists_and_their_entries_are_json(gateway, name):
    root = "/referentielijsten/api/v1"
    status, headers, body = gateway(f"{root}/{name}")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    found = json.loads(body)
    for entry in found["results"] if isinstance(found, dict) else found:
        status, headers, body = gateway(entry["url"].removeprefix("http://localhost"))
        assert (status, headers["Content-Type"], json.loads(body)) == (200, "application/json", entry)


def test_a_filter_on_a_reference_list_is_refused_rather_than_ignored(gateway):
    answer = gateway("/referentielijsten/api/v1/resultaten?procesType=http://localhost/x")
    assert answer[0] == 400
    problem(answer)


@pytest.mark.parametrize("path", ["", "/", "/resultaten/", "/resultaten.json", "/niets", "/resultaten/niets"])
def test_anything_else_below_the_reference_lists_is_absent(gateway, path):
    assert problem(gateway(f"/referentielijsten/api/v1{path}"))["status"] == 404
