# SPDX-License-Identifier: EUPL-1.2
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from servicekit.peers import strangers
from servicekit.peers.strangers import NotAllowed, Stranger, Unanswered, Way, is_public, way_to
from servicekit.stack import Municipality, Place
from servicekit.stack.model import Client

ANYWHERE = Way(private=True)


class Receiver(ThreadingHTTPServer):
    """A receiver on loopback: answers as its path says and keeps what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[tuple[str, dict, bytes]] = []
        self.connections = 0
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def get_request(self):
        self.connections += 1
        return super().get_request()

    def handle_error(self, request, client_address) -> None:
        """A caller that hangs up is what some tests are about."""

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, dict(self.headers), body))
        match self.path:
            case "/redirect":
                self.send_response(302)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "/later":
                self.send_response(429)
                self.send_header("Retry-After", "120")
                self.send_header("Content-Length", "0")
                self.end_headers()
            case "/half":
                self.wfile.write(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf")
                self.close_connection = True
            case "/drip":
                while True:
                    self.wfile.write(b"HTTP/1.1 204 No Content\r\nX-More: "[:1])
                    self.server.dripping.wait(0.02)
            case "/flood":
                self.send_response(200)
                self.end_headers()
                while True:
                    self.wfile.write(b"x" * 65536)
            case _:
                self.send_response(204)
                self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@pytest.fixture
def receiver():
    server = Receiver()
    server.dripping = threading.Event()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def names(monkeypatch):
    """Names that resolve to addresses given here; how often each was asked for."""
    known: dict[str, list[list[str]]] = {}
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host, port, *arguments, **options):
        asked.append(host)
        if host not in known:
            return real(host, port, *arguments, **options)
        answer = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [
            (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port))
            for each in answer
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return known, asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::",
        "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_anybodys_is_no_public_one(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "145.21.1.1", "2a00:1450:400e::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


def municipality(**more):
    place = Place(
        code="zrc",
        roots=("http://localhost:8000/noord/zaken/api/v1", "https://anders.test/zaken/api/v1"),
        via="http://10.0.0.7:8000",
        client=Client(id="zrc", label="zrc", secret=""),
    )
    foreign = Place(
        code="drc",
        roots=("https://drc.test/documenten/api/v1",),
        client=Client(id="drc", label="", secret=""),
        ours=False,
    )
    return Municipality(
        name="noord", label="Noord", rsin="", prefix="", addresses=(), clients={},
        places={"zrc": place, "drc": foreign}, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://127.0.0.1:8001/hook?x=1",
        "HTTP://127.0.0.1:9/",
        "https://intern.test:8443/hooks/1",
        "https://intern.test:8443/hooks",
    ],
)
def test_a_url_below_a_root_of_the_stack_file_may_be_private(url):
    way = way_to(url, municipality(callbacks=("http://127.0.0.1", "https://intern.test:8443/hooks")))
    assert way == Way(private=True)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/hook",
        "http://127.0.0.10/hook",
        "http://127.0.0.1.evil.test/hook",
        "http://evil.test/http://127.0.0.1",
        "http://127.0.0.1@evil.test/",
        "https://intern.test/hooks/1",
        "https://intern.test:8443/other",
        "https://intern.test:8443/hooksandmore",
        "https://intern.test:8443/hooks/../admin",
        "https://intern.test:8443/hooks/..;a/admin",
        "https://intern.test:8443/hooks/%2e%2e/admin",
        "http://localhost:8000/noord/zaken/api/v1/zaken",
        "https://drc.test/documenten/callbacks/notificaties",
    ],
)
def test_any_other_url_may_not_be_private(url):
    way = way_to(url, municipality(callbacks=("http://127.0.0.1", "https://intern.test:8443/hooks")))
    assert way == Way()


@pytest.mark.parametrize("root", ["http://localhost:8000/noord/zaken", "https://anders.test/zaken"])
def test_the_callback_of_an_own_component_is_reached_by_its_via(root):
    way = way_to(f"{root}/callbacks/notificaties", municipality())
    assert way == Way(private=True, via="http://10.0.0.7:8000", own=True)


def test_a_private_address_is_refused_before_any_connection(receiver, names):
    known, _ = names
    known["binnen.test"] = [["127.0.0.1"]]
    for host in ("127.0.0.1", "localhost", "binnen.test", "2130706433", "0x7f.1"):
        with Stranger(receiver.url(host=host), Way()) as to, pytest.raises(NotAllowed):
            to.post(b"{}", {})
    assert receiver.connections == 0


def test_a_host_with_one_private_address_among_public_ones_is_refused(receiver, names):
    known, _ = names
    known["gemengd.test"] = [["8.8.8.8", "127.0.0.1"]]
    with Stranger(receiver.url(host="gemengd.test"), Way()) as to, pytest.raises(NotAllowed):
        to.post(b"{}", {})
    assert receiver.connections == 0


def test_a_name_that_changes_its_answer_leads_to_what_was_checked(receiver, names, monkeypatch):
    known, asked = names
    known["wissel.test"] = [["127.0.0.1"], ["10.0.0.1"]]
    monkeypatch.setattr(strangers, "is_public", lambda address: address == "127.0.0.1")
    with Stranger(receiver.url(host="wissel.test"), Way()) as to:
        assert to.post(b"{}", {}) == 204
    assert asked == ["wissel.test"]


def test_several_calls_share_one_connection_and_one_question_to_the_dns(receiver, names):
    _, asked = names
    with Stranger(receiver.url(), ANYWHERE) as to:
        for number in range(3):
            assert to.post(str(number).encode(), {"Authorization": "Bearer x"}) == 204
    assert [body for _, _, body in receiver.received] == [b"0", b"1", b"2"]
    assert receiver.received[0][1]["Authorization"] == "Bearer x"
    assert (receiver.connections, len(asked)) == (1, 1)


def test_a_redirect_is_not_followed(receiver):
    with Stranger(receiver.url("/redirect"), ANYWHERE) as to:
        assert to.post(b"{}", {}) == 302
    assert [path for path, _, _ in receiver.received] == ["/redirect"]


def test_via_is_connected_to_and_told_the_host_of_the_url(receiver):
    with Stranger("https://zaken.test/callbacks/notificaties?a=1", Way(private=True, via=receiver.url(""))) as to:
        assert to.post(b"{}", {}) == 204
    [(path, headers, _)] = receiver.received
    assert (path, headers["Host"]) == ("/callbacks/notificaties?a=1", "zaken.test")


def test_nobody_listening_is_no_answer(receiver):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with Stranger(f"http://127.0.0.1:{unused.getsockname()[1]}/", ANYWHERE) as to, pytest.raises(Unanswered):
            to.post(b"{}", {})


def test_an_unknown_name_is_no_answer(names, monkeypatch):
    def unknown(*_: object, **__: object):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with Stranger("http://bestaat.niet.test/", Way()) as to, pytest.raises(Unanswered):
        to.post(b"{}", {})


def test_a_name_that_a_resolver_hangs_on_is_no_answer_when_the_time_is_over(monkeypatch):
    """Resolvers have ten seconds and more, and by then another worker would have the lane."""
    monkeypatch.setattr(strangers, "TIMEOUT", 0.3)
    given_up = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: given_up.wait(20))
    with Stranger("http://traag.test/", Way()) as to, pytest.raises(Unanswered):
        to.post(b"{}", {})
    assert not given_up.is_set()
    given_up.set()


def test_who_answers_a_byte_at_a_time_is_cut_off(receiver, monkeypatch):
    monkeypatch.setattr(strangers, "TIMEOUT", 0.3)
    with Stranger(receiver.url("/drip"), ANYWHERE) as to, pytest.raises(Unanswered):
        to.post(b"{}", {})


def test_the_status_of_an_answer_that_breaks_off_counts_and_the_next_call_has_a_connection_of_its_own(receiver):
    with Stranger(receiver.url("/half"), ANYWHERE) as to:
        assert [to.post(b"{}", {}), to.post(b"{}", {})] == [201, 201]
    assert receiver.connections == 2


def test_how_long_an_answer_asks_to_wait_is_known_until_the_next(receiver):
    with Stranger(receiver.url("/later"), ANYWHERE) as to:
        assert to.retry_after == 0
        assert (to.post(b"{}", {}), to.retry_after) == (429, 120)
        to.url, to._prepared = receiver.url("/"), None
        assert (to.post(b"{}", {}), to.retry_after) == (204, 0)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("Sat, 28 Nov 2026 12:02:00 GMT", 120),
        ("Sat, 28 Nov 2026 11:00:00 GMT", 0),
        ("Sat, 28 Nov 2026 12:02:00 -0000", 0),
        ("", 0),
        ("-5", 0),
        ("1.5", 0),
        ("²", 0),
        ("straks", 0),
        ("9" * 5000, float("inf")),
    ],
)
def test_a_wait_is_a_number_of_seconds_or_a_date_and_else_none(monkeypatch, said, seconds):
    monkeypatch.setattr(strangers, "now", lambda: datetime(2026, 11, 28, 12, tzinfo=UTC))
    assert strangers._seconds(said) == seconds


def test_an_endless_answer_is_not_read_to_its_end(receiver):
    with Stranger(receiver.url("/flood"), ANYWHERE) as to:
        assert to.post(b"{}", {}) == 200
        assert to.post(b"{}", {}) == 200
    assert receiver.connections == 2


def test_a_proxy_of_the_environment_is_not_used(receiver, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with Stranger(receiver.url(), ANYWHERE) as to:
        assert to.post(b"{}", {}) == 204


@pytest.fixture
def certificate(tmp_path):
    """A certificate for veilig.test, signed by itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "veilig.test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("veilig.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def secure(receiver, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    receiver.socket = context.wrap_socket(receiver.socket, server_side=True, do_handshake_on_connect=False)
    return receiver


def test_a_certificate_is_checked_against_the_name_and_not_the_address(secure, names, certificate):
    known, _ = names
    known["veilig.test"] = known["vals.test"] = [["127.0.0.1"]]
    with Stranger(f"https://veilig.test:{secure.server_port}/", ANYWHERE) as to:
        with pytest.raises(Unanswered):  # nobody vouches for it
            to.post(b"{}", {})
        to.verify = str(certificate)
        assert to.post(b"{}", {}) == 204
    with Stranger(f"https://vals.test:{secure.server_port}/", ANYWHERE) as to:
        to.verify = str(certificate)
        with pytest.raises(Unanswered):
            to.post(b"{}", {})
