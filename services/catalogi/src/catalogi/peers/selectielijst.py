# SPDX-License-Identifier: EUPL-1.2
"""Facts of the Selectielijst API, which says how long dossiers are kept: mirrored."""

from dataclasses import dataclass
from typing import Any

from servicekit.durations import valid_duration
from servicekit.mirror import store
from servicekit.references import NotAUrl, normal

WAARDERINGEN = ("blijvend_bewaren", "vernietigen")
MAX_OMSCHRIJVING = 200  #: characters; the standard has no more than 20


@dataclass(frozen=True, kw_only=True)
class KlasseFacts:
    """A class of the selectielijst; the procestype is a reference, the bewaartermijn ISO 8601 or None."""

    procestype: str
    waardering: str
    bewaartermijn: str | None
    procestermijn: str


def procestype(reference: str) -> str:
    """The name of a procestype. Raises Unusable or Problem 503."""

    def read(body: dict[str, Any]) -> str:
        if "procesType" in body:
            raise ValueError("a selectielijstklasse, which has a nummer and a naam too")
        return f"{body['nummer']} {body['naam']}"

    return store.facts(reference, read, "procestype")


def klasse(reference: str) -> KlasseFacts:
    """The facts of a selectielijstklasse (RESULTAAT there). Raises Unusable or Problem 503."""

    def read(body: dict[str, Any]) -> KlasseFacts:
        bewaartermijn = body.get("bewaartermijn") or None
        if body["waardering"] not in WAARDERINGEN or not (bewaartermijn is None or valid_duration(bewaartermijn)):
            raise ValueError("another shape")
        try:
            of = normal(body["procesType"])
        except NotAUrl as error:
            raise ValueError("another shape") from error
        return KlasseFacts(
            procestype=of,
            waardering=body["waardering"],
            bewaartermijn=bewaartermijn,
            procestermijn=body.get("procestermijn") or "",
        )

    return store.facts(reference, read, "selectielijstklasse")


def resultaattypeomschrijving(reference: str) -> str:
    """The omschrijving of a generic resultaattypeomschrijving. Raises Unusable or Problem 503."""

    def read(body: dict[str, Any]) -> str:
        omschrijving = str(body["omschrijving"])
        if "definitie" not in body or len(omschrijving) > MAX_OMSCHRIJVING:
            raise ValueError("another shape")
        return omschrijving

    return store.facts(reference, read, "resultaattypeomschrijving")
