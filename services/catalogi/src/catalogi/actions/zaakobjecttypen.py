# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy zaakobjecttypen."""

from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import changing_child, creating_child, put, remove_rules
from catalogi.actions.scopes import CHANGE, DESTROY
from catalogi.models import ZaakObjectType, ZaakType
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import find


def create_zaakobjecttype(**given: Any) -> ZaakObjectType:
    """Add a zaakobjecttype to a zaaktype. Takes the attributes of its schema. Raises Invalid (ztc-010), Forbidden."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with creating_child(given.pop("zaaktype"), violations) as (change, zaaktype):
        zaakobjecttype = ZaakObjectType()
        put(zaakobjecttype, zaaktype, given, violations)
        check(violations)
        return change.create(zaakobjecttype)


def update_zaakobjecttype(uuid: UUID, *, partial: bool, **given: Any) -> ZaakObjectType:
    """Change a zaakobjecttype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with changing_child(find(ZaakObjectType, uuid), given.pop("zaaktype", None), violations) as (change, zaaktype):
        put(change.row, zaaktype, given, violations)
        check(violations)
        return change.update(partial=partial)


def destroy_zaakobjecttype(uuid: UUID) -> None:
    """Remove a zaakobjecttype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with changing_child(find(ZaakObjectType, uuid), None, []) as (change, _):
        check(remove_rules(change.main))
        change.destroy()
