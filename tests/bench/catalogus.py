# SPDX-License-Identifier: EUPL-1.2
"""CPU milliseconds of catalogi per read, on a catalogue of 200 zaaktypen with 20 children each, as in run.py."""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import orjson
import psycopg

sys.path[:0] = [str(Path(__file__).parent)]

import data  # noqa: E402
from gateway import postgres  # noqa: E402
from gateway.ports import free_ports  # noqa: E402
from run import SECRET, STACK, Measured, Process, asking, compare, headers  # noqa: E402
from servicekit.stack.components import MARKS  # noqa: E402

BASE = "/catalogi/api/v1"
ZAAKTYPE = {
    "vertrouwelijkheidaanduiding": "openbaar", "doel": "Herstellen", "aanleiding": "Iets is stuk",
    "indicatieInternOfExtern": "extern", "handelingInitiator": "melden", "onderwerp": "Openbare ruimte",
    "handelingBehandelaar": "behandelen", "doorlooptijd": "P30D", "opschortingEnAanhoudingMogelijk": False,
    "verlengingMogelijk": False, "publicatieIndicatie": False, "productenOfDiensten": ["https://product.test/1"],
    "referentieproces": {"naam": "Melden"}, "verantwoordelijke": "Team openbare ruimte", "besluittypen": ["Besluit"],
    "gerelateerdeZaaktypen": [], "beginGeldigheid": "2025-01-01",
}  # fmt: skip
#: what belongs to each zaaktype: collection -> (how many, the body of one by its number)
CHILDREN = {
    "statustypen": (5, lambda i: {"omschrijving": f"Status {i}", "volgnummer": i + 1}),
    "roltypen": (5, lambda i: {"omschrijving": f"Rol {i}", "omschrijvingGeneriek": "adviseur"}),
    "eigenschappen": (
        5,
        lambda i: {"naam": f"eigenschap{i}", "definitie": "Wat het is", "specificatie": _SPECIFICATIE},
    ),
    "zaakobjecttypen": (
        3,
        lambda i: {"anderObjecttype": True, "objecttype": f"https://object.test/{i}", "relatieOmschrijving": "Betreft"},
    ),
    "zaaktype-informatieobjecttypen": (
        2, lambda i: {"informatieobjecttype": f"Document {i}", "volgnummer": i + 1, "richting": "inkomend"}
    ),
}  # fmt: skip
_SPECIFICATIE = {"formaat": "tekst", "lengte": "100", "kardinaliteit": "1"}


