# SPDX-License-Identifier: EUPL-1.2
"""A component of a vendor in the place of one of ours: a line in the stack file, and the standard's HTTP."""

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from running.catalogue import RSIN
from running.clients import Client
from running.sandbox import STACK, Sandbox

ROOT = "http://ztc.vendor.example/elders/v1"
ZAAKTYPE = f"{ROOT}/zaaktypen/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"
STATUSTYPE = f"{ROOT}/statustypen/0b0f3f4e-7d0a-4d36-8f0a-6a7f3a1c9b52"


class Vendor:
    """A Catalogi API that is not ours: elsewhere, without ETag, and it notifies nobody."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.resources: dict[str, dict[str, Any]] = {}
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                vendor.asked.append((self.path, self.headers["Host"], self.headers.get("Authorization", "")))
                found = vendor.resources.get(f"http://{self.headers['Host']}{self.path}")
                body = json.dumps(found or {"status": 404}).encode()
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    """The vendor's component, with a published zaaktype and its first statustype."""
    running = Vendor()
    running.resources[ZAAKTYPE] = {
        "url": ZAAKTYPE,
        "identificatie": "VENDOR-1",
        "omschrijving": "Melding bij een ander",
        "concept": False,
        "vertrouwelijkheidaanduiding": "openbaar",
        "productenOfDiensten": [],
        "doorlooptijd": "P30D",
        "servicenorm": None,
        "deelzaaktypen": [],
        "informatieobjecttypen": [],
        "statustypen": [STATUSTYPE],
        "beginGeldigheid": "2025-01-01",
        "eindeGeldigheid": None,
    }
    running.resources[STATUSTYPE] = {
        "url": STATUSTYPE,
        "zaaktype": ZAAKTYPE,
        "omschrijving": "Ontvangen",
        "volgnummer": 1,
        "isEindstatus": False,
    }
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def stack(vendor: Vendor, tmp_path: Path) -> Iterator[Sandbox]:
    """The stack of the journeys in which the catalogi of noord are the vendor's."""
    via = f"http://127.0.0.1:{vendor.server.server_port}"
    client = "{id: leverancier, secret: {env: SECRET_NOORD}}"
    place = f"    components: {{catalogi: {{ours: false, root: {ROOT}, via: '{via}', client: {client}}}}}\n"
    file = tmp_path / "stack.yaml"
    file.write_text(STACK.read_text().replace("    prefix: noord\n", f"    prefix: noord\n{place}"))
    running = Sandbox(tmp_path / "data", file)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(tmp_path / "data", ignore_errors=True)


def test_a_zaak_is_of_a_type_of_a_vendors_catalogi(stack, vendor):
    balie = Client(stack.address, "noord", "balie")
    body = {
        "zaaktype": ZAAKTYPE,
        "bronorganisatie": RSIN["noord"],
        "verantwoordelijkeOrganisatie": RSIN["noord"],
        "startdatum": "2026-01-05",
    }
    zaak = balie.post("zaken", "/zaken", body)
    assert zaak["zaaktype"] == ZAAKTYPE
    assert zaak["uiterlijkeEinddatumAfdoening"] == "2026-02-04"
    assert balie.get("zaken", f"/zaken?zaaktype={ZAAKTYPE}").json()["count"] == 1
    status = {"zaak": zaak["url"], "statustype": STATUSTYPE, "datumStatusGezet": "2026-01-06T09:00:00Z"}
    assert balie.post("zaken", "/statussen", status)["statustype"] == STATUSTYPE

    asked = list(vendor.asked)
    assert {host for _, host, _ in asked} == {"ztc.vendor.example"}
    assert all(authorization.startswith("Bearer ") for _, _, authorization in asked)
    balie.post("zaken", "/zaken", body)
    assert vendor.asked == asked  # what is known is not asked again

    ours = f"{stack.address}/noord/catalogi/api/v1/zaaktypen"
    assert balie.call("GET", "catalogi", ours).status_code == 404
    answer = balie.call("POST", "zaken", "/zaken", body | {"zaaktype": f"{ours}/{ZAAKTYPE[-36:]}"})
    assert [each["code"] for each in answer.json()["invalidParams"]] == ["bad-url"]
