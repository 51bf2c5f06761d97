# SPDX-License-Identifier: EUPL-1.2
"""A receiver of notifications in a process of its own, that costs next to nothing: it says when each of them arrived.

    python sink.py PORT

POST <anything> is answered with 200 and noted; below /refuse with 503 and below /hang never, but for the probe of a
callback. Without Authorization it is 401. GET /arrivals answers [[path, resourceUrl, monotonic nanoseconds]] of all
that came since it was asked last.
"""

import asyncio
import json
import re
import sys
import time
from functools import partial

_URL = re.compile(rb'"resourceUrl": ?"([^"]*)"')
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ANSWERS = {status: f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode() for status in (200, 401, 503)}


class Sink(asyncio.Protocol):
    """One connection."""

    def __init__(self, arrivals: list[tuple[bytes, bytes, int]]) -> None:
        self.arrivals, self.waiting = arrivals, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep it, to answer by."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is whole."""
        self.waiting += data
        while (end := self.waiting.find(b"\r\n\r\n")) >= 0:
            head = self.waiting[:end]
            length = int(found[1]) if (found := _LENGTH.search(head)) else 0
            if len(self.waiting) < end + 4 + length:
                return
            body, self.waiting = self.waiting[end + 4 : end + 4 + length], self.waiting[end + 4 + length :]
            self._answer(head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        _, path, _ = head.split(b" ", 2)
        if path == b"/arrivals":
            told = [(one.decode(), _URL.search(each)[1].decode(), at) for one, each, at in self.arrivals]
            self.arrivals.clear()
            content = json.dumps(told).encode()
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(content), content))
        elif b"\r\nauthorization:" not in head.lower():
            self.transport.write(_ANSWERS[401])
        elif b'"test"' in body:
            self.transport.write(_ANSWERS[200])
        elif path.startswith(b"/refuse"):
            self.transport.write(_ANSWERS[503])
        elif not path.startswith(b"/hang"):
            self.arrivals.append((path, body, time.monotonic_ns()))
            self.transport.write(_ANSWERS[200])


async def main() -> None:
    """Answer until the process is ended."""
    arrivals: list[tuple[bytes, bytes, int]] = []
    server = await asyncio.get_running_loop().create_server(partial(Sink, arrivals), "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
