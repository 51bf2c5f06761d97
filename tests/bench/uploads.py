# SPDX-License-Identifier: EUPL-1.2
"""What uploads take of documenten: memory for a large one, and the time of others beside slow ones.

Run as `python tests/bench/uploads.py [MiB]`. Memory is what the process took above what it had before; the time is that
of a GET of a document while 50 clients with rights send 100 bytes a second each, over its time without them.
"""

import http.client
import os
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import psutil
import psycopg

import data
from gateway import postgres
from gateway.ports import free_ports
from gateway.sandbox import THREADS, TRANSFERS
from run import SECRET, STACK, Process
from servicekit.rights.tokens import issue

PATH = "/documenten/api/v1/enkelvoudiginformatieobjecten"
SLOW = 50
PIECE = b"QUJD" * 262_144  # 1 MiB of base64
FIELDS = (
    '"bronorganisatie":"851234562","creatiedatum":"2026-01-05","titel":"Groot","auteur":"Bench","taal":"dut",'
    '"informatieobjecttype":"http://127.0.0.1:{port}/catalogi/api/v1/informatieobjecttypen/{uuid}"'
)


def body(size: int, port: int) -> Iterator[bytes]:
    """A document of so many MiB, as it is sent; its type is not there, so that it is read whole and then refused."""
    yield b"{" + FIELDS.format(port=port, uuid="7c01f999-e651-45ba-8afd-7436337c0eeb").encode() + b',"inhoud":"'
    for _ in range(size):
        yield PIECE
    yield b'"}'


def peak_of(process: Process) -> int:
    """The most memory that a worker of the server has had, in bytes."""
    peaks = []
    for each in psutil.Process(process.process.pid).children(recursive=True):
        lines = Path(f"/proc/{each.pid}/status").read_text().splitlines()
        peaks += [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")]
    return max(peaks)


@contextmanager
def serving() -> Iterator[Callable[[], AbstractContextManager[Process]]]:
    """What starts the documenten component, each time a process of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="meent-bench-")))
        server = stack.enter_context(postgres.running(folder / "data", durable=False))
        server.create_database("meent_documenten")
        (port,) = free_ports(1)
        (folder / "secrets").mkdir()
        (folder / "secrets" / "documenten").write_text(SECRET)
        (folder / "stack.yaml").write_text(STACK.format(port=port))
        environment = {
            "DATABASE_URL": server.url_for("meent_documenten"),
            "STACK": str(folder / "stack.yaml"),
            "DOCUMENTS": str(folder / "documents"),
            "SECRETS": str(folder / "secrets"),
            "BENCH_SECRET": SECRET,
            "RIGHTS_MAX_AGE": "100000000",
            "DJANGO_SETTINGS_MODULE": "documenten.settings",
            "THREADS": str(THREADS),
            "TRANSFERS": str(TRANSFERS),
        }
        subprocess.run([sys.executable, "-m", "django", "configure"], env=os.environ | environment, check=True)
        root = f"http://127.0.0.1:{port}/catalogi/api/v1"
        with psycopg.connect(server.url_for("meent_documenten"), autocommit=True) as database:
            database.execute("SET search_path = m_bench")
            data.give_rights(database, root)
            data.mirror_informatieobjecttype(database, root)

        @contextmanager
        def component() -> Iterator[Process]:
            process = Process("documenten.wsgi:application", port, environment, threads=THREADS + TRANSFERS)
            try:
                process.wait()
                yield process
            finally:
                process.stop()

        yield component


def headers(client: str) -> dict[str, str]:
    """What a client sends with every request."""
    return {"Authorization": f"Bearer {issue(client_id=client, secret=SECRET)}", "Content-Type": "application/json"}


def taken(process: Process, client: str, status: int, size: int) -> float:
    """How much memory an upload of so many MiB takes, over its size. Raises SystemExit on another status."""
    connection = http.client.HTTPConnection("127.0.0.1", process.port, timeout=300)
    sent = headers(client) | {"Idempotency-Key": "k"}
    connection.request("GET", PATH, headers=sent)
    connection.getresponse().read()
    before = peak_of(process)
    length = sum(map(len, body(0, process.port))) + size * len(PIECE)
    with suppress(BrokenPipeError, ConnectionResetError):  # it was answered before all was sent
        connection.request("POST", PATH, body(size, process.port), sent | {"Content-Length": str(length)})
    answer = connection.getresponse()
    answer.read()
    if answer.status != status:
        raise SystemExit(f"{client} was answered {answer.status}, not {status}")
    took = (peak_of(process) - before) / 2**20
    print(f"upload of {size} MiB by {client}, answered {status}: {took:.0f} MiB taken, {took / size:.2f}x", flush=True)
    return took / size


def create_document(process: Process) -> str:
    """The path of a document that was made."""
    connection = http.client.HTTPConnection("127.0.0.1", process.port)
    given = b"{" + FIELDS.format(port=process.port, uuid=data.INFORMATIEOBJECTTYPE).encode() + b"}"
    connection.request("POST", PATH, given, headers("alles"))
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 201:
        raise SystemExit(f"the document was refused: {content!r}")
    return urlsplit(orjson.loads(content)["url"]).path


def milliseconds_of(process: Process, path: str, number: int = 500) -> float:
    """The median time of a GET, one after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", process.port, timeout=60)
    took = []
    for _ in range(number):
        began = time.perf_counter()
        connection.request("GET", path, headers=headers("alles"))
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"GET {path} was answered {answer.status}")
    return statistics.median(took) * 1000


def slowed(process: Process) -> float:
    """How many times longer a GET takes beside slow uploads."""
    path = create_document(process)
    milliseconds_of(process, path)
    without = milliseconds_of(process, path)
    said = [f"{name}: {value}" for name, value in (headers("alles") | {"Content-Length": "100000000"}).items()]
    begun = "\r\n".join([f"POST {PATH} HTTP/1.1", f"Host: 127.0.0.1:{process.port}", *said, "", '{"titel": "']).encode()
    slow = [socket.create_connection(("127.0.0.1", process.port)) for _ in range(SLOW)]
    for each in slow:
        each.sendall(begun)
    ended = threading.Event()

    def trickle() -> None:
        while not ended.wait(0.1):
            for each in slow:
                each.sendall(b"x" * 10)

    sending = threading.Thread(target=trickle)
    sending.start()
    time.sleep(1)
    beside = milliseconds_of(process, path)
    ended.set()
    sending.join()
    if select.select(slow, [], [], 0)[0]:
        raise SystemExit("an upload was answered, so it was not waited for")
    for each in slow:
        each.close()
    print(f"GET of a document: {without:.2f} ms, beside {SLOW} slow uploads {beside:.2f} ms, {beside / without:.2f}x")
    return beside / without


def main(size: int) -> int:
    """Measure, print, and fail when something is over its limit."""
    with serving() as component:
        with component() as process:
            over = taken(process, "beperkt", 403, size) > 2
        with component() as process:
            over |= taken(process, "alles", 400, size) > 2
        with component() as process:
            over |= slowed(process) > 3
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
