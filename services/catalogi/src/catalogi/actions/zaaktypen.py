# SPDX-License-Identifier: EUPL-1.2
"""Create and change zaaktypen; publishing and removing one is in versions."""

from typing import Any
from uuid import UUID

from catalogi.actions.names import names_of, no_besluittypen, related_types, wish
from catalogi.actions.scopes import CHANGE, WRITE
from catalogi.actions.versions import ONLY_EINDE, change_rules, changing_version, creating_version, period_rules
from catalogi.models import InformatieObjectType, ResultaatType, ZaakType, ZaakTypeInformatieObjectType
from catalogi.rules import ztc_verlenging
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import NON_FIELD, Violation, Violations
from servicekit.writing.changing import find


def create_zaaktype(**given: Any) -> ZaakType:
    """Add a version of a zaaktype, as a concept. Takes the attributes of its schema, empty where not given.

    Raises Invalid (ztc-016, relations, verlenging), Forbidden.
    """
    authorize(WRITE, ZaakType())
    violations: list[Violation] = []
    given["versiedatum"] = given["versiedatum"] or given["begin_geldigheid"]
    with creating_version(given.pop("catalogus"), violations) as (change, catalogus):
        no_besluittypen(given.pop("besluittypen"), violations)
        if catalogus is not None:
            _name_relations(given, catalogus, None, violations)
        zaaktype = ZaakType(catalogus_id=catalogus, concept=True, **given)
        check([*violations, *_rules(zaaktype)])
        return change.create(zaaktype)


def update_zaaktype(uuid: UUID, *, partial: bool, **given: Any) -> ZaakType:
    """Change a concept, or correct what is published (rules 6.3). Raises like create, NotFound, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    name = "eindeGeldigheid" if partial and set(given) == ONLY_EINDE else "beginGeldigheid"
    found = find(ZaakType, uuid)
    with changing_version(found, given.get("catalogus"), violations) as (change, catalogus):
        zaaktype = change.row
        violations += change_rules(zaaktype, partial=partial, given=given)
        given.pop("catalogus", None)
        no_besluittypen(given.pop("besluittypen", ()), violations)
        if catalogus != zaaktype.catalogus_id:
            _name_again(given, zaaktype, catalogus, violations)
        _name_relations(given, catalogus, zaaktype if catalogus == zaaktype.catalogus_id else None, violations)
        for attribute, value in given.items():
            setattr(zaaktype, attribute, value)
        zaaktype.catalogus_id = catalogus
        zaaktype.versiedatum = zaaktype.versiedatum or zaaktype.begin_geldigheid
        check([*violations, *_rules(zaaktype, name=name)])
        return change.update(partial=partial)


def _name_relations(
    given: dict[str, Any], catalogus: UUID, before: ZaakType | None, violations: list[Violation]
) -> None:
    """Put names in the place of the types that a request refers to.

    Of the zaaktype itself the name counts before it is stored. What stood there `before` may stay, so that a client
    can write back what it read, although it may stand for nothing any more.
    """
    own = {given["identificatie"]: ""} if "identificatie" in given else {}
    if before is not None:
        own.setdefault(before.identificatie, "")
    if "deelzaaktypen" in given:
        wishes = [wish(each, "deelzaaktypen") for each in given["deelzaaktypen"]]
        also = {*own, *(before.deelzaaktypen if before else ())}
        given["deelzaaktypen"] = names_of(ZaakType, wishes, catalogus, violations, also=also)
    if "gerelateerde_zaaktypen" in given:
        kept = before.gerelateerde_zaaktypen if before else ()
        known = own | {each["url"] or each["zaaktypeIdentificatie"]: each["zaaktypeIdentificatie"] for each in kept}
        given["gerelateerde_zaaktypen"] = related_types(
            given["gerelateerde_zaaktypen"], catalogus, violations, also=known
        )


def _name_again(given: dict[str, Any], zaaktype: ZaakType, catalogus: UUID, violations: list[Violation]) -> None:
    """In another catalogus the names that a zaaktype has must be known too."""
    given.setdefault("deelzaaktypen", zaaktype.deelzaaktypen)
    given.setdefault(
        "gerelateerde_zaaktypen",
        [
            {
                "zaaktype": each["url"] or each["zaaktypeIdentificatie"],
                "aard_relatie": each["aardRelatie"],
                "toelichting": each["toelichting"],
            }
            for each in zaaktype.gerelateerde_zaaktypen
        ],
    )
    names = set(
        ZaakTypeInformatieObjectType.objects.filter(zaaktype=zaaktype).values_list("informatieobjecttype", flat=True)
    ).union(*ResultaatType.objects.filter(zaaktype=zaaktype).values_list("informatieobjecttypen", flat=True))
    names_of(InformatieObjectType, [wish(each, NON_FIELD) for each in sorted(names)], catalogus, violations)


def _rules(zaaktype: ZaakType, *, name: str = "beginGeldigheid") -> Violations:
    """Say what is wrong with a zaaktype as it is about to be stored."""
    yield from ztc_verlenging.verlengingstermijn_is_known(
        verlenging_mogelijk=zaaktype.verlenging_mogelijk, verlengingstermijn=zaaktype.verlengingstermijn
    )
    yield from period_rules(zaaktype, name=name)
