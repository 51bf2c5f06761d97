# SPDX-License-Identifier: EUPL-1.2
"""The gateway's part of `make bench`: its CPU per request, and the ratio to a floor: a bare reverse_proxy of Caddy.

Both stand before the same upstream, which answers a zaak as a component does, and are asked in turn over connections
that are kept, with the headers that a client sends.
"""

import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from gateway import caddy
from gateway.ports import free_ports

REQUESTS, CONNECTIONS, RUNS, LIMIT = 1000, 4, 7, 2.0  # requests per connection and run
BODY = b'{"url":"http://localhost/zaken/api/v1/zaken/1","x":"' + b"lorem ipsum " * 170 + b'"}'
ANSWER = (
    b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: "0123456789abcdef0123456789abcdef01234567"\r\n'
    b"API-version: 1.7.0\r\nX-Request-Id: 8b7df143d91c716ecfa5fc1730022f6b\r\nContent-Crs: EPSG:4326\r\n"
    b"Allow: GET, HEAD, OPTIONS\r\nContent-Length: " + str(len(BODY)).encode() + b"\r\n\r\n" + BODY
)
REQUEST = (
    b"GET /noord/zaken/api/v1/zaken/6a6ff0a8-4b1a-4b0e-9f4e-5a7a1f3b2c1d HTTP/1.1\r\nHost: localhost:%d\r\n"
    b"User-Agent: python-requests/2.34.2\r\nAccept: */*\r\nAccept-Crs: EPSG:4326\r\nConnection: keep-alive\r\n"
    b"Authorization: Bearer " + b"x" * 300 + b"\r\n%b\r\n"
)
BARE = """{{
	admin off
	persist_config off
	auto_https off
}}
http://:{port} {{
	bind 127.0.0.1
	reverse_proxy 127.0.0.1:{upstream}
}}
"""


class Upstream(threading.Thread):
    """Answers each request on each connection with the same bytes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listening.getsockname()[1]

    def run(self) -> None:
        """Accept connections until the process ends, and answer each in a thread of its own."""
        while True:
            threading.Thread(target=self._answer, args=(self.listening.accept()[0],), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        received = b""
        while piece := connection.recv(65536):
            received += piece
            while b"\r\n\r\n" in received:
                received = received.partition(b"\r\n\r\n")[2]
                connection.sendall(ANSWER)


@contextmanager
def running(command: list[str | Path], port: int, env: dict[str, str] | None = None) -> Iterator[psutil.Process]:
    """Yield the process of a Caddy once it answers on a port; it ends with the block."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def _ask(port: int, headers: bytes, count: int) -> None:
    request = REQUEST % (port, headers)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(count):
            connection.sendall(request)
            received = connection.recv(65536)
            while not _is_whole(received):
                received += connection.recv(65536)
            if not received.startswith(b"HTTP/1.1 200"):
                raise AssertionError(received[:300])


def _is_whole(received: bytes) -> bool:
    head, found, body = received.partition(b"\r\n\r\n")
    if not found:
        return False
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        return body.endswith(b"0\r\n\r\n")
    return len(body) >= int(lower.partition(b"content-length: ")[2].partition(b"\r\n")[0])


def milliseconds(process: psutil.Process, port: int, headers: bytes) -> float:
    """Return the CPU milliseconds that a process took for one request, over a run of `CONNECTIONS` x `REQUESTS`."""
    before = process.cpu_times()
    threads = [threading.Thread(target=_ask, args=(port, headers, REQUESTS)) for _ in range(CONNECTIONS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    after = process.cpu_times()
    return (after.user + after.system - before.user - before.system) * 1000 / (REQUESTS * CONNECTIONS)


def main() -> int:
    """Measure, print, and return the exit code: 1 if the median ratio is over the limit."""
    upstream = Upstream()
    upstream.start()
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port, bare = free_ports(2)
        (folder / "Bare").write_text(BARE.format(port=bare, upstream=upstream.port))
        env = caddy.environment(port=port, upstreams={"zaken": upstream.port}, portal=folder, folder=folder)
        floor_command = [caddy.executable(), "run", "--config", folder / "Bare", "--adapter", "caddyfile"]
        with running(caddy.command(), port, env) as ours, running(floor_command, bare) as floor:
            # The limit is that of a client that asks for no compression; the other shows what compressing costs.
            for label, headers, limit in (
                ("GET zaak", b"", LIMIT),
                ("GET zaak, Accept-Encoding: gzip", b"Accept-Encoding: gzip, deflate\r\n", None),
            ):
                pairs = [(milliseconds(ours, port, headers), milliseconds(floor, bare, headers)) for _ in range(RUNS)]
                ratios = sorted(mine / least for mine, least in pairs[1:])
                ratio = statistics.median(ratios)
                cpu, least = (statistics.median(each) for each in zip(*pairs[1:], strict=True))
                kept = "" if limit is None else f"  limit {limit:g}"
                print(
                    f"gateway: {label:<34} {cpu:.2f} ms  floor {least:.2f} ms  ratio {ratio:.2f}"
                    f" ({ratios[0]:.2f} to {ratios[-1]:.2f}){kept}"
                )
                good = good and (limit is None or ratio <= limit)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
