# SPDX-License-Identifier: EUPL-1.2
"""Create and change besluittypen; publishing and removing one is in versions."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from catalogi.actions.names import names_of
from catalogi.actions.scopes import CHANGE, WRITE
from catalogi.actions.versions import change_rules, changing_version, creating_version, faulty_version, period_rules
from catalogi.models import BesluitType, InformatieObjectType
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import find


def create_besluittype(**given: Any) -> BesluitType:
    """Add a version of a besluittype, as a concept. Takes the attributes of its schema.

    Raises Invalid (relations), Forbidden.
    """
    authorize(WRITE, BesluitType())
    violations: list[Violation] = []
    with creating_version(given.pop("catalogus"), violations) as (change, catalogus):
        besluittype = BesluitType(concept=True)
        _put(besluittype, given, catalogus, violations)
        check(violations)
        return change.create(besluittype)


def update_besluittype(uuid: UUID, *, partial: bool, **given: Any) -> BesluitType:
    """Change a concept, or correct what is published (rules 6.3).

    Raises Invalid (ztc-009, 016, relations), NotFound, Forbidden, Problem 412 or 409.
    """
    authorize(CHANGE, BesluitType())
    violations: list[Violation] = []
    changed = set(given)
    with changing_version(find(BesluitType, uuid), given.pop("catalogus", None), violations) as (change, catalogus):
        violations += change_rules(change.row, changed)
        _put(change.row, given, catalogus, violations, changed=changed)
        check(violations)
        return change.update(partial=partial)


def besluittype_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what else is wrong with a type of which these attributes are wrong. Raises Forbidden, NotFound."""
    besluittype, catalogus = faulty_version(BesluitType, uuid, given, wrong, violations)
    _put(besluittype, given, catalogus, violations, wrong=wrong)


def _put(
    besluittype: BesluitType,
    given: dict[str, Any],
    catalogus: UUID | None,
    violations: list[Violation],
    *,
    changed: Set[str] = frozenset(),
    wrong: Set[str] = frozenset(),
) -> None:
    """Put in a besluittype what a request gives, and names in the place of document types; add what is wrong with it.

    Names that stood there may stay though they stand for nothing any more, unless the catalogus is another.
    """
    before = besluittype.informatieobjecttypen if besluittype.pk else []
    kept = before
    if besluittype.pk and catalogus is not None and besluittype.catalogus_id != catalogus:
        given.setdefault("informatieobjecttypen", before)
        kept = []
    if "informatieobjecttypen" in given:
        given["informatieobjecttypen"] = names_of(
            InformatieObjectType,
            given["informatieobjecttypen"],
            "informatieobjecttypen",
            catalogus,
            violations,
            before=kept,
        )
    for attribute, value in (given | {"catalogus_id": catalogus}).items():
        setattr(besluittype, attribute, value)
    violations += period_rules(besluittype, changed=changed, wrong=wrong)
