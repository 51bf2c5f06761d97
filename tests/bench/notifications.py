# SPDX-License-Identifier: EUPL-1.2
"""The part of `make bench` about notifications: accepting them, delivering them, and how long they are under way.

One notificaties with a worker, a floor on the same database, and a sink of its own with ten subscribers, all on this
machine; fsync is on.
"""

import argparse
import http.client
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import orjson
import psutil
import psycopg
import requests

sys.path.insert(0, str(Path(__file__).parent))

import data
import run
from gateway import postgres
from gateway.ports import free_ports
from servicekit.testing import broker

ROOT = Path(__file__).parents[2]
SUBSCRIBERS = 10
BASE = "/notificaties/api/v1"
AUTH = "Bearer of-the-subscriber"
WORKERS = 3  #: that a RabbitMQ wakes, each wake-up one of them
MOST_MEMORY = 300  #: MiB of a worker that has 100,000 deliveries waiting
_OLD = """
WITH made AS (
    INSERT INTO notificaties_notificatie (event, message, accepted)
    SELECT gen_random_uuid(), %s, now() - interval '20 days' + number * interval '0.3 seconds'
    FROM generate_series(1, %s) AS number RETURNING id, accepted
)
INSERT INTO notificaties_delivery (notificatie_id, abonnement_id, delivered, dead)
SELECT made.id, (SELECT min(id) FROM notificaties_abonnement), made.accepted, false FROM made ORDER BY made.id
"""


