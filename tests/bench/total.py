# SPDX-License-Identifier: EUPL-1.2
"""The last part of `make bench`: what a request costs all processes of the sandbox, until they are quiet again.

Requests go through the gateway, one after the other on one kept connection, while one subscriber hears of all zaken.
The request itself is the gateway, the component's api and the backends of PostgreSQL that serve that api. What follows
is all the rest: workers, notificaties, their backends and PostgreSQL's own processes. What an idle sandbox takes in the
same time is subtracted.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import orjson
import psutil
import psycopg

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from run import asking  # noqa: E402
from running import catalogue  # noqa: E402
from running.clients import CRS, Client  # noqa: E402
from running.sandbox import Sandbox, started  # noqa: E402
from running.subscribers import Subscriber, subscribe  # noqa: E402
from running.waiting import wait_until  # noqa: E402

ITSELF = ("gateway", "zaken", "PostgreSQL for it")
FOLLOWS = ("workers", "notificaties", "PostgreSQL for the rest", "other")
SETTLING = 3.0  #: seconds that are waited once the subscriber was told all, for what still happens
ZAKEN = 100  #: that are asked in turn
MOST = 1.5  #: what follows a POST zaak, as a ratio to the request itself
IDLE = 30.0  #: seconds over which an idle sandbox is looked at


class Measured(NamedTuple):
    """What to ask, and whether the subscriber is told of it."""

    name: str
    ask: Callable[[HTTPConnection, int], None]
    told: bool


class Meter:
    """The CPU of a sandbox, by kind of process."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        environment = sandbox.processes()["zaken-api"][0].environ()
        self.database = psycopg.connect(environment["DATABASE_URL"], autocommit=True)
        self.idle: Counter[str] = Counter()  #: seconds in a second

    def look_at_idle(self) -> None:
        """Note what it takes when nobody asks anything."""
        time.sleep(SETTLING)
        before, since = self.seconds(), time.monotonic()
        time.sleep(IDLE)
        after, passed = self.seconds(), time.monotonic() - since
        self.idle = Counter({kind: (after[kind] - before[kind]) / passed for kind in after})

    def seconds(self) -> Counter[str]:
        """Seconds of CPU since the start. Of what has ended meanwhile, they are its parent's."""
        launcher = psutil.Process(self.sandbox.process.pid)
        found = self.sandbox.processes()
        names = {each.pid: name for name, processes in found.items() for each in processes}
        backends = self._backends(found)
        used: Counter[str] = Counter({"other": sum(launcher.cpu_times()[:4])})
        for top in launcher.children():
            name = names.get(top.pid, "other")
            for each in [top, *top.children(recursive=True)]:
                with suppress(psutil.Error):
                    used[backends.get(each.pid) or _kind(name)] += sum(each.cpu_times()[:4])
        used.pop("bench", None)
        return used

    def _backends(self, found: dict[str, list[psutil.Process]]) -> dict[int, str]:
        """Process id of a backend -> its kind, where that is another than of PostgreSQL's processes."""
        ports = {
            connection.laddr.port
            for process in found["zaken-api"]
            for connection in process.net_connections("tcp")
            if connection.raddr and connection.raddr.port == self.database.info.port
        }
        rows = self.database.execute("SELECT pid, client_port FROM pg_stat_activity WHERE client_port IS NOT NULL")
        kinds = {pid: "PostgreSQL for it" for pid, port in rows if port in ports}
        return kinds | {self.database.info.backend_pid: "bench"}


def _kind(name: str) -> str:
    if name.endswith("-worker"):
        return "workers"
    known = {
        "caddy": "gateway",
        "zaken-api": "zaken",
        "notificaties-api": "notificaties",
        "postgresql": "PostgreSQL for the rest",
    }
    return known.get(name, "other")


