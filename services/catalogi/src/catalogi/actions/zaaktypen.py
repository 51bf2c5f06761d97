# SPDX-License-Identifier: EUPL-1.2
"""Create and change zaaktypen; publishing and removing one is in versions."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from catalogi.actions.names import names_of, related_as_given, related_types
from catalogi.actions.scopes import CHANGE, WRITE
from catalogi.actions.versions import change_rules, changing_version, creating_version, faulty_version, period_rules
from catalogi.models import BesluitType, InformatieObjectType, ResultaatType, ZaakType, ZaakTypeInformatieObjectType
from catalogi.peers import selectielijst
from catalogi.rules import ztc_verlenging
from servicekit.mirror.reporting import reported
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import NON_FIELD, Violation
from servicekit.writing.changing import find


def create_zaaktype(**given: Any) -> ZaakType:
    """Add a version of a zaaktype, as a concept. Takes the attributes of its schema, empty where not given.

    Raises Invalid (ztc-001, 016, relations, verlenging), Forbidden, Problem 503.
    """
    authorize(WRITE, ZaakType())
    violations: list[Violation] = []
    _ask(given, violations)
    with creating_version(given.pop("catalogus"), violations) as (change, catalogus):
        zaaktype = ZaakType(concept=True)
        _put(zaaktype, given, catalogus, violations)
        check(violations)
        return change.create(zaaktype)


def update_zaaktype(uuid: UUID, *, partial: bool, **given: Any) -> ZaakType:
    """Change a concept, or correct what is published (rules 6.3). Raises like create, NotFound, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    changed = set(given)
    found = find(ZaakType, uuid)
    _ask(given, violations)
    with changing_version(found, given.pop("catalogus", None), violations) as (change, catalogus):
        violations += change_rules(change.row, changed)
        _put(change.row, given, catalogus, violations, changed=changed)
        check(violations)
        return change.update(partial=partial)


def zaaktype_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what else is wrong with a type that has these wrong attributes. Raises Forbidden, NotFound, Problem 503."""
    zaaktype, catalogus = faulty_version(ZaakType, uuid, given, wrong, violations)
    _put(zaaktype, given, catalogus, violations, wrong=wrong)
    _ask(given, violations)


def _ask(given: dict[str, Any], violations: list[Violation]) -> None:
    """Ask the Selectielijst API about the procestype in a request (ztc-001); no transaction is open."""
    if procestype := given.get("selectielijst_procestype"):
        with reported(violations, "selectielijstProcestype"):
            selectielijst.procestype(procestype)


def _put(
    zaaktype: ZaakType,
    given: dict[str, Any],
    catalogus: UUID | None,
    violations: list[Violation],
    *,
    changed: Set[str] = frozenset(),
    wrong: Set[str] = frozenset(),
) -> None:
    """Put in a zaaktype what a request gives, and names in the place of types; add everything that is wrong with it.

    Nothing by attributes that are `wrong` already. Without a catalogus, names are not judged.
    """
    before = zaaktype if zaaktype.pk else None
    if before is not None and catalogus is not None and catalogus != before.catalogus_id:
        _name_again(given, before, catalogus, violations)
        before = None
    if "besluittypen" in given:
        stood = before.besluittypen if before is not None else ()
        given["besluittypen"] = names_of(
            BesluitType, given["besluittypen"], "besluittypen", catalogus, violations, before=stood
        )
    _name_relations(given, None if "identificatie" in wrong else catalogus, before, violations)
    for attribute, value in (given | {"catalogus_id": catalogus}).items():
        setattr(zaaktype, attribute, value)
    zaaktype.versiedatum = zaaktype.versiedatum or zaaktype.begin_geldigheid
    if wrong.isdisjoint({"verlenging_mogelijk", "verlengingstermijn"}):
        violations += ztc_verlenging.verlengingstermijn_is_known(
            verlenging_mogelijk=zaaktype.verlenging_mogelijk, verlengingstermijn=zaaktype.verlengingstermijn
        )
    violations += period_rules(zaaktype, changed=changed, wrong=wrong)


def _name_relations(
    given: dict[str, Any], catalogus: UUID | None, before: ZaakType | None, violations: list[Violation]
) -> None:
    """Put names in the place of the types that a request refers to.

    Of the zaaktype itself the name counts before it is stored. What stood there `before` may stay, so that a client
    can write back what it read, although it may stand for nothing any more.
    """
    own = {given["identificatie"]: ""} if "identificatie" in given else {}
    if before is not None:
        own.setdefault(before.identificatie, "")
    if "deelzaaktypen" in given:
        stood = before.deelzaaktypen if before is not None else ()
        given["deelzaaktypen"] = names_of(
            ZaakType, given["deelzaaktypen"], "deelzaaktypen", catalogus, violations, also=own, before=stood
        )
    if "gerelateerde_zaaktypen" in given:
        kept = before.gerelateerde_zaaktypen if before else ()
        known = own | {each["url"] or each["zaaktypeIdentificatie"]: each["zaaktypeIdentificatie"] for each in kept}
        given["gerelateerde_zaaktypen"] = related_types(
            given["gerelateerde_zaaktypen"], catalogus, violations, also=known
        )


def _name_again(given: dict[str, Any], zaaktype: ZaakType, catalogus: UUID, violations: list[Violation]) -> None:
    """In another catalogus the names that a zaaktype has must be known too."""
    given.setdefault("besluittypen", zaaktype.besluittypen)
    given.setdefault("deelzaaktypen", zaaktype.deelzaaktypen)
    given.setdefault("gerelateerde_zaaktypen", related_as_given(zaaktype.gerelateerde_zaaktypen))
    resultaattypen = ResultaatType.objects.filter(zaaktype=zaaktype)
    related = ZaakTypeInformatieObjectType.objects.filter(zaaktype=zaaktype)
    documents = set(related.values_list("informatieobjecttype", flat=True))
    documents = documents.union(*resultaattypen.values_list("informatieobjecttypen", flat=True))
    decisions = set().union(*resultaattypen.values_list("besluittypen", flat=True))
    for model, names in ((InformatieObjectType, documents), (BesluitType, decisions)):
        names_of(model, sorted(names), NON_FIELD, catalogus, violations)
