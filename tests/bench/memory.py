# SPDX-License-Identifier: EUPL-1.2
"""How much memory documenten takes at most for one large upload: with rights and without, with an Idempotency-Key.

Run as `python tests/bench/memory.py [MiB]`; it prints megabytes above what the process took before.
"""

import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import psycopg

import data
from gateway import postgres
from gateway.ports import free_ports
from run import SECRET, STACK, Process
from servicekit.rights.tokens import issue

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


def main(size: int) -> None:
    """Send the body as each client, to a process of its own, and print what it took."""
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
        }
        subprocess.run([sys.executable, "-m", "django", "configure"], env=os.environ | environment, check=True)
        with psycopg.connect(server.url_for("meent_documenten"), autocommit=True) as database:
            database.execute("SET search_path = m_bench")
            data.give_rights(database, f"http://127.0.0.1:{port}/catalogi/api/v1")
        for client, status in (("beperkt", 403), ("alles", 400)):
            process = Process("documenten.wsgi:application", port, environment)
            try:
                process.wait()
                said = _send(process, client, size)
                if said != status:
                    raise SystemExit(f"{client} was answered {said}, not {status}")
            finally:
                process.stop()


def _send(process: Process, client: str, size: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", process.port, timeout=300)
    token = issue(client_id=client, secret=SECRET)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": "k"}
    connection.request("GET", "/documenten/api/v1/enkelvoudiginformatieobjecten", headers=headers)
    connection.getresponse().read()
    before = peak_of(process)
    pieces = list(body(0, process.port))
    length = sum(map(len, pieces)) + size * len(PIECE)
    try:
        path = "/documenten/api/v1/enkelvoudiginformatieobjecten"
        connection.request("POST", path, body(size, process.port), headers | {"Content-Length": str(length)})
    except (BrokenPipeError, ConnectionResetError):
        pass  # it was answered before all was sent
    answer = connection.getresponse()
    answer.read()
    took = peak_of(process) - before
    said = f"{client}: {size} MiB sent, answered {answer.status}"
    print(f"{said}, {took / 2**20:.0f} MiB taken, {took / 2**20 / size:.2f}x", flush=True)
    return answer.status


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
