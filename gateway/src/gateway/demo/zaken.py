# SPDX-License-Identifier: EUPL-1.2
"""A planned zaak, made through the API with all that happened to it."""

from base64 import b64encode
from typing import Any

from gateway.demo.api import Api
from gateway.demo.catalogue import Catalogue
from gateway.demo.planning import Document, Zaak
from servicekit.durations import add_duration


def make(api: Api, zaak: Zaak, catalogue: Catalogue, rsin: str, channels: dict[str, str]) -> None:
    """Make a zaak of the organisation `rsin`, with its rollen, documents, statussen and resultaat. Raises Fault.

    `channels` are the URLs of communicatiekanalen by name.
    """
    zaaktype = catalogue.zaaktypen[zaak.zaaktype]

    def make_part(component: str, collection: str, name: str, body: dict[str, Any]) -> str:
        made: str = api.make(component, collection, body, key=f"{zaak.identificatie}-{name}")["url"]
        return made

    body = {
        "identificatie": zaak.identificatie,
        "zaaktype": zaaktype.url,
        "bronorganisatie": rsin,
        "verantwoordelijkeOrganisatie": rsin,
        "omschrijving": zaak.omschrijving,
        "toelichting": zaak.toelichting,
        "communicatiekanaal": channels[zaak.channel],
        "registratiedatum": f"{zaak.startdatum}",
        "startdatum": f"{zaak.startdatum}",
        "einddatumGepland": f"{add_duration(zaak.startdatum, zaaktype.servicenorm)}",
        "uiterlijkeEinddatumAfdoening": f"{add_duration(zaak.startdatum, zaaktype.doorlooptijd)}",
        **zaak.more,
    }
    url = make_part("zaken", "zaken", "zaak", body)
    for number, (roltype, who) in enumerate(zaak.roles, 1):
        rol = {
            "zaak": url,
            "roltype": zaaktype.roltypen[roltype],
            "roltoelichting": roltype,
            "betrokkeneType": who.type,
            "betrokkeneIdentificatie": who.identificatie,
        }
        make_part("zaken", "rollen", f"rol-{number}", rol)
    for number, document in enumerate(zaak.documents, 1):
        type_url = catalogue.informatieobjecttypen[document.informatieobjecttype]
        made = make_part(
            "documenten", "enkelvoudiginformatieobjecten", f"document-{number}", _document(document, type_url, rsin)
        )
        link = {"zaak": url, "informatieobject": made, "titel": document.titel}
        make_part("zaken", "zaakinformatieobjecten", f"zaakinformatieobject-{number}", link)
    if zaak.resultaat:
        omschrijving, told = zaak.resultaat
        resultaat = {"zaak": url, "resultaattype": zaaktype.resultaattypen[omschrijving], "toelichting": told}
        make_part("zaken", "resultaten", "resultaat", resultaat)
    for number, moment in enumerate(zaak.statuses, 1):
        status = {"zaak": url, "statustype": zaaktype.statustypen[number - 1], "datumStatusGezet": moment.isoformat()}
        make_part("zaken", "statussen", f"status-{number}", status)


def _document(document: Document, informatieobjecttype: str, rsin: str) -> dict[str, Any]:
    return {
        "informatieobjecttype": informatieobjecttype,
        "bronorganisatie": rsin,
        "creatiedatum": f"{document.day}",
        "ontvangstdatum" if document.received else "verzenddatum": f"{document.day}",
        "titel": document.titel,
        "auteur": document.auteur,
        "taal": "nld",
        "status": "definitief",
        "formaat": document.formaat,
        "bestandsnaam": document.bestandsnaam,
        "bestandsomvang": len(document.content),
        "inhoud": b64encode(document.content).decode(),
        "indicatieGebruiksrecht": False,
    }
