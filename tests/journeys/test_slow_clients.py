# SPDX-License-Identifier: EUPL-1.2
"""Clients that send or read slowly: everybody else is served, and they are not for ever.

They speak to the component itself, as the gateway does once it has passed on what it keeps of a body.
"""

import base64
import select
import socket
import time
from urllib.parse import urlsplit

import pytest
import requests

from running.catalogue import publish
from running.clients import Client

SLOW = 50


@pytest.fixture
def address(sandbox):
    """Where documenten itself listens."""
    command = sandbox.processes()["documenten-api"][0].cmdline()
    return "127.0.0.1", int(command[command.index("--port") + 1])


@pytest.fixture
def document(balie):
    """A document of 16 MiB: more than lies between a component and a reader that does not read."""
    of = publish(Client(balie.address, "noord", "balie"))
    content = bytes(16 * 1024 * 1024)
    body = of.document() | {"inhoud": base64.b64encode(content).decode(), "bestandsomvang": len(content)}
    return balie.post("documenten", "/enkelvoudiginformatieobjecten", body)


def _opened(address, balie, method, url, *headers):
    """A connection over which a request has begun."""
    root = urlsplit(balie.root("documenten"))
    opened = socket.create_connection(address, 30)
    lines = [
        f"{method} {url} HTTP/1.1",
        f"Host: {root.netloc}",
        f"Authorization: Bearer {balie.token}",
        *headers,
    ]
    opened.sendall("\r\n".join([*lines, "", ""]).encode())
    return opened


def _others_are_served(sandbox, balie, document):
    for _ in range(40):
        assert balie.get("documenten", document["url"]).status_code == 200
    assert requests.get(f"{sandbox.address}/documenten/readyz", timeout=5).status_code == 200


def test_slow_uploads_hold_nobody_up_and_end(sandbox, balie, document, address):
    path = urlsplit(balie.root("documenten")).path + "/enkelvoudiginformatieobjecten"
    large = ("Content-Type: application/json", "Content-Length: 100000000")
    slow = [_opened(address, balie, "POST", path, *large) for _ in range(SLOW)]
    try:
        for each in slow:
            each.sendall(b'{"titel": "' + b"x" * 89)
        _others_are_served(sandbox, balie, document)
        assert not select.select(slow, [], [], 0)[0], "an upload was answered, so it was not waited for"
        waited_for, deadline = set(slow), time.monotonic() + 120
        while waited_for and time.monotonic() < deadline:
            for each in waited_for:
                each.sendall(b"x" * 100)
            time.sleep(1)
            waited_for -= set(select.select(waited_for, [], [], 0)[0])
        assert not waited_for
        answers = [each.recv(4096) for each in slow]
        assert {answer.split()[1] for answer in answers} == {b"408"}
        assert all(b"application/problem+json" in answer for answer in answers)
        _others_are_served(sandbox, balie, document)
    finally:
        for each in slow:
            each.close()


def test_slow_downloads_hold_nobody_up(sandbox, balie, document, address):
    path = urlsplit(document["inhoud"])
    slow = [_opened(address, balie, "GET", f"{path.path}?{path.query}") for _ in range(SLOW)]
    try:
        assert all(each.recv(100).startswith(b"HTTP/1.1 200") for each in slow)
        _others_are_served(sandbox, balie, document)
    finally:
        for each in slow:
            each.close()
