# SPDX-License-Identifier: EUPL-1.2
"""Give every test of notificaties a receiver on loopback, a kanaal, and the body of an abonnement."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest

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
        self.behave: dict[str, Callable[[], int | None]] = {}
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
        self.send_response(status)
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
