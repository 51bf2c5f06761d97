# SPDX-License-Identifier: EUPL-1.2
"""The part of `make bench` that asks when a subscriber of the whole sandbox hears what was written.

At a steady pace, and after a minute in which eight connections make zaken as fast as they can.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import psycopg
import requests

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from gateway.ports import free_ports  # noqa: E402
from notifications import AUTH, Report, percentile  # noqa: E402
from run import asking  # noqa: E402
from running import catalogue  # noqa: E402
from running.clients import CRS, Client  # noqa: E402
from running.sandbox import Sandbox, started  # noqa: E402
from running.waiting import wait_until  # noqa: E402

CONNECTIONS = 8
_UNPUBLISHED = """
SELECT COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(time)), 0) FROM m_noord.journal_line
WHERE notify AND published IS NULL
"""


class Told:
    """The sink, as a subscriber to zaken; when it was told of which URL."""

    def __init__(self, balie: Client) -> None:
        self.port, self.at = free_ports(1)[0], dict[str, int]()
        self.process = subprocess.Popen([sys.executable, str(Path(__file__).with_name("sink.py")), str(self.port)])
        wait_until(lambda: balie.get("notificaties", "/kanaal?naam=zaken").json() and self._answers())
        wanted = [{"naam": "zaken", "filters": {}}]
        body = {"callbackUrl": f"http://127.0.0.1:{self.port}/told", "auth": AUTH, "kanalen": wanted}
        balie.post("notificaties", "/abonnement", body)

    def _answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/arrivals", timeout=5).ok
        except requests.RequestException:
            return False

    def look(self) -> int:
        """How many URLs it was told of."""
        told = requests.get(f"http://127.0.0.1:{self.port}/arrivals", timeout=60).json()
        self.at |= {url: at for _, url, at in told}
        return len(self.at)


def statussen(sandbox: Sandbox, balie: Client, told: Told, seconds: float, per_second: float = 20) -> list[float]:
    """Milliseconds from each POST of a status to its arrival; sorted."""
    of = catalogue.publish(balie)
    zaken = [balie.post("zaken", "/zaken", of.zaak())["url"] for _ in range(20)]
    sent, sending = {}, CRS | {"Authorization": f"Bearer {balie.token}", "Content-Type": "application/json"}
    connection, path = HTTPConnection("localhost", sandbox.port), urlsplit(balie.root("zaken")).path + "/statussen"
    began = time.monotonic()
    for turn in range(int(seconds * per_second)):
        time.sleep(max(0.0, began + turn / per_second - time.monotonic()))
        moment = f"2026-01-06T00:00:00.{turn:06d}Z"
        body = {"zaak": zaken[turn % 20], "statustype": of.statustypen[0], "datumStatusGezet": moment}
        at = time.monotonic_ns()
        connection.request("POST", path, orjson.dumps(body), sending)
        answer = connection.getresponse()
        sent[orjson.loads(answer.read())["url"]] = at
    wait_until(lambda: told.look() and sent.keys() <= told.at.keys())
    return sorted((told.at[url] - at) / 1e6 for url, at in sent.items())


def lag(sandbox: Sandbox, balie: Client, told: Told, seconds: float) -> tuple[int, float, float]:
    """How many zaken eight connections make in that time; how old the first that is not published is then, in seconds,
    and how much later the last is told.
    """
    environment = sandbox.processes()["zaken-api"][0].environ()
    of, base = catalogue.publish(balie), urlsplit(balie.root("zaken")).path
    sending = CRS | {"Authorization": f"Bearer {balie.token}", "Content-Type": "application/json"}
    body, until, made = orjson.dumps(of.zaak()), time.monotonic() + seconds, []
    before = told.look()

    def work() -> None:
        connection = HTTPConnection("localhost", sandbox.port)
        ask = asking("POST", lambda _: f"{base}/zaken", 201, sending, lambda _: body)
        while time.monotonic() < until:
            ask(connection, 0)
            made.append(1)

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    ended = time.monotonic_ns()
    with psycopg.connect(environment["DATABASE_URL"]) as database:
        [unpublished] = database.execute(_UNPUBLISHED).fetchone()
    wait_until(lambda: told.look() - before >= len(made), 300)
    return len(made), float(unpublished), max(0.0, (max(told.at.values()) - ended) / 1e9)


def main() -> int:
    """Measure, print, and fail when a figure is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    given, report = parser.parse_args(), Report()
    with tempfile.TemporaryDirectory(prefix="meent-bench-") as name, started(Path(name) / "data") as sandbox:
        balie = Client(sandbox.address, "noord", "balie")
        told = Told(balie)
        try:
            times = statussen(sandbox, balie, told, given.seconds / 3)
            half, late = (percentile(times, share) for share in (0.5, 0.99))
            report.say(
                f"from POST of a status to arrival, 20/s: p50 {half:.0f} ms (goal 150), p99 {late:.0f} ms",
                good=half <= 150,
            )
            made, unpublished, after = lag(sandbox, balie, told, given.seconds)
            report.say(
                f"{made / given.seconds:.0f} zaken a second for {given.seconds:.0f} s, {CONNECTIONS} connections:"
                f" published with a lag of {unpublished:.1f} s (goal 2); the last is told {after:.1f} s later",
                good=unpublished <= 2,
            )
        finally:
            told.process.terminate()
            told.process.wait(10)
    return 1 if report.beyond else 0


if __name__ == "__main__":
    raise SystemExit(main())
