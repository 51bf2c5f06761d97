# SPDX-License-Identifier: EUPL-1.2
"""Facts of the Catalogi API, mirrored: case types and what belongs to them."""

from dataclasses import dataclass
from typing import Any

from servicekit.mirror import store
from servicekit.references import NotAUrl, normal
from zaken.models.enums import OMSCHRIJVING_GENERIEK


@dataclass(frozen=True, kw_only=True)
class ZaaktypeFacts:
    """A version of a case type."""

    reference: str
    identificatie: str
    concept: bool
    vertrouwelijkheidaanduiding: str
    producten_of_diensten: frozenset[str]
    doorlooptijd: str
    servicenorm: str
    informatieobjecttypen: frozenset[str]  #: omschrijvingen
    deelzaaktypen: frozenset[str]  #: identificaties, and URLs as references for a ZTC that gives no names

    def allows_deelzaaktype(self, other: "ZaaktypeFacts") -> bool:
        """Whether a zaak of the other type may be a deelzaak of a zaak of this one."""
        return other.identificatie in self.deelzaaktypen or other.reference in self.deelzaaktypen


@dataclass(frozen=True, kw_only=True)
class StatustypeFacts:
    """A status type; whether it is the last of its case type decides closing."""

    zaaktype: str
    is_eindstatus: bool


@dataclass(frozen=True, kw_only=True)
class RoltypeFacts:
    """A role type."""

    zaaktype: str
    omschrijving: str
    omschrijving_generiek: str


@dataclass(frozen=True, kw_only=True)
class ResultaattypeFacts:
    """A result type with its archive procedure; durations are ISO 8601, empty when absent."""

    zaaktype: str
    archiefnominatie: str
    archiefactietermijn: str
    afleidingswijze: str
    datumkenmerk: str
    objecttype: str
    procestermijn: str


def zaaktype(reference: str) -> ZaaktypeFacts:
    """The facts of a zaaktype. Raises Unusable or Problem 503."""

    def read(body: dict[str, Any]) -> ZaaktypeFacts:
        return ZaaktypeFacts(
            reference=reference,
            identificatie=body["identificatie"],
            concept=body.get("concept") is not False,
            vertrouwelijkheidaanduiding=body["vertrouwelijkheidaanduiding"],
            producten_of_diensten=frozenset(_normal(url) for url in body["productenOfDiensten"]),
            doorlooptijd=body.get("doorlooptijd") or "",
            servicenorm=body.get("servicenorm") or "",
            informatieobjecttypen=frozenset(_omschrijvingen(body)),
            deelzaaktypen=frozenset(
                [*body.get("deelzaaktypeIdentificaties", ()), *(_normal(url) for url in body.get("deelzaaktypen", ()))]
            ),
        )

    return store.facts(reference, read, "zaaktype", lasts=lambda facts: not facts.concept)


def _omschrijvingen(body: dict[str, Any]) -> list[str]:
    """The names of the document types; a ZTC older than 1.3.2 gives only URLs, so each is looked up."""
    if "informatieobjecttypeOmschrijving" in body:
        return body["informatieobjecttypeOmschrijving"]
    return [informatieobjecttype(_normal(url)) for url in body["informatieobjecttypen"]]


def informatieobjecttype(reference: str) -> str:
    """The omschrijving of an informatieobjecttype, which is its identity over versions. Raises Unusable or 503."""
    return store.facts(reference, lambda body: str(body["omschrijving"]), "informatieobjecttype")


def statustype(reference: str) -> StatustypeFacts:
    """The facts of a statustype. Raises Unusable or Problem 503."""

    def read(body: dict[str, Any]) -> StatustypeFacts:
        return StatustypeFacts(zaaktype=_normal(body["zaaktype"]), is_eindstatus=bool(body["isEindstatus"]))

    return store.facts(reference, read, "statustype", parent="zaaktype")


def roltype(reference: str) -> RoltypeFacts:
    """The facts of a roltype. Raises Unusable or Problem 503."""

    def read(body: dict[str, Any]) -> RoltypeFacts:
        if body["omschrijvingGeneriek"] not in OMSCHRIJVING_GENERIEK:
            # Other types of a zaaktype have these fields too, with words of their own.
            raise ValueError("not a roltype")
        return RoltypeFacts(
            zaaktype=_normal(body["zaaktype"]),
            omschrijving=body["omschrijving"],
            omschrijving_generiek=body["omschrijvingGeneriek"],
        )

    return store.facts(reference, read, "roltype", parent="zaaktype")


def resultaattype(reference: str) -> ResultaattypeFacts:
    """The facts of a resultaattype. Raises Unusable or Problem 503."""

    def read(body: dict[str, Any]) -> ResultaattypeFacts:
        if "selectielijstklasse" not in body:
            raise KeyError("not a resultaattype")
        procedure = body.get("brondatumArchiefprocedure") or {}
        return ResultaattypeFacts(
            zaaktype=_normal(body["zaaktype"]),
            archiefnominatie=body.get("archiefnominatie") or "",
            archiefactietermijn=body.get("archiefactietermijn") or "",
            afleidingswijze=procedure.get("afleidingswijze") or "",
            datumkenmerk=procedure.get("datumkenmerk") or "",
            objecttype=procedure.get("objecttype") or "",
            procestermijn=procedure.get("procestermijn") or "",
        )

    return store.facts(reference, read, "resultaattype", parent="zaaktype")


def _normal(url: str) -> str:
    try:
        return normal(url)
    except NotAUrl:
        return url
