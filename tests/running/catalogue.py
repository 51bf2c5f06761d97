# SPDX-License-Identifier: EUPL-1.2
"""A published case type with all that a case needs, made through the API."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import requests

from running.clients import Client

_numbers = count(1)
RSIN = {"noord": "851234562", "zuid": "851234574"}


@dataclass
class CaseType:
    """The URLs of a published zaaktype and what belongs to it."""

    catalogus: str
    zaaktype: str
    statustypen: list[str]
    roltype: str
    resultaattype: str
    informatieobjecttype: str
    ziot: str
    eigenschap: str
    zaakobjecttype: str
    besluittype: str
    client: Client

    def zaak(self, **more: Any) -> dict[str, Any]:
        """The body of a new zaak."""
        rsin = RSIN[self.client.municipality]
        return {
            "zaaktype": self.zaaktype,
            "bronorganisatie": rsin,
            "verantwoordelijkeOrganisatie": rsin,
            "startdatum": "2026-01-05",
            "omschrijving": "Straatlantaarn stuk",
            **more,
        }

    def document(self, **more: Any) -> dict[str, Any]:
        """The body of a new document."""
        return {
            "bronorganisatie": RSIN[self.client.municipality],
            "creatiedatum": "2026-01-05",
            "titel": "Foto van de lantaarn",
            "auteur": "Inwoner",
            "taal": "nld",
            "formaat": "text/plain",
            "bestandsnaam": "foto.txt",
            "inhoud": "aGFsbG8gd2VyZWxk",
            "bestandsomvang": 12,
            "informatieobjecttype": self.informatieobjecttype,
            "indicatieGebruiksrecht": False,
            **more,
        }

    def rol(self, zaak: str, bsn: str = "999993653") -> dict[str, Any]:
        """The body of an initiator's rol."""
        return {
            "zaak": zaak,
            "betrokkeneType": "natuurlijk_persoon",
            "roltype": self.roltype,
            "roltoelichting": "meldde",
            "betrokkeneIdentificatie": {"inpBsn": bsn, "geslachtsnaam": "Jansen"},
        }


def publish(client: Client, domein: str = "") -> CaseType:
    """Make and publish a case type with three statustypen, of which the last closes; archived after five years.

    In a catalogus of its own, of this `domein` when it is given.
    """
    number = next(_numbers)
    domein = domein or "".join(chr(65 + number // 26**i % 26) for i in range(5))
    lists = f"{client.address}/referentielijsten/api/v1"
    results = requests.get(f"{lists}/resultaten", timeout=10).json()
    afgehandeld = next(each for each in _items(results) if each["procestermijn"] in ("nihil", ""))
    omschrijving = _items(requests.get(f"{lists}/resultaattypeomschrijvingen", timeout=10).json())[0]
    catalogus = client.post(
        "catalogi",
        "/catalogussen",
        {"domein": domein, "rsin": RSIN[client.municipality], "contactpersoonBeheerNaam": "Beheer", "naam": "Proef"},
    )["url"]
    iot = client.post(
        "catalogi",
        "/informatieobjecttypen",
        {
            "catalogus": catalogus,
            "omschrijving": "Foto",
            "vertrouwelijkheidaanduiding": "openbaar",
            "beginGeldigheid": "2025-01-01",
            "informatieobjectcategorie": "beeld",
        },
    )["url"]
    client.post("catalogi", f"{iot}/publish", {}, status=200)
    besluittype = client.post(
        "catalogi",
        "/besluittypen",
        {
            "catalogus": catalogus,
            "omschrijving": "Verkeersbesluit",
            "publicatieIndicatie": True,
            "informatieobjecttypen": ["Foto"],
            "beginGeldigheid": "2025-01-01",
        },
    )["url"]
    client.post("catalogi", f"{besluittype}/publish", {}, status=200)
    zaaktype = client.post(
        "catalogi",
        "/zaaktypen",
        {
            "identificatie": f"MELDING-{number}",
            "omschrijving": "Melding",
            "vertrouwelijkheidaanduiding": "openbaar",
            "doel": "Herstellen",
            "aanleiding": "Iets is stuk",
            "indicatieInternOfExtern": "extern",
            "handelingInitiator": "melden",
            "onderwerp": "Openbare ruimte",
            "handelingBehandelaar": "behandelen",
            "doorlooptijd": "P30D",
            "servicenorm": "P20D",
            "opschortingEnAanhoudingMogelijk": False,
            "verlengingMogelijk": False,
            "publicatieIndicatie": False,
            "productenOfDiensten": [],
            "referentieproces": {"naam": "Melden"},
            "verantwoordelijke": RSIN[client.municipality],
            "catalogus": catalogus,
            "besluittypen": ["Verkeersbesluit"],
            "deelzaaktypen": [],
            "gerelateerdeZaaktypen": [],
            "beginGeldigheid": "2025-01-01",
            "selectielijstProcestype": afgehandeld["procesType"],
        },
    )["url"]
    statustypen = [
        client.post(
            "catalogi",
            "/statustypen",
            {
                "omschrijving": text,
                "zaaktype": zaaktype,
                "volgnummer": volgnummer,
                "statustekst": f"Uw melding is {text}",
            },
        )["url"]
        for volgnummer, text in enumerate(("ontvangen", "in behandeling", "afgehandeld"), 1)
    ]
    roltype = client.post(
        "catalogi",
        "/roltypen",
        {"zaaktype": zaaktype, "omschrijving": "Melder", "omschrijvingGeneriek": "initiator"},
    )["url"]
    resultaattype = client.post(
        "catalogi",
        "/resultaattypen",
        {
            "zaaktype": zaaktype,
            "omschrijving": "Hersteld",
            "resultaattypeomschrijving": omschrijving["url"],
            "selectielijstklasse": afgehandeld["url"],
            "archiefnominatie": "vernietigen",
            "archiefactietermijn": "P5Y",
            "brondatumArchiefprocedure": {"afleidingswijze": "afgehandeld"},
        },
    )["url"]
    ziot = client.post(
        "catalogi",
        "/zaaktype-informatieobjecttypen",
        {"zaaktype": zaaktype, "informatieobjecttype": "Foto", "volgnummer": 1, "richting": "inkomend"},
    )["url"]
    eigenschap = client.post(
        "catalogi",
        "/eigenschappen",
        {
            "zaaktype": zaaktype,
            "naam": "Mastnummer",
            "definitie": "Het nummer op de mast",
            "specificatie": {"formaat": "tekst", "lengte": "12", "kardinaliteit": "1"},
            "statustype": statustypen[-1],
        },
    )["url"]
    zaakobjecttype = client.post(
        "catalogi",
        "/zaakobjecttypen",
        {
            "zaaktype": zaaktype,
            "anderObjecttype": True,
            "objecttype": "https://objecttypen.example/api/v2/objecttypes/1",
            "relatieOmschrijving": "De mast die stuk is",
        },
    )["url"]
    published = client.post("catalogi", f"{zaaktype}/publish", {}, status=200)
    assert published["concept"] is False
    return CaseType(
        catalogus=catalogus,
        zaaktype=zaaktype,
        statustypen=statustypen,
        roltype=roltype,
        resultaattype=resultaattype,
        informatieobjecttype=iot,
        ziot=ziot,
        eigenschap=eigenschap,
        zaakobjecttype=zaakobjecttype,
        besluittype=besluittype,
        client=client,
    )


def _items(answer: Any) -> list[dict[str, Any]]:
    return answer["results"] if isinstance(answer, dict) else answer
