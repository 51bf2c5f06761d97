# SPDX-License-Identifier: EUPL-1.2
"""Create and change informatieobjecttypen; publishing and removing one is in versions."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from catalogi.actions.scopes import CHANGE, WRITE
from catalogi.actions.versions import change_rules, changing_version, creating_version, faulty_version, period_rules
from catalogi.models import InformatieObjectType
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import find


def create_informatieobjecttype(**given: Any) -> InformatieObjectType:
    """Add a version of an informatieobjecttype, as a concept. Takes the attributes of its schema.

    Raises Invalid, Forbidden.
    """
    authorize(WRITE, InformatieObjectType())
    violations: list[Violation] = []
    with creating_version(given.pop("catalogus"), violations) as (change, catalogus):
        informatieobjecttype = InformatieObjectType(catalogus_id=catalogus, concept=True, **given)
        check([*violations, *period_rules(informatieobjecttype)])
        return change.create(informatieobjecttype)


def update_informatieobjecttype(uuid: UUID, *, partial: bool, **given: Any) -> InformatieObjectType:
    """Change a concept, or correct what is published (rules 6.3).

    Raises Invalid (ztc-009, 016), NotFound, Forbidden, Problem 412 or 409.
    """
    authorize(CHANGE, InformatieObjectType())
    violations: list[Violation] = []
    changed = set(given)
    found = find(InformatieObjectType, uuid)
    with changing_version(found, given.pop("catalogus", None), violations) as (change, catalogus):
        violations += change_rules(change.row, changed)
        for attribute, value in (given | {"catalogus_id": catalogus}).items():
            setattr(change.row, attribute, value)
        check([*violations, *period_rules(change.row, changed=changed)])
        return change.update(partial=partial)


def informatieobjecttype_faults(
    violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any
) -> None:
    """Add what else is wrong with a type of which these attributes are wrong. Raises Forbidden, NotFound."""
    informatieobjecttype, catalogus = faulty_version(InformatieObjectType, uuid, given, wrong, violations)
    for attribute, value in (given | {"catalogus_id": catalogus}).items():
        setattr(informatieobjecttype, attribute, value)
    violations += period_rules(informatieobjecttype, wrong=wrong)