def measured(sandbox: Sandbox, balie: Client) -> list[Measured]:
    """What is asked, of zaken that are made here."""
    of = catalogue.publish(balie)
    sent = CRS | {"Authorization": f"Bearer {balie.token}", "Content-Type": "application/json"}
    zaken = [balie.post("zaken", "/zaken", of.zaak())["url"] for _ in range(ZAKEN)]
    moments = iter(range(10_000_000))
    new_zaak = orjson.dumps(of.zaak())
    base = urlsplit(balie.root("zaken")).path

    def new_status(i: int) -> bytes:
        moment = f"2026-01-06T00:00:00.{next(moments):06d}Z"
        return orjson.dumps(
            {"zaak": zaken[i % len(zaken)], "statustype": of.statustypen[0], "datumStatusGezet": moment}
        )

    return [
        Measured("GET zaak", asking("GET", lambda i: urlsplit(zaken[i % len(zaken)]).path, 200, sent), told=False),
        Measured("POST zaak", asking("POST", lambda _: f"{base}/zaken", 201, sent, lambda _: new_zaak), told=True),
        Measured("POST status", asking("POST", lambda _: f"{base}/statussen", 201, sent, new_status), told=True),
    ]


def milliseconds(meter: Meter, each: Measured, subscriber: Subscriber, number: int, pause: float) -> Counter[str]:
    """CPU milliseconds per request, by kind of process."""
    connection = HTTPConnection("localhost", meter.sandbox.port, timeout=60)
    expected = len(subscriber.messages) + (20 + number) * each.told
    for i in range(20):
        each.ask(connection, i)
    wait_until(lambda: len(subscriber.messages) >= expected - number * each.told)
    time.sleep(SETTLING)
    before, since = meter.seconds(), time.monotonic()
    for i in range(number):
        each.ask(connection, i)
        time.sleep(pause)
    wait_until(lambda: len(subscriber.messages) >= expected, 300)
    time.sleep(SETTLING)
    after, passed = meter.seconds(), time.monotonic() - since
    connection.close()
    return Counter({kind: (after[kind] - before[kind] - meter.idle[kind] * passed) / number * 1000 for kind in after})


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two requests")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meent-bench-") as name, started(Path(name) / "data") as sandbox:
        balie, subscriber = Client(sandbox.address, "noord", "balie"), Subscriber()
        subscribe(balie, subscriber, "zaken")
        asked = measured(sandbox, balie)
        wait_until(lambda: len(subscriber.messages) >= ZAKEN)
        meter = Meter(sandbox)
        meter.look_at_idle()
        print(
            f"whole: all processes of the sandbox, {given.runs} runs of {given.requests} requests; CPU ms per"
            f" request, without the {meter.idle.total() * 100:.1f} % of a core that it takes when idle"
        )
        beyond = 0
        for each in [each for each in asked if given.only in each.name]:
            runs = [milliseconds(meter, each, subscriber, given.requests, given.pause) for _ in range(given.runs)]
            ratio = _print(each.name, runs)
            if each.name == "POST zaak" and ratio > MOST:
                print(f"whole: what follows a POST zaak is more than {MOST} times the request  OVER")
                beyond = 1
        subscriber.end()
    return beyond


def _print(name: str, runs: list[Counter[str]]) -> float:
    """Print the run whose total is the median, its ratio of what follows to the request itself, and that of all.

    That ratio is what it returns.
    """
    runs = sorted(runs, key=Counter.total)
    cost = runs[len(runs) // 2]
    ratios = sorted(_ratio(run) for run in runs)
    itself = _itself(cost)
    print(
        f"whole: {name:12} {cost.total():6.2f} ms ({runs[0].total():.2f} to {runs[-1].total():.2f})"
        f"  component {cost['zaken']:.2f} ms  itself {itself:.2f} ms  followed by {cost.total() - itself:.2f} ms"
        f"  ratio {_ratio(cost):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    split = (f"{kind} {cost[kind]:.2f}" for kind in (*ITSELF, *FOLLOWS))
    print(f"whole: {name:12} by process: {', '.join(split)}", flush=True)
    return _ratio(cost)


def _itself(cost: Counter[str]) -> float:
    return sum(cost[kind] for kind in ITSELF)


def _ratio(cost: Counter[str]) -> float:
    return (cost.total() - _itself(cost)) / _itself(cost)


if __name__ == "__main__":
    raise SystemExit(main())
