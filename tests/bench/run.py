# SPDX-License-Identifier: EUPL-1.2
"""`make bench`: CPU milliseconds of the component's process per request, and its ratio to a floor measured in turn.

Machines are noisy, so each figure is the median of interleaved runs, and the ratio is what counts.
"""

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import orjson
import psutil
import psycopg

from gateway import postgres
from gateway.ports import free_ports
from servicekit.rights.tokens import issue
from servicekit.stack.components import COMPONENTS

HERE = Path(__file__).parent
STACK = """
municipalities:
  - name: bench
    label: Bench
    rsin: "851234562"
    addresses: [http://127.0.0.1:{port}]
    clients:
      - {{id: alles, label: Alles, secret: {{env: BENCH_SECRET}}, rights: all}}
      - {{id: beperkt, label: Beperkt, secret: {{env: BENCH_SECRET}}}}
"""
SECRET = "a-secret-of-the-bench-of-32-bytes-or-more"


class Process:
    """A granian server, and the CPU its processes used."""

    def __init__(self, target: str, port: int, environment: dict[str, str], *, threads: int = 4) -> None:
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "1", "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning", target),
        ]
        self.port = port
        self.process = subprocess.Popen(command, env=os.environ | environment, cwd=HERE, stdout=subprocess.DEVNULL)

    def wait(self) -> None:
        """Until it accepts connections."""
        for _ in range(300):
            try:
                http.client.HTTPConnection("127.0.0.1", self.port, timeout=1).connect()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise SystemExit(f"nothing answers on port {self.port}")

    def cpu(self) -> float:
        """Seconds of CPU of the server and its workers."""
        own = psutil.Process(self.process.pid)
        times = [each.cpu_times() for each in [own, *own.children(recursive=True)]]
        return sum(each.user + each.system for each in times)

    def stop(self) -> None:
        """End it and its workers."""
        self.process.terminate()
        self.process.wait(10)


class Measured(NamedTuple):
    """What to ask of whom, and what the ratio to the floor may be."""

    name: str
    ask: Callable[[http.client.HTTPConnection, int], None]
    floor: Callable[[http.client.HTTPConnection, int], None]
    limit: float
    divide: int = 1  #: of the number of requests, for those that take long


def milliseconds(process: Process, ask: Callable[[http.client.HTTPConnection, int], None], number: int) -> float:
    """CPU milliseconds per request over `number` requests on one kept-open connection."""
    connection = http.client.HTTPConnection("127.0.0.1", process.port, timeout=60)
    for i in range(20):
        ask(connection, i)
    before = process.cpu()
    for i in range(number):
        ask(connection, i)
    used = process.cpu() - before
    connection.close()
    return used / number * 1000


def compare(measured: list[Measured], component: Process, floor: Process, requests: int, runs: int) -> bool:
    """Measure each in interleaved runs and print its ratio to the floor; whether one is over its limit."""
    over = False
    for each in measured:
        number = requests // each.divide
        pairs = [
            (milliseconds(component, each.ask, number), milliseconds(floor, each.floor, number)) for _ in range(runs)
        ]
        ours, theirs = ([pair[i] for pair in pairs] for i in (0, 1))
        ratios = [a / b for a, b in pairs]
        ratio = statistics.median(ratios)
        over |= ratio > each.limit
        print(
            f"{each.name:28} {statistics.median(ours):6.2f} ms  floor {statistics.median(theirs):5.2f} ms"
            f"  ratio {ratio:4.2f} ({min(ratios):4.2f} to {max(ratios):4.2f})  limit {each.limit}"
            f"{'  OVER' if ratio > each.limit else ''}",
            flush=True,
        )
    return over


