# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy resultaattypen."""

from collections.abc import Mapping, Set
from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import changing_child, creating_child, faulty_child, put, remove_rules
from catalogi.actions.names import names_of
from catalogi.actions.scopes import CHANGE, DESTROY
from catalogi.models import BesluitType, InformatieObjectType, ResultaatType, ZaakType
from catalogi.peers import selectielijst
from catalogi.peers.selectielijst import KlasseFacts
from catalogi.rules import (
    ztc_002_selectielijst,
    ztc_003_afleidingswijze,
    ztc_004_procestermijn,
    ztc_005_datumkenmerk,
    ztc_006_einddatum_bekend,
    ztc_007_objecttype,
    ztc_008_registratie,
)
from servicekit.mirror.reporting import reported
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation, Violations
from servicekit.writing.changing import broken, check_row, find

#: what is judged by, or taken from, the selectielijstklasse
OF_KLASSE = {
    "zaaktype",
    "selectielijstklasse",
    "archiefnominatie",
    "archiefactietermijn",
    "brondatum_archiefprocedure",
}


def create_resultaattype(**given: Any) -> ResultaatType:
    """Add a resultaattype to a zaaktype. Takes the attributes of its schema, empty where not given.

    Raises Invalid (ztc-002 to 008, 010, unique), Forbidden, Problem 503.
    """
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    klasse = _gather(given, given["selectielijstklasse"], violations)
    with creating_child(given.pop("zaaktype"), violations) as (change, zaaktype):
        resultaattype = ResultaatType()
        _derive(given, klasse)
        _put(resultaattype, zaaktype, given, violations)
        check_row(resultaattype, [*violations, *_rules(resultaattype, klasse, OF_KLASSE)])
        return change.create(resultaattype)


def update_resultaattype(uuid: UUID, *, partial: bool, **given: Any) -> ResultaatType:
    """Change a resultaattype. Raises like create, NotFound, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    before = find(ResultaatType, uuid)
    judged = OF_KLASSE & set(given)
    klasse = _gather(given, given.get("selectielijstklasse", before.selectielijstklasse) if judged else "", violations)
    with changing_child(before, given.pop("zaaktype", None), violations) as (change, zaaktype):
        _derive(given, klasse)
        _put(change.row, zaaktype, given, violations)
        check_row(change.row, [*violations, *_rules(change.row, klasse, judged)])
        return change.update(partial=partial)


def resultaattype_faults(
    violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any
) -> None:
    """Add what else is wrong with a type that has these wrong attributes. Raises Forbidden, NotFound, Problem 503."""
    judged = OF_KLASSE & given.keys()
    resultaattype, zaaktype = faulty_child(ResultaatType, uuid, given, wrong, violations)
    _put(resultaattype, zaaktype, given, violations)
    for name in OF_KLASSE & wrong:
        setattr(resultaattype, name, None)  # so that nothing is judged by what it was
    violations += [*_rules(resultaattype, None, judged), *broken(resultaattype, wrong)]
    klasse = _gather(given, resultaattype.selectielijstklasse if judged else "", violations)
    violations += _rules(resultaattype, klasse, judged)


def destroy_resultaattype(uuid: UUID) -> None:
    """Remove a resultaattype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with changing_child(find(ResultaatType, uuid), None, []) as (change, _):
        check(remove_rules(change.main))
        change.destroy()


def _gather(given: dict[str, Any], selectielijstklasse: str, violations: list[Violation]) -> KlasseFacts | None:
    """Ask the Selectielijst API about the URLs of a request (ztc-002); no transaction is open.

    Puts omschrijvingGeneriek, which is what a generic omschrijving says, in what was given.
    """
    klasse = None
    if omschrijving := given.get("resultaattypeomschrijving"):
        with reported(violations, "resultaattypeomschrijving"):
            given["omschrijving_generiek"] = selectielijst.resultaattypeomschrijving(omschrijving)
    if selectielijstklasse:
        with reported(violations, "selectielijstklasse"):
            klasse = selectielijst.klasse(selectielijstklasse)
    return klasse


def _put(
    resultaattype: ResultaatType, zaaktype: ZaakType | None, given: dict[str, Any], violations: list[Violation]
) -> None:
    """Put in a resultaattype what a request gives, and names in the place of the types that it refers to."""
    catalogus = zaaktype.catalogus_id if zaaktype else None
    for attribute, model in (("besluittypen", BesluitType), ("informatieobjecttypen", InformatieObjectType)):
        before = getattr(resultaattype, attribute) if resultaattype.pk else []
        kept = before
        if resultaattype.pk and resultaattype.zaaktype != zaaktype:
            given.setdefault(attribute, before)
            kept = []
        if attribute in given:
            given[attribute] = names_of(model, given[attribute], attribute, catalogus, violations, before=kept)
    put(resultaattype, zaaktype, given, violations)


def _derive(given: dict[str, Any], klasse: KlasseFacts | None) -> None:
    """Fill in what a request leaves to the selectielijst (ztc-002)."""
    if klasse is None:
        return
    if "archiefnominatie" in given:
        given["archiefnominatie"] = ztc_002_selectielijst.derive_archiefnominatie(
            given=given["archiefnominatie"], waardering=klasse.waardering
        )
    if "archiefactietermijn" in given:
        given["archiefactietermijn"] = ztc_002_selectielijst.derive_archiefactietermijn(
            given=given["archiefactietermijn"], bewaartermijn=klasse.bewaartermijn
        )


def _rules(resultaattype: ResultaatType, klasse: KlasseFacts | None, judged: set[str]) -> Violations:
    """Say what is wrong with the klasse and the procedure of a resultaattype, as far as they are known and judged."""
    if klasse is not None and resultaattype.zaaktype_id and judged & {"zaaktype", "selectielijstklasse"}:
        yield from ztc_002_selectielijst.klasse_is_of_procestype(
            procestype_of_klasse=klasse.procestype,
            procestype_of_zaaktype=resultaattype.zaaktype.selectielijst_procestype,
        )
    yield from _procedure_rules(resultaattype.brondatum_archiefprocedure, klasse, judged)


def _procedure_rules(procedure: Mapping[str, Any] | None, klasse: KlasseFacts | None, judged: set[str]) -> Violations:
    """Say what is wrong with a brondatumArchiefprocedure that is about to be stored, as far as it was given."""
    if procedure is None:
        return
    wijze = procedure["afleidingswijze"]
    if klasse is not None and judged & {"selectielijstklasse", "brondatum_archiefprocedure"}:
        yield from ztc_003_afleidingswijze.afleidingswijze_fits_procestermijn(
            afleidingswijze=wijze, procestermijn=klasse.procestermijn
        )
    if "brondatum_archiefprocedure" in judged:
        yield from ztc_004_procestermijn.procestermijn_fits_afleidingswijze(
            afleidingswijze=wijze, procestermijn=procedure["procestermijn"]
        )
        yield from ztc_005_datumkenmerk.datumkenmerk_fits_afleidingswijze(
            afleidingswijze=wijze, datumkenmerk=procedure["datumkenmerk"]
        )
        yield from ztc_006_einddatum_bekend.einddatum_bekend_fits_afleidingswijze(
            afleidingswijze=wijze, einddatum_bekend=procedure["einddatumBekend"]
        )
        yield from ztc_007_objecttype.objecttype_fits_afleidingswijze(
            afleidingswijze=wijze, objecttype=procedure["objecttype"]
        )
        yield from ztc_008_registratie.registratie_fits_afleidingswijze(
            afleidingswijze=wijze, registratie=procedure["registratie"]
        )
