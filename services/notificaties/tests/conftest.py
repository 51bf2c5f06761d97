# SPDX-License-Identifier: EUPL-1.2
"""Give every test of notificaties a receiver on loopback, a kanaal, and the body of an abonnement."""

import hmac
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest

from notificaties.peers import secrets
from servicekit.stack.municipalities import stack

AUTH = "Bearer van-de-abonnee"


class Receiver(ThreadingHTTPServer):
    """Subscribers on loopback, one a path. Takes notifications with the right Authorization, and keeps them.

    `behave[path]` is a function that is called first and may give another status.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[tuple[str, dict, dict[str, str]]] = []
        self.bodies: list[bytes] = []  #: of these, as they came
        self.behave: dict[str, Callable[[], int | None]] = {}
        self.says: dict[str, str] = {}  #: headers of every answer
        self.connections = 0
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def get_request(self):
        self.connections += 1
        return super().get_request()

    def url(self, path: str = "/hook", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def told(self, path: str = "/hook") -> list[dict]:
        """The notifications that came in on a path, without the tests of an abonnement."""
        return [body for where, body, _ in self.received if where == path and body["kanaal"] != "test"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = 204 if self.headers["Authorization"] == AUTH else 401
        if behave := self.server.behave.get(self.path):
            status = behave() or status
        self.server.received.append((self.path, orjson.loads(body), dict(self.headers)))
        self.server.bodies.append(body)
        self.send_response(status)
        for header in self.server.says.items():
            self.send_header(*header)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@pytest.fixture
def receiver():
    server = Receiver()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def assert_signed():
    """Asserts that a request is signed as its receiver would see it: by these keys, in this order, just now."""

    def check(headers: dict[str, str], body: bytes, *keys: str) -> None:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        made = [hmac.new(b64decode(each.removeprefix("whsec_")), signed, "sha256").digest() for each in keys]
        assert headers["webhook-signature"] == " ".join(f"v1,{b64encode(each).decode()}" for each in made)

    return check


@pytest.fixture
def keys(monkeypatch):
    """Have other keys encrypt and decrypt: `keys(b"1" * 32)`."""

    def use(*given: bytes) -> None:
        monkeypatch.setattr(secrets, "stack", lambda: replace(stack(), encryption_keys=given))

    return use


@pytest.fixture
def kanaal(api):
    """The kanaal `zaken`, as its owner registers it."""
    made = api.post(
        "/kanaal",
        {
            "naam": "zaken",
            "documentatieLink": "https://documentatie.test/zaken/",
            "filters": ["bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding"],
        },
    )
    assert made.status_code == 201, made.content
    return made.json()


@pytest.fixture
def body(kanaal, receiver):
    """An abonnement on all of `zaken`."""
    return {"callbackUrl": receiver.url(), "auth": AUTH, "kanalen": [{"naam": "zaken", "filters": {}}]}


@pytest.fixture
def message():
    """A notification on `zaken`."""
    return {
        "kanaal": "zaken",
        "hoofdObject": "http://testserver/noord/zaken/api/v1/zaken/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11",
        "resource": "status",
        "resourceUrl": "http://testserver/noord/zaken/api/v1/statussen/0d1e6d6e-1f4b-4d2f-8a43-0d2f2b2f1c22",
        "actie": "create",
        "aanmaakdatum": "2026-11-22T10:00:00.123Z",
        "kenmerken": {
            "bronorganisatie": "851234562",
            "zaaktype": "http://testserver/noord/catalogi/api/v1/zaaktypen/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c33",
            "vertrouwelijkheidaanduiding": "openbaar",
        },
    }
