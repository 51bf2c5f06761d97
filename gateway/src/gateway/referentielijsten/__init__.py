# SPDX-License-Identifier: EUPL-1.2
"""A small example of the national reference lists (selectielijst among them), as files that a web server answers with.

Case types refer to these lists, and the sandbox has no network to reach the real ones.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from servicekit.stack import Stack

#: where Caddy serves the files, below the address of a municipality and below the folder that it serves
PATH = "referentielijsten/api/v1"
_LISTS = Path(__file__).with_name("lijsten.yaml")
_TERMS = {
    "nihil": "Nihil",
    "bestaansduur_procesobject": "De bestaans- of geldigheidsduur van het procesobject.",
    "ingeschatte_bestaansduur_procesobject": "De geschatte langste bestaans- of geldigheidsduur van het procesobject.",
}
_PAGED = ("communicatiekanalen", "resultaten")


def root_of(stack: Stack) -> str:
    """Return the API root at which a stack trusts these lists at an address of its own; empty when it has none."""
    for each in stack.municipalities:
        for peer in each.peers:
            address, _, path = peer.root.partition(f"/{PATH}")
            if address in each.addresses and not path:
                return peer.root
    return ""


def resources(root: str) -> dict[str, list[dict[str, Any]]]:
    """Return the entries of each list, with URLs below the API root `root`."""
    lists = yaml.safe_load(_LISTS.read_text(encoding="utf-8"))
    numbers = {each["uuid"]: each["nummer"] for each in lists["procestypen"]}
    found: dict[str, list[dict[str, Any]]] = {}
    for name, entries in lists.items():
        found[name] = []
        for entry in entries:
            more = _of_resultaat(entry, numbers[entry["proces"]], root) if name == "resultaten" else {}
            kept = {key: value for key, value in entry.items() if key not in ("uuid", "proces")}
            found[name].append({"url": f"{root}/{name}/{entry['uuid']}", **kept, **more})
    return found


def write(folder: Path, root: str) -> None:
    """Write each list and each entry as `<path>.json` below `folder`, the folder of the API root's own path.

    Raises OSError.
    """
    base = folder / urlsplit(root).path.lstrip("/")
    for name, entries in resources(root).items():
        (base / name).mkdir(parents=True, exist_ok=True)
        for entry in entries:
            _write(base / name / f"{entry['url'].rpartition('/')[2]}.json", entry)
        page = {"count": len(entries), "next": None, "previous": None, "results": entries}
        _write(base / f"{name}.json", page if name in _PAGED else entries)


def _of_resultaat(entry: Mapping[str, Any], process: int, root: str) -> dict[str, Any]:
    return {
        "procesType": f"{root}/procestypen/{entry['proces']}",
        "volledigNummer": f"{process}.{entry['nummer']}",
        "generiek": True,
        "specifiek": False,
        "herkomst": "Voorbeeld van de zandbak",
        "toelichting": "",
        "procestermijnOpmerking": "",
        "procestermijnWeergave": _TERMS[entry["procestermijn"]],
        "alleTaakgebieden": True,
    }


def _write(path: Path, body: object) -> None:
    path.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
