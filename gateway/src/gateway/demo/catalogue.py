# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of the demo municipality, made and published through the API."""

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gateway import referentielijsten
from gateway.demo.api import Api

CONTENT = yaml.safe_load(Path(__file__).with_name("catalogue.yaml").read_text(encoding="utf-8"))
_ALL = {
    "indicatieInternOfExtern": "extern",
    "opschortingEnAanhoudingMogelijk": False,
    "verlengingMogelijk": False,
    "publicatieIndicatie": False,
    "productenOfDiensten": [],
    "besluittypen": [],
    "deelzaaktypen": [],
    "gerelateerdeZaaktypen": [],
}


@dataclass(frozen=True, kw_only=True)
class Zaaktype:
    """The URLs of a published zaaktype and of what belongs to it, by omschrijving; the statustypen in order."""

    url: str
    statustypen: tuple[str, ...]
    roltypen: Mapping[str, str]
    resultaattypen: Mapping[str, str]
    doorlooptijd: str  #: ISO 8601
    servicenorm: str


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The zaaktypen by identificatie, and the URLs of informatieobjecttypen by omschrijving."""

    zaaktypen: Mapping[str, Zaaktype]
    informatieobjecttypen: Mapping[str, str]


def make(api: Api, catalogus: str, lists: str, begin: str, threads: Executor) -> Catalogue:
    """Make and publish the types in the catalogus with this URL, valid from `begin` (YYYY-MM-DD). Raises Fault.

    `lists` is the API root of the reference lists.
    """
    names = _Names(lists)

    def informatieobjecttype(declared: Mapping[str, Any]) -> str:
        body = {**declared, "catalogus": catalogus, "beginGeldigheid": begin}
        key = f"informatieobjecttype-{declared['omschrijving']}"
        url: str = api.make("catalogi", "informatieobjecttypen", body, key=key)["url"]
        api.publish(url)
        return url

    where = {"catalogus": catalogus, "beginGeldigheid": begin}
    # One after the other, so that a list has them in the order of docs/first-zaak.md.
    urls = [_make_zaaktype(api, each, where, names) for each in CONTENT["zaaktypen"]]

    def filled(declared: Mapping[str, Any], url: str) -> Zaaktype:
        return _fill_zaaktype(api, declared, url, names)

    informatieobjecttypen = dict(
        zip(
            (each["omschrijving"] for each in CONTENT["informatieobjecttypen"]),
            threads.map(informatieobjecttype, CONTENT["informatieobjecttypen"]),
            strict=True,
        )
    )
    zaaktypen = dict(
        zip(
            (each["zaaktype"]["identificatie"] for each in CONTENT["zaaktypen"]),
            threads.map(filled, CONTENT["zaaktypen"], urls),
            strict=True,
        )
    )
    return Catalogue(zaaktypen=zaaktypen, informatieobjecttypen=informatieobjecttypen)


class _Names:
    """The URLs of entries in the reference lists, by their names."""

    def __init__(self, root: str) -> None:
        lists = referentielijsten.resources(root)
        self.procestypen = {each["naam"]: each["url"] for each in lists["procestypen"]}
        self.klassen = {(each["procesType"], each["naam"]): each["url"] for each in lists["resultaten"]}
        self.generiek = {each["omschrijving"]: each["url"] for each in lists["resultaattypeomschrijvingen"]}


def _make_zaaktype(api: Api, declared: Mapping[str, Any], where: Mapping[str, Any], names: _Names) -> str:
    own = declared["zaaktype"]
    body = {**_ALL, **own, **where, "selectielijstProcestype": names.procestypen[declared["procestype"]]}
    url: str = api.make("catalogi", "zaaktypen", body, key=f"zaaktype-{own['identificatie']}")["url"]
    return url


def _fill_zaaktype(api: Api, declared: Mapping[str, Any], url: str, names: _Names) -> Zaaktype:
    own = declared["zaaktype"]
    name, procestype = own["identificatie"], names.procestypen[declared["procestype"]]

    def child(collection: str, number: int, fields: Mapping[str, Any]) -> str:
        body = {"zaaktype": url, **fields}
        made: str = api.make("catalogi", collection, body, key=f"{name}-{collection}-{number}")["url"]
        return made

    statustypen = tuple(
        child("statustypen", number, {"volgnummer": number, "informeren": True, **fields})
        for number, fields in enumerate(declared["statustypen"], 1)
    )
    roltypen = {
        fields["omschrijving"]: child("roltypen", number, fields)
        for number, fields in enumerate(declared["roltypen"], 1)
    }
    resultaattypen = {
        fields["omschrijving"]: child(
            "resultaattypen",
            number,
            {
                "omschrijving": fields["omschrijving"],
                "selectielijstklasse": names.klassen[procestype, fields["klasse"]],
                "resultaattypeomschrijving": names.generiek[fields["generiek"]],
                "brondatumArchiefprocedure": fields["brondatumArchiefprocedure"],
            },
        )
        for number, fields in enumerate(declared["resultaattypen"], 1)
    }
    for number, (omschrijving, richting) in enumerate(declared["informatieobjecttypen"].items(), 1):
        fields = {"informatieobjecttype": omschrijving, "richting": richting, "volgnummer": number}
        child("zaaktype-informatieobjecttypen", number, fields)
    api.publish(url)
    return Zaaktype(
        url=url,
        statustypen=statustypen,
        roltypen=roltypen,
        resultaattypen=resultaattypen,
        doorlooptijd=own["doorlooptijd"],
        servicenorm=own["servicenorm"],
    )
