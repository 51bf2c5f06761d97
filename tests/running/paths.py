# SPDX-License-Identifier: EUPL-1.2
"""Every GET path of the contracts, filled in with resources that exist."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

CONTRACTS = Path(__file__).parents[2] / "contracts"
COMPONENTS = ("autorisaties", "catalogi", "documenten", "notificaties", "zaken")


def get_paths() -> Iterator[tuple[str, str]]:
    """(component, path) of every operation that reads with a token."""
    for component in COMPONENTS:
        document = yaml.load((CONTRACTS / component / "openapi.yaml").read_text(), Loader=yaml.CSafeLoader)
        for path, operations in document["paths"].items():
            if "get" in operations:
                yield component, path


def made(balie: Any, of: Any, subscription: str) -> dict[tuple[str, str], str]:
    """(component, collection) -> the URL of a resource in it, and of the first audit line below each main object."""
    zaak = balie.post("zaken", "/zaken", of.zaak())["url"]
    document = balie.post("documenten", "/enkelvoudiginformatieobjecten", of.document())["url"]
    relation = balie.post("zaken", "/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": document})["url"]
    rol = balie.post("zaken", "/rollen", of.rol(zaak))["url"]
    status = balie.post(
        "zaken",
        "/statussen",
        {"zaak": zaak, "statustype": of.statustypen[0], "datumStatusGezet": "2026-01-06T09:00:00Z"},
    )["url"]
    resultaat = balie.post("zaken", "/resultaten", {"zaak": zaak, "resultaattype": of.resultaattype})["url"]
    mirror = balie.get("documenten", f"/objectinformatieobjecten?object={zaak}").json()[0]["url"]
    kanaal = balie.get("notificaties", "/kanaal?naam=zaken").json()[0]["url"]
    applicatie = balie.get("autorisaties", "/applicaties/consumer?clientId=balie").json()["url"]
    return {
        ("zaken", "zaken"): zaak,
        ("zaken", "zaken/audittrail"): balie.get("zaken", f"{zaak}/audittrail").json()[0]["uuid"],
        ("zaken", "zaakinformatieobjecten"): relation,
        ("zaken", "rollen"): rol,
        ("zaken", "statussen"): status,
        ("zaken", "resultaten"): resultaat,
        ("documenten", "enkelvoudiginformatieobjecten"): document,
        ("documenten", "enkelvoudiginformatieobjecten/audittrail"): balie.get(
            "documenten", f"{document}/audittrail"
        ).json()[0]["uuid"],
        ("documenten", "objectinformatieobjecten"): mirror,
        ("catalogi", "catalogussen"): of.catalogus,
        ("catalogi", "zaaktypen"): of.zaaktype,
        ("catalogi", "statustypen"): of.statustypen[0],
        ("catalogi", "roltypen"): of.roltype,
        ("catalogi", "resultaattypen"): of.resultaattype,
        ("catalogi", "informatieobjecttypen"): of.informatieobjecttype,
        ("catalogi", "zaaktype-informatieobjecttypen"): of.ziot,
        ("catalogi", "eigenschappen"): of.eigenschap,
        ("catalogi", "zaakobjecttypen"): of.zaakobjecttype,
        ("catalogi", "besluittypen"): of.besluittype,
        ("notificaties", "kanaal"): kanaal,
        ("notificaties", "abonnement"): subscription,
        ("notificaties", "bezorgingen"): subscription,
        ("autorisaties", "applicaties"): applicatie,
    }


def fill(component: str, path: str, resources: dict[tuple[str, str], str]) -> str:
    """A path of the contract with the UUIDs of resources that exist; KeyError when nothing was made for it."""
    collection = path.strip("/").split("/")[0]
    filled = path
    if "{" in path:
        uuid = resources[component, collection].rpartition("/")[2]
        first = path[path.index("{") : path.index("}") + 1]
        filled = filled.replace(first, uuid, 1)
    if "{" in filled:
        below = filled.strip("/").split("/")[2]
        rest = filled[filled.index("{") : filled.index("}") + 1]
        filled = filled.replace(rest, resources[component, f"{collection}/{below}"], 1)
    return filled + ("?clientId=balie" if path.endswith("/consumer") else "")
