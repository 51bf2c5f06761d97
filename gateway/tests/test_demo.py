# SPDX-License-Identifier: EUPL-1.2
"""The demo municipality and the portal in a sandbox that runs: that of this checkout, with all its components."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from hashlib import sha256

import pytest
import requests

from gateway.demo.planning import plan
from gateway.ports import free_ports
from gateway.sandbox import CHECKOUT, Sandbox
from gateway.tokens import token

CRS = {"Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"}
pytestmark = pytest.mark.skipif(not Sandbox().has_demo, reason="this checkout has not the components it needs")


class Running:
    """A sandbox that runs, and what its clients get there."""

    def __init__(self, data, port):
        self.box = Sandbox(data=data, port=port)
        options = ["--data", str(data), "--port", str(port)]
        self.command = [sys.executable, "-m", "gateway"]
        self.process = subprocess.Popen(
            [*self.command, "up", *options], cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.options, self.said = options, ""
        for line in self.process.stdout:
            self.said += line
            if "A first call" in line:
                break

    def api(self, client="demo"):
        """A session of a client."""
        session = requests.Session()
        session.headers.update({"Authorization": f"Bearer {token(self.box, client)}", **CRS})
        return session

    def get(self, path, client="demo"):
        """The JSON at a path."""
        with self.api(client) as session:
            answer = session.get(f"{self.box.address}{path}", timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def wait_for_rights(self, client):
        """Wait until a client may read zaken: rights that name a type are given soon after the type is there."""
        until = time.monotonic() + 90
        with self.api(client) as session:
            while session.get(f"{self.box.address}/zaken/api/v1/zaken", timeout=30).status_code == 403:
                assert time.monotonic() < until, f"{client} never got its rights"
                time.sleep(0.5)

    def load(self):
        """Load the demo municipality again, and return what was said."""
        done = subprocess.run(
            [sys.executable, "-m", "gateway.demo", self.box.address],
            env=os.environ | {"STACK": str(self.box.stack)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stop(self):
        """End it and remove its data."""
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)
        subprocess.run([*self.command, "reset", *self.options], check=True, timeout=60, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    sandbox = Running(tmp_path_factory.mktemp("demo") / "data", free_ports(1)[0])
    try:
        assert "A first call" in sandbox.said, sandbox.said
        [catalogus] = sandbox.get("/catalogi/api/v1/catalogussen?domein=VOORB")["results"]
        sandbox.planned = plan(date.fromisoformat(catalogus["begindatumVersie"]))
        yield sandbox
    finally:
        sandbox.stop()


def counts(running):
    """How many there are of each resource."""
    collections = {
        "catalogi": ("catalogussen", "zaaktypen", "informatieobjecttypen", "statustypen", "roltypen", "resultaattypen"),
        "zaken": ("zaken", "rollen", "statussen", "resultaten"),
        "documenten": ("enkelvoudiginformatieobjecten",),
    }
    return {
        name: running.get(f"/{component}/api/v1/{name}")["count"]
        for component, names in collections.items()
        for name in names
    }


def test_all_that_was_planned_is_there(running):
    assert counts(running) == {
        "catalogussen": 1,
        "zaaktypen": 4,
        "informatieobjecttypen": 6,
        "statustypen": 14,
        "roltypen": 9,
        "resultaattypen": 9,
        "zaken": len(running.planned),
        "rollen": sum(len(zaak.roles) for zaak in running.planned),
        "statussen": sum(len(zaak.statuses) for zaak in running.planned),
        "resultaten": sum(bool(zaak.resultaat) for zaak in running.planned),
        "enkelvoudiginformatieobjecten": sum(len(zaak.documents) for zaak in running.planned),
    }


def test_a_zaak_that_was_closed_has_its_archive_terms(running):
    zaken = {zaak["identificatie"]: zaak for zaak in running.get("/zaken/api/v1/zaken")["results"]}
    for planned in running.planned:
        zaak = zaken[planned.identificatie]
        assert bool(zaak["einddatum"]) == bool(zaak["archiefnominatie"]) == bool(planned.resultaat)
        assert bool(zaak["archiefactiedatum"]) == (zaak["archiefnominatie"] == "vernietigen")
        assert len(zaak["zaakinformatieobjecten"]) == len(planned.documents)


def test_the_documents_can_be_downloaded_as_they_were_made(running):
    documents = running.get("/documenten/api/v1/enkelvoudiginformatieobjecten")["results"]
    with running.api() as session:
        found = sorted(sha256(session.get(each["inhoud"], timeout=30).content).hexdigest() for each in documents)
    assert found == sorted(sha256(each.content).hexdigest() for zaak in running.planned for each in zaak.documents)


def test_the_limited_client_sees_the_zaken_of_its_type_up_to_its_level(running):
    running.wait_for_rights("demo-beperkt")
    seen = {zaak["identificatie"] for zaak in running.get("/zaken/api/v1/zaken", "demo-beperkt")["results"]}
    meldingen = [zaak for zaak in running.planned if zaak.zaaktype == "MELDING-OPENBARE-RUIMTE"]
    hidden = {zaak.identificatie for zaak in meldingen if "vertrouwelijkheidaanduiding" in zaak.more}
    assert len(hidden) == 1
    assert seen == {zaak.identificatie for zaak in meldingen} - hidden


def test_a_second_load_makes_nothing(running):
    before = counts(running)
    assert running.load() == ""
    assert counts(running) == before


def test_a_load_that_was_broken_off_is_taken_up_again(running):
    before = counts(running)
    [catalogus] = running.get("/catalogi/api/v1/catalogussen?domein=VOORB")["results"]
    with running.api() as session:
        assert session.patch(catalogus["url"], json={"versie": None}, timeout=30).status_code == 200
    assert "40 zaken with" in running.load()
    assert counts(running) == before
    assert running.load() == ""


def test_every_link_of_the_portal_within_the_stack_leads_somewhere(running):
    home = running.box.address
    seen, todo = set(), ["/"]
    while todo:
        path = todo.pop()
        seen.add(path)
        answer = requests.get(home + path, timeout=30)
        assert answer.status_code == 200, path
        if answer.headers["Content-Type"].startswith("text/html"):
            todo += set(re.findall(r'(?:href|src|data-contract)="(/[^"#]*)"', answer.text)) - seen
    assert len(seen) > 4 * len(running.box.components)


def test_the_resident_whom_the_portal_names_is_found(running):
    page = requests.get(running.box.address, timeout=30).text
    [(name, count)] = re.findall(r"<p>([^<]+) heeft er (\d+)\.", page)
    [bsn] = re.findall(r"(\d{9})\"}", page)
    wanted = {"rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn": bsn}
    with running.api() as session:
        found = session.post(f"{running.box.address}/zaken/api/v1/zaken/_zoek", json=wanted, timeout=30).json()
    assert found["count"] == int(count) > 1
    [planned] = {
        who.name for zaak in running.planned for _, who in zaak.roles if who.identificatie.get("inpBsn") == bsn
    }
    assert planned == name