class Stack:
    """The processes, and what is asked of them."""

    def __init__(self, environment: dict[str, str], ports: list[int], database: psycopg.Connection) -> None:
        self.environment, self.database = environment, database
        self._port, _, self.sink = ports
        self.workers: list[subprocess.Popen[bytes]] = []
        self.numbers = iter(range(10**9))
        self.floor = run.Process(
            "floor:application", ports[1], environment | {"FLOOR_BODY": self.message()[1].decode()}
        )
        self.start()
        self.floor.wait()

    def start(self) -> None:
        """Start the api."""
        self.component = run.Process("notificaties.wsgi:application", self._port, self.environment, threads=8)
        self.component.wait()

    def end(self) -> None:
        """Stop everything."""
        self.rest()
        self.component.stop()
        self.floor.stop()

    def message(self) -> tuple[str, bytes]:
        """The URL of a status, each time another, and the notification of it."""
        url = f"http://127.0.0.1/zaken/api/v1/statussen/{next(self.numbers)}"
        return url, orjson.dumps(
            {
                "kanaal": "zaken",
                "hoofdObject": "http://127.0.0.1/zaken/api/v1/zaken/2c6e9d1a-7f40-4b83-a5e6-d9c1b8f30a77",
                "resource": "status",
                "resourceUrl": url,
                "actie": "create",
                "aanmaakdatum": "2026-11-22T09:30:01Z",
                "kenmerken": {
                    "bronorganisatie": "851234562",
                    "zaaktype": "http://127.0.0.1/catalogi/api/v1/zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11",
                    "vertrouwelijkheidaanduiding": "openbaar",
                },
            }
        )

    def accept(self, body: bytes = b"") -> Callable[[http.client.HTTPConnection, int], None]:
        """Publish a notification, or each time another."""
        headers = run.headers("alles")
        return run.asking("POST", lambda _: f"{BASE}/notificaties", 201, headers, lambda _: body or self.message()[1])

    def publish(self, number: int, connections: int = 8) -> float:
        """Publish so many over so many connections; how many a second were accepted."""

        def work() -> None:
            connection, ask = http.client.HTTPConnection("127.0.0.1", self.component.port), self.accept()
            for i in range(number // connections):
                ask(connection, i)
            connection.close()

        threads, began = [threading.Thread(target=work) for _ in range(connections)], time.monotonic()
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        return number / (time.monotonic() - began)

    def subscribe(self, path: str) -> str:
        """Take an abonnement for a path of the sink; its URL."""
        body = {
            "callbackUrl": f"http://127.0.0.1:{self.sink}{path}",
            "auth": AUTH,
            "kanalen": [{"naam": "zaken", "filters": {}}],
        }
        return self.call("POST", f"{BASE}/abonnement", body)["url"]

    def call(self, method: str, path: str, body: object = None) -> dict:
        """Any other call."""
        url = path if path.startswith("http") else f"http://127.0.0.1:{self.component.port}{path}"
        answer = requests.request(method, url, headers=run.headers("alles"), data=orjson.dumps(body), timeout=30)
        if not answer.ok:
            raise SystemExit(f"{method} {path} answered {answer.status_code}: {answer.text}")
        return answer.json() if answer.content else {}

    def work(self, workers: int = 1) -> None:
        """Start workers."""
        command = [sys.executable, str(ROOT / "services/notificaties/manage.py"), "worker"]
        self.workers = [
            subprocess.Popen(
                command, env=os.environ | self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            for _ in range(workers)
        ]

    def signal(self, number: int) -> None:
        """Send the workers a signal."""
        for each in self.workers:
            each.send_signal(number)

    def rest(self) -> None:
        """Stop the workers."""
        self.signal(signal.SIGTERM)
        for each in self.workers:
            each.wait(30)
        self.workers = []

    def memory(self) -> float:
        """PSS of the workers and what they started, in MiB."""
        own = [psutil.Process(each.pid) for each in self.workers]
        started = [child for each in own for child in each.children(recursive=True)]
        return sum(each.memory_full_info().pss for each in [*own, *started]) / 2**20

    def arrivals(self) -> list[tuple[str, str, int]]:
        """What the sink was told since it was asked last: path, resourceUrl and nanoseconds of the monotonic clock."""
        return requests.get(f"http://127.0.0.1:{self.sink}/arrivals", timeout=60).json()

    def waiting(self) -> int:
        """Deliveries that are not made."""
        counted = (
            "SELECT count(*) FROM notificaties_delivery JOIN notificaties_lane USING (abonnement_id)"
            " WHERE delivered IS NULL AND NOT dead"
        )
        return self.database.execute(counted).fetchone()[0]

    def drain(self, most: float = 300) -> None:
        """Wait until nothing is to be delivered."""
        until = time.monotonic() + most
        while self.waiting():
            if time.monotonic() > until:
                raise SystemExit("it is not delivered")
            time.sleep(0.2)


@contextmanager
def running() -> Iterator[Stack]:
    """All of it, with ten subscribers and no worker yet."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="meent-bench-")))
        server = stack.enter_context(postgres.running(folder / "data", durable=True))
        server.create_database("meent_notificaties")
        ports = free_ports(3)
        text = run.STACK.format(port=ports[0]) + f"    callbacks: [http://127.0.0.1:{ports[2]}]\n"
        (folder / "stack.yaml").write_text(text)
        environment = {
            "DATABASE_URL": server.url_for("meent_notificaties"),
            "STACK": str(folder / "stack.yaml"),
            "BENCH_SECRET": run.SECRET,
            "RIGHTS_MAX_AGE": "100000000",
            "DJANGO_SETTINGS_MODULE": "notificaties.settings",
            "FLOOR_SCHEMA": "m_bench",
            "SECRETS": str(folder),
        }
        (folder / "encryption").write_text("bm9ib2R5cy1rZXksYW5kLW9mLW5vLXVzZS1hdC1hbGw=")
        subprocess.run([sys.executable, "-m", "django", "configure"], env=os.environ | environment, check=True)
        database = stack.enter_context(psycopg.connect(server.url_for("meent_notificaties"), autocommit=True))
        database.execute("SET search_path = m_bench")
        data.give_rights(database, f"http://127.0.0.1:{ports[0]}/catalogi/api/v1")
        database.execute("CREATE TABLE floor (id bigserial PRIMARY KEY, body text)")
        sink = subprocess.Popen([sys.executable, str(Path(__file__).with_name("sink.py")), str(ports[2])])
        stack.callback(sink.terminate)
        own = Stack(environment, ports, database)
        stack.callback(own.end)
        filters = ["bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding"]
        own.call("POST", f"{BASE}/kanaal", {"naam": "zaken", "filters": filters})
        for number in range(SUBSCRIBERS):
            own.subscribe(f"/{number}")
        yield own


def accepting(stack: Stack, number: int) -> tuple[float, float]:
    """CPU milliseconds of the component for a notification with ten subscribers, and of the floor for a row."""
    write = run.asking("POST", lambda _: "/write", 201, {}, lambda _: b"")
    return run.milliseconds(stack.component, stack.accept(), number), run.milliseconds(stack.floor, write, number)


def delivering(stack: Stack, number: int) -> tuple[float, float]:
    """Deliveries a second of so many waiting notifications, and those that a bare session makes of the same body."""
    stack.signal(signal.SIGSTOP)
    stack.publish(number)
    stack.arrivals()
    stack.signal(signal.SIGCONT)
    stack.drain()
    times = sorted(at for _, _, at in stack.arrivals())
    rate = (len(times) - 1) / (times[-1] - times[0]) * 1e9
    body, session = stack.message()[1], requests.Session()
    given = {"Content-Type": "application/json", "Authorization": AUTH}
    url, began = f"http://127.0.0.1:{stack.sink}/bare", time.monotonic()
    for _ in range(number):
        session.post(url, data=body, headers=given, timeout=5).raise_for_status()
    return rate, number / (time.monotonic() - began)


def under_way(stack: Stack, seconds: float, *, per_second: float = 20) -> list[float]:
    """Milliseconds from each POST to its arrival at each subscriber, at a steady pace; sorted."""
    connection, sent, began = http.client.HTTPConnection("127.0.0.1", stack.component.port), {}, time.monotonic()
    stack.arrivals()
    for turn in range(int(seconds * per_second)):
        time.sleep(max(0.0, began + turn / per_second - time.monotonic()))
        url, body = stack.message()
        sent[url] = time.monotonic_ns()
        stack.accept(body)(connection, 0)
    deadline, arrived = time.monotonic() + 30, []
    while len(arrived) < len(sent) * SUBSCRIBERS and time.monotonic() < deadline:
        time.sleep(0.2)
        arrived += stack.arrivals()
    if len(arrived) < len(sent) * SUBSCRIBERS:
        raise SystemExit(f"only {len(arrived)} of {len(sent) * SUBSCRIBERS} arrived")
    return sorted((at - sent[url]) / 1e6 for _, url, at in arrived)


def percentile(values: list[float], share: float) -> float:
    """The value below which so large a share is."""
    return values[min(len(values) - 1, int(len(values) * share))]


class Report:
    """Prints each figure with its limit, and knows whether one was beyond it."""

    def __init__(self) -> None:
        self.beyond = False

    def say(self, text: str, *, good: bool = True) -> None:
        """Print a figure, and whether it is good."""
        self.beyond |= not good
        print(f"notifications: {text}{'' if good else '  OVER'}", flush=True)

    def ratios(
        self, name: str, pairs: list[tuple[float, float]], form: str, *, most: float = 0, least: float = 0
    ) -> None:
        """Print the median of both figures and of their ratio, with its spread."""
        ours, theirs = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
        found = sorted(a / b for a, b in pairs)
        ratio, limit = statistics.median(found), f"limit {most}" if most else f"at least {least}"
        self.say(
            f"{name}: {form.format(ours)}, {form.format(theirs)}, ratio {ratio:.2f}"
            f" ({found[0]:.2f} to {found[-1]:.2f}), {limit}",
            good=ratio <= most if most else ratio >= least,
        )


def main() -> int:
    """Measure, print, and fail when a figure is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--requests", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--old", type=int, default=5_000_000, help="rows of a year that are there already")
    parser.add_argument("--waiting", type=int, default=100_000, help="deliveries that workers find waiting")
    given, report = parser.parse_args(), Report()
    with running() as stack:
        accepted, delivered = _measure(stack, report, given, "")
        _measure_on_rabbitmq(stack, report, given, delivered)
        if given.old:
            _measure_beside_old(stack, report, given, accepted, delivered)
    return 1 if report.beyond else 0


def _measure(stack: Stack, report: Report, given: argparse.Namespace, on: str, workers: int = 1) -> tuple[list, list]:
    """Measure all of it with workers that are started for it; the pairs of accepting and of delivering."""
    accepted = [accepting(stack, given.requests) for _ in range(given.runs)]
    report.ratios(f"{on}accept for 10 subscribers, CPU and floor", accepted, "{:.2f} ms", most=8)
    rate = stack.publish(8 * given.requests)
    report.say(f"{on}accepted over 8 connections: {rate:.0f}/s (goal 400)", good=rate >= 400)
    stack.publish(max(0, given.waiting - stack.waiting()) // SUBSCRIBERS)
    waiting = stack.waiting()
    stack.work(workers)
    peak, began = 0.0, time.monotonic()
    while stack.waiting():
        peak = max(peak, stack.memory() / workers)
        time.sleep(0.5)
    passed = time.monotonic() - began
    report.say(
        f"{on}a worker with {waiting} deliveries waiting: {peak:.0f} MiB (limit {MOST_MEMORY}),"
        f" delivered in {passed:.0f} s, its start included",
        good=peak < MOST_MEMORY,
    )
    delivered = [delivering(stack, given.requests) for _ in range(given.runs)]
    report.ratios(f"{on}deliveries a second, ours and of a bare session", delivered, "{:.0f}/s", least=0.4)
    rate = statistics.median(pair[0] for pair in delivered)
    report.say(f"{on}delivered: {rate:.0f}/s (goal 1000)", good=rate >= 1000)
    began = time.monotonic()
    stack.publish(4 * given.requests)
    stack.drain()
    both = 4 * given.requests / (time.monotonic() - began)
    report.say(
        f"{on}accepted over 8 connections and delivered meanwhile: {both:.0f}/s, {both * SUBSCRIBERS:.0f} deliveries/s"
    )
    stack.arrivals()
    alone = [under_way(stack, given.seconds) for _ in range(3)]
    _say_times(report, f"{on}from POST to arrival, 20/s", alone, median=50, most=400)
    others = [stack.subscribe("/hang"), stack.subscribe("/refuse")]
    beside = [under_way(stack, given.seconds) for _ in range(3)]
    for each in others:
        stack.call("DELETE", each)
    _say_times(report, f"{on}the same, with one that hangs and one that refuses", beside, median=50, most=400)
    without, with_them = (statistics.median(percentile(each, 0.99) for each in runs) for runs in (alone, beside))
    ratio = with_them / without
    report.say(f"{on}their p99 to that without: {ratio:.2f}, limit 1.5", good=ratio <= 1.5)
    return accepted, delivered


def _measure_on_rabbitmq(stack: Stack, report: Report, given: argparse.Namespace, local: list) -> None:
    """Measure again with several workers that a RabbitMQ of its own wakes."""
    if broker.find() is None:
        print("notifications: rabbitmq-server is not installed, so nothing is said of workers that it wakes")
        return
    with tempfile.TemporaryDirectory(prefix="meent-bench-") as name:
        rabbitmq = broker.Broker(Path(name) / "broker")
        try:
            rabbitmq.start()
            stack.environment["AMQP_URL"] = rabbitmq.url
            _restart(stack)
            on = f"{WORKERS} workers on RabbitMQ, "
            _, delivered = _measure(stack, report, given, on, WORKERS)
            there, here = (statistics.median(a / b for a, b in each) for each in (delivered, local))
            report.say(f"{on}delivered: {there / here:.2f} x that without, at least 0.8", good=there / here >= 0.8)
        finally:
            del stack.environment["AMQP_URL"]
            _restart(stack)
            stack.work()
            rabbitmq.remove()


def _restart(stack: Stack) -> None:
    """Start anew with the environment of now, without workers."""
    stack.rest()
    stack.component.stop()
    stack.start()


def _measure_beside_old(
    stack: Stack, report: Report, given: argparse.Namespace, accepted: list, delivered: list
) -> None:
    """Measure again with the rows of a year there."""
    stack.drain()
    stack.rest()
    while (left := given.old) > 0:
        stack.database.execute(_OLD, [stack.message()[1].decode(), min(left, 500_000)])
        given.old -= 500_000
    # As it is when they came in a year, and not in a minute: else PostgreSQL has all of that to do meanwhile.
    stack.database.execute("VACUUM (ANALYZE) notificaties_notificatie, notificaties_delivery")
    stack.database.execute("CHECKPOINT")
    pairs = [accepting(stack, given.requests) for _ in range(given.runs)]
    old, new = (statistics.median(a / b for a, b in each) for each in (pairs, accepted))
    report.say(
        f"accept with old rows: {old:.2f} x the floor, {old / new:.2f} x that without, limit 1.2", good=old / new <= 1.2
    )
    stack.work()
    stack.drain()
    again = [delivering(stack, given.requests) for _ in range(given.runs)]
    old, new = (statistics.median(a / b for a, b in each) for each in (again, delivered))
    report.say(f"deliver with old rows: {new / old:.2f} x as slow as without, limit 1.2", good=new / old <= 1.2)


def _say_times(report: Report, name: str, runs: list[list[float]], *, median: float, most: float) -> None:
    half, late = (statistics.median(percentile(each, share) for each in runs) for share in (0.5, 0.99))
    report.say(
        f"{name}: p50 {half:.0f} ms (goal {median:.0f}), p99 {late:.0f} ms (goal {most:.0f})",
        good=half <= median and late <= most,
    )


if __name__ == "__main__":
    raise SystemExit(main())