@contextmanager
def running(zaaktypen: int) -> Iterator[tuple[Process, Process, list[str]]]:
    """Catalogi with so many published zaaktypen, the floor on their bytes, and their UUIDs."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="meent-bench-")))
        server = stack.enter_context(postgres.running(folder / "data", durable=True))
        server.create_database("meent_catalogi")
        ports = free_ports(2)
        (folder / "stack.yaml").write_text(STACK.format(port=ports[0]))
        environment = {
            "DATABASE_URL": server.url_for("meent_catalogi"),
            "STACK": str(folder / "stack.yaml"),
            "BENCH_SECRET": SECRET,
            "RIGHTS_MAX_AGE": "100000000",
            "DJANGO_SETTINGS_MODULE": "catalogi.settings",
            "FLOOR_SCHEMA": "m_bench",
            "LOG_LEVEL": "INFO",
        }
        subprocess.run([sys.executable, "-m", "django", "configure"], env=os.environ | environment, check=True)
        database = stack.enter_context(psycopg.connect(server.url_for("meent_catalogi"), autocommit=True))
        database.execute("SET search_path = m_bench")
        data.give_rights(database, f"http://127.0.0.1:{ports[0]}{BASE}")
        component = Process("catalogi.wsgi:application", ports[0], environment)
        stack.callback(component.stop)
        component.wait()
        uuids = _fill(ports[0], zaaktypen)
        root = f"http://127.0.0.1:{ports[0]}{BASE}/"
        database.execute("CREATE TABLE floor (id bigserial PRIMARY KEY, body text)")
        database.execute("CREATE TABLE floor_zaak (id bigserial PRIMARY KEY, uuid uuid UNIQUE, body text)")
        database.execute(
            "INSERT INTO floor_zaak (uuid, body) SELECT uuid, replace(body, %s, %s) FROM catalogi_zaaktype ORDER BY id",
            [MARKS["ztc"], root],
        )
        floor = Process("floor:application", ports[1], environment | {"FLOOR_BODY": "{}"})
        stack.callback(floor.stop)
        floor.wait()
        yield component, floor, uuids


def _fill(port: int, zaaktypen: int) -> list[str]:
    """Make the catalogue over HTTP; the UUIDs of its zaaktypen."""
    connection, given = http.client.HTTPConnection("127.0.0.1", port, timeout=60), headers("alles")

    def post(path: str, body: dict) -> dict:
        connection.request("POST", path if path.startswith("http") else BASE + path, orjson.dumps(body), given)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"POST {path} answered {answer.status}: {content[:500]!r}")
        return orjson.loads(content)

    catalogus = post("/catalogussen", {"domein": "BENCH", "rsin": "851234562", "contactpersoonBeheerNaam": "Beheer"})
    typed = {"catalogus": catalogus["url"], "vertrouwelijkheidaanduiding": "openbaar", "beginGeldigheid": "2025-01-01"}
    for i in range(CHILDREN["zaaktype-informatieobjecttypen"][0]):
        made = post(
            "/informatieobjecttypen", typed | {"omschrijving": f"Document {i}", "informatieobjectcategorie": "x"}
        )
        post(f"{made['url']}/publish", {})
    besluittype = {"omschrijving": "Besluit", "publicatieIndicatie": False, "informatieobjecttypen": []}
    made = post("/besluittypen", typed | besluittype)
    post(f"{made['url']}/publish", {})
    uuids = []
    for number in range(zaaktypen):
        names = {"identificatie": f"TYPE-{number}", "omschrijving": f"Zaaktype {number}"}
        zaaktype = post("/zaaktypen", ZAAKTYPE | names | {"catalogus": catalogus["url"]})
        for collection, (count, body) in CHILDREN.items():
            for i in range(count):
                post(f"/{collection}", body(i) | {"zaaktype": zaaktype["url"]})
        post(f"{zaaktype['url']}/publish", {})
        uuids.append(zaaktype["url"].rpartition("/")[2])
    return uuids


def main() -> int:
    """Measure, print, and fail when a ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zaaktypen", type=int, default=200)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    with running(given.zaaktypen) as (component, floor, uuids):
        one = asking("GET", lambda i: f"/one/{uuids[i % len(uuids)]}", 200, {})
        page = asking("GET", lambda _: "/page", 200, {})

        def read(path: str):
            return asking(
                "GET", lambda i: BASE + path.format(uuids[i % len(uuids)], i % len(uuids)), 200, headers("alles")
            )

        measured = [
            Measured("GET zaaktype", read("/zaaktypen/{0}"), one, 4),
            Measured("list of 100 zaaktypen", read("/zaaktypen"), page, 4, 10),
            Measured(
                "by identificatie and day", read("/zaaktypen?identificatie=TYPE-{1}&datumGeldigheid=2026-01-01"), one, 5
            ),
            Measured("GET zaaktype, expand=*", read("/zaaktypen/{0}?expand=*"), one, 8, 2),
            Measured("list of statustypen of one", read("/statustypen?zaaktypeIdentificatie=TYPE-{1}"), one, 5),
        ]
        print(
            f"catalogi: {given.zaaktypen} zaaktypen with 20 children, {given.runs} interleaved runs of {given.requests}"
            " requests; CPU ms per request"
        )
        chosen = [each for each in measured if given.only in each.name]
        over = compare(chosen, component, floor, given.requests, given.runs)
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
