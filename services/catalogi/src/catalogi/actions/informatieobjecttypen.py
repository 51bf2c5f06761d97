# SPDX-License-Identifier: EUPL-1.2
"""Create and change informatieobjecttypen; publishing and removing one is in versions."""

from typing import Any
from uuid import UUID

from catalogi.actions.scopes import CHANGE, WRITE
from catalogi.actions.versions import ONLY_EINDE, change_rules, changing_version, creating_version, period_rules
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
    name = "eindeGeldigheid" if partial and set(given) == ONLY_EINDE else "beginGeldigheid"
    found = find(InformatieObjectType, uuid)
    with changing_version(found, given.get("catalogus"), violations) as (change, catalogus):
        violations += change_rules(change.row, partial=partial, given=given)
        for attribute, value in (given | {"catalogus_id": catalogus}).items():
            if attribute != "catalogus":
                setattr(change.row, attribute, value)
        check([*violations, *period_rules(change.row, name=name)])
        return change.update(partial=partial)
