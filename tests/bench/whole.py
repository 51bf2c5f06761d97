# SPDX-License-Identifier: EUPL-1.2
"""The second half of `make bench`: the whole sandbox's start, memory and connections, and 50 municipalities at once."""

import argparse
import http.client
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import requests

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import data  # noqa: E402
import run  # noqa: E402
from running.sandbox import ROOT, Sandbox  # noqa: E402

MUNICIPALITY = """
  - name: gemeente-{number}
    label: Gemeente {number}
    rsin: "851234562"
    prefix: gemeente-{number}
    addresses: ["http://localhost:${{PORT}}"]
    clients:
      - {{id: alles, label: Alles, secret: {{env: BENCH_SECRET}}, rights: all}}
"""


class Measured(Sandbox):
    """A sandbox with a stack file of the bench."""

    @property
    def environment(self) -> dict[str, str]:
        """What the launcher is told."""
        return os.environ | {"BENCH_SECRET": run.SECRET, "PORT": str(self.port)}

    def memory(self) -> float:
        """PSS of the launcher and everything below it, in MiB."""
        own = psutil.Process(self.process.pid)
        return sum(_pss(each) for each in [own, *own.children(recursive=True)]) / 2**20

    def idle(self, seconds: float = 60) -> float:
        """CPU that it takes when nobody asks anything, all processes together, in percents of a core."""
        time.sleep(30)  # what the start still had to do
        before, since = self._cpu(), time.monotonic()
        time.sleep(seconds)
        after, passed = self._cpu(), time.monotonic() - since
        return sum(each - before.get(pid, 0.0) for pid, each in after.items()) / passed * 100

    def _cpu(self) -> dict[int, float]:
        own = psutil.Process(self.process.pid)
        return {each.pid: _seconds(each) for each in [own, *own.children(recursive=True)]}

    def connections(self) -> int:
        """How many connections PostgreSQL has from the components."""
        environment = self.processes()["zaken-api"][0].environ()
        with psycopg.connect(environment["DATABASE_URL"]) as connection:
            counted = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            return connection.execute(counted).fetchone()[0] - 1  # this one


def _pss(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0


def _seconds(process: psutil.Process) -> float:
    try:
        return sum(process.cpu_times()[:2])
    except psutil.Error:
        return 0.0


def stack_of(number: int, file: Path) -> Path:
    """Write a stack file with so many empty municipalities."""
    keys = 'encryption_keys: [{file: "${SECRETS:-secrets}/encryption"}]\n'
    file.write_text(keys + "municipalities:" + "".join(MUNICIPALITY.format(number=i) for i in range(number)))
    return file


def started(sandbox: Measured, seconds: float = 900) -> float:
    """Start a sandbox; the seconds until every component is ready."""
    before = time.monotonic()
    sandbox.start(seconds)
    return time.monotonic() - before


def make_zaken(sandbox: Measured, number: int) -> list[str]:
    """A zaak in each municipality; their paths. The zaaktype is put where a first zaak would have fetched it to."""
    environment = sandbox.processes()["zaken-api"][0].environ()
    paths = []
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as database:
        for i in range(number):
            database.execute(f"SET search_path = m_gemeente_{i}")
            root = f"{sandbox.address}/gemeente-{i}"
            data.mirror_types(database, f"{root}/catalogi/api/v1", 1)
            made = requests.post(
                f"{root}/zaken/api/v1/zaken",
                data=run.zaak_of(f"{root}/catalogi/api/v1/zaaktypen/00000000-0000-4000-8000-000000000000"),
                headers=run.headers("alles"),
                timeout=30,
            )
            made.raise_for_status()
            paths.append(made.json()["url"].removeprefix(sandbox.address))
    return paths


def get_zaak(sandbox: Measured, paths: list[str], number: int) -> float:
    """CPU milliseconds of the zaken component per GET of a zaak, in turn over these paths."""
    headers = run.headers("alles", Host=f"localhost:{sandbox.port}")
    port = next(
        connection.laddr.port
        for process in sandbox.processes()["zaken-api"]
        for connection in process.net_connections()
        if connection.status == psutil.CONN_LISTEN
    )
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(i: int) -> None:
        connection.request("GET", paths[i % len(paths)], headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{paths[i % len(paths)]} answered {answer.status}")

    def cpu() -> float:
        return sum(sum(process.cpu_times()[:2]) for process in sandbox.processes()["zaken-api"])

    for i in range(200):
        ask(i)
    before = cpu()
    for i in range(number):
        ask(i)
    return (cpu() - before) / number * 1000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=50)
    parser.add_argument("--requests", type=int, default=2000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meent-bench-") as name:
        folder = Path(name)
        own = Measured(folder / "own" / "data", ROOT / "stack.example.yaml")
        own.folder.parent.mkdir()
        first = started(own)
        memory = own.memory()
        own.stop()
        later = started(own)
        own.stop()
        print(
            f"sandbox with its demo: first start {first:.1f} s, later start {later:.1f} s, memory {memory:.0f} MiB PSS"
        )
        three = Measured(folder / "three" / "data", stack_of(3, folder / "three.yaml"))
        three.folder.parent.mkdir()
        started(three)
        idle = three.idle()
        three.stop()
        print(f"sandbox of 3 municipalities that nobody asks anything: {idle:.1f} % of a core (limit 3)")
        sandbox = Measured(folder / "many" / "data", stack_of(given.municipalities, folder / "many.yaml"))
        sandbox.folder.parent.mkdir()
        seconds = started(sandbox)
        paths = make_zaken(sandbox, given.municipalities)
        runs = [
            (get_zaak(sandbox, paths[:1], given.requests), get_zaak(sandbox, paths, given.requests)) for _ in range(5)
        ]
        connections = sandbox.connections()
        sandbox.stop()
        ratio = statistics.median(b / a for a, b in runs)
        print(
            f"{given.municipalities} municipalities: start {seconds:.0f} s, {connections} connections, GET zaak"
            f" {statistics.median(a for a, _ in runs):.2f} ms of one, round-robin ratio {ratio:.2f}"
        )
        over = memory > 2048 or later > 20 or connections > 120 or ratio > 1.5 or idle > 3
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