def asking(
    method: str, path: Callable[[int], str], status: int, headers: dict, body: Callable[[int], bytes] | None = None
):
    """A request as a function; it fails loudly on any other status."""

    def ask(connection: http.client.HTTPConnection, i: int) -> None:
        connection.request(method, path(i), body(i) if body else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != status:
            raise SystemExit(f"{method} {path(i)} answered {answer.status}: {content[:300]!r}")

    return ask


@contextmanager
def running(zaken: int) -> Iterator[tuple[Process, Process, psycopg.Connection, str]]:
    """The zaken component and the floor on one database with so many zaken; fsync is on."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="meent-bench-")))
        server = stack.enter_context(postgres.running(folder / "data", durable=True))
        server.create_database("meent_zaken")
        ports = free_ports(2)
        (folder / "stack.yaml").write_text(STACK.format(port=ports[0]))
        environment = {
            "DATABASE_URL": server.url_for("meent_zaken"),
            "STACK": str(folder / "stack.yaml"),
            "BENCH_SECRET": SECRET,
            "RIGHTS_MAX_AGE": "100000000",
            "DJANGO_SETTINGS_MODULE": "zaken.settings",
            "FLOOR_SCHEMA": "m_bench",
            "LOG_LEVEL": "INFO",
        }
        subprocess.run([sys.executable, "-m", "django", "configure"], env=os.environ | environment, check=True)
        sys.path.insert(0, str(HERE))
        import data

        database = stack.enter_context(psycopg.connect(server.url_for("meent_zaken"), autocommit=True))
        database.execute("SET search_path = m_bench")
        root = f"http://127.0.0.1:{ports[0]}/catalogi/api/v1"
        data.mirror_types(database, root)
        data.give_rights(database, root)
        database.execute("CREATE TABLE floor (id bigserial PRIMARY KEY, body text)")
        component = Process("zaken.wsgi:application", ports[0], environment)
        stack.callback(component.stop)
        component.wait()
        connection = http.client.HTTPConnection("127.0.0.1", ports[0])
        connection.request("POST", "/zaken/api/v1/zaken", new_zaak(ports[0], 0), headers("alles"))
        made = connection.getresponse()
        body = made.read()
        if made.status != 201:
            raise SystemExit(f"the first zaak was refused: {body!r}")
        roots = {code: f"http://127.0.0.1:{ports[0]}/{name}/api/v1" for code, name in COMPONENTS.items()}
        data.multiply(database, zaken, roots)
        floor = Process("floor:application", ports[1], environment | {"FLOOR_BODY": body.decode()})
        stack.callback(floor.stop)
        floor.wait()
        yield component, floor, database, root


def headers(client: str, **more: str) -> dict[str, str]:
    """A client's headers, as a frontend sends them."""
    token = issue(client_id=client, secret=SECRET)
    return {
        "Authorization": f"Bearer {token}",
        "Accept-Crs": "EPSG:4326",
        "Content-Crs": "EPSG:4326",
        "Content-Type": "application/json",
    } | more


def new_zaak(port: int, number: int) -> bytes:
    """The body of a new zaak, of one of the types in turn."""
    return zaak_of(f"http://127.0.0.1:{port}/catalogi/api/v1/zaaktypen/00000000-0000-4000-8000-{number % 60:012d}")


def zaak_of(zaaktype: str) -> bytes:
    """The body of a new zaak of a type."""
    return orjson.dumps(
        {
            "zaaktype": zaaktype,
            "bronorganisatie": "851234562",
            "verantwoordelijkeOrganisatie": "851234562",
            "startdatum": "2026-11-22",
            "omschrijving": "Straatlantaarn stuk",
        }
    )


def main() -> int:
    """Measure, print, and fail when a ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zaken", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    with running(given.zaken) as (component, floor, database, root):
        rows = database.execute(
            "SELECT uuid::text, etag FROM zaken_zaak WHERE zaaktype LIKE '%0000' ORDER BY random() LIMIT 500"
        ).fetchall()
        uuids = [row[0] for row in rows]
        url = f"http://127.0.0.1:{component.port}/zaken/api/v1"
        base = "/zaken/api/v1"
        connection = http.client.HTTPConnection("127.0.0.1", component.port)
        connection.request("GET", f"{base}/zaken/{uuids[0]}", headers=headers("alles"))
        answer = connection.getresponse()
        etag = answer.headers["ETag"]
        answer.read()
        moment = iter(range(10_000_000))

        def new_status(i: int) -> bytes:
            instant = f"2020-01-01T00:00:00.{next(moment):06d}Z"
            return orjson.dumps(
                {
                    "zaak": f"{url}/zaken/{uuids[i % len(uuids)]}",
                    "statustype": f"{root}/statustypen/00000000-0000-4000-8000-000000000000",
                    "datumStatusGezet": instant,
                }
            )

        one = asking("GET", lambda i: f"/one/{uuids[i % len(uuids)]}", 200, {})
        page = asking("GET", lambda _: "/page", 200, {})
        write = asking("POST", lambda _: "/write", 201, {}, lambda _: b"")
        bsn = [f"{number:09d}".replace("0", "9", 9 - len(str(number))) for number in range(10000, 10100)]
        measured = [
            Measured(
                "GET zaak",
                asking("GET", lambda i: f"{base}/zaken/{uuids[i % len(uuids)]}", 200, headers("alles")),
                one,
                3,
            ),
            Measured(
                "GET zaak, If-None-Match",
                asking("GET", lambda _: f"{base}/zaken/{uuids[0]}", 304, headers("alles", **{"If-None-Match": etag})),
                one,
                3,
            ),
            Measured(
                "list of 100, all rights", asking("GET", lambda _: f"{base}/zaken", 200, headers("alles")), page, 2.5, 4
            ),
            Measured(
                "list of 100, limited client",
                asking("GET", lambda _: f"{base}/zaken", 200, headers("beperkt")),
                page,
                2.5,
                4,
            ),
            Measured(
                "list by BSN",
                asking(
                    "GET",
                    lambda i: f"{base}/zaken?rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn={bsn[i % 100]}",
                    200,
                    headers("alles"),
                ),
                asking("GET", lambda i: f"/page?bsn={bsn[i % 100]}", 200, {}),
                3,
            ),
            Measured(
                "POST zaak",
                asking("POST", lambda _: f"{base}/zaken", 201, headers("alles"), lambda i: new_zaak(component.port, i)),
                write,
                8,
            ),
            Measured(
                "POST status",
                asking("POST", lambda _: f"{base}/statussen", 201, headers("alles"), new_status),
                write,
                9,
            ),
        ]
        measured = [each for each in measured if given.only in each.name]
        print(
            f"{given.zaken} zaken, fsync on, {given.runs} interleaved runs of {given.requests} requests;"
            " CPU ms per request"
        )
        over = compare(measured, component, floor, given.requests, given.runs)
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
