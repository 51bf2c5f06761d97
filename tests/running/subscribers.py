# SPDX-License-Identifier: EUPL-1.2
"""A subscriber that keeps what it is told, as the standard's consumer API."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

AUTH = "Bearer of-the-subscriber"


class Subscriber:
    """An HTTP server on loopback: 204 for who knows the Authorization, 401 for who does not."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []  #: the notifications that it was told, in the order of arrival
        self.arrived: list[tuple[dict[str, str], dict[str, Any]]] = []  #: the same as they came: headers and body
        self.abonnementen: list[tuple[Any, str]] = []  #: of whom and where, for who ends it
        subscriber = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                known = self.headers.get("Authorization") == AUTH
                if known and (message := _told(sent := json.loads(body)))["kanaal"] != "test":
                    subscriber.arrived.append((dict(self.headers), sent))
                    subscriber.messages.append(message)
                self.send_response(204 if known else 401)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhooks"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def of(self, hoofd_object: str) -> list[tuple[str, str]]:
        """(resource, actie) of what it was told about a main object, in the order of arrival."""
        return [(each["resource"], each["actie"]) for each in self.messages if each["hoofdObject"] == hoofd_object]

    def wait_for(self, hoofd_object: str, number: int, seconds: float = 15) -> list[tuple[str, str]]:
        """The same, once there are so many (or when the time is over)."""
        deadline = time.monotonic() + seconds
        while len(self.of(hoofd_object)) < number and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.of(hoofd_object)

    def end(self) -> None:
        """End its abonnementen, and stop answering."""
        for client, url in self.abonnementen:
            client.call("DELETE", "notificaties", url)
        self.close()

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()


def _told(body: dict[str, Any]) -> dict[str, Any]:
    """The notification in what came: a CloudEvent has it as its data."""
    return body["data"] if "specversion" in body else body


def subscribe(client: Any, subscriber: Subscriber, *kanalen: str, **more: Any) -> str:
    """Subscribe to kanalen, once their owners have made them (just after a start); the URL of the abonnement.

    `more` are fields of the abonnement.
    """
    deadline = time.monotonic() + 20
    while not all(client.get("notificaties", f"/kanaal?naam={naam}").json() for naam in kanalen):
        assert time.monotonic() < deadline, "a component never made its kanaal"
        time.sleep(0.1)
    wanted = [{"naam": naam, "filters": {}} for naam in kanalen]
    body = {"callbackUrl": subscriber.url, "auth": AUTH, "kanalen": wanted, **more}
    url = client.post("notificaties", "/abonnement", body)["url"]
    subscriber.abonnementen.append((client, url))
    return url
