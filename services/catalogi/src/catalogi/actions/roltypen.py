# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy roltypen."""

from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import lock_child, lock_zaaktype, remove_rules, repeated_rules, show, write_rules
from catalogi.actions.permissions import CHANGE, DESTROY
from catalogi.models import RolType, ZaakType
from servicekit.database.transactions import writing
from servicekit.journal.recording import record
from servicekit.problems import check
from servicekit.representations.rendering import represent
from servicekit.rights.checks import authorize
from servicekit.rules import Violation


def create_roltype(**given: Any) -> RolType:
    """Add a roltype to a zaaktype. Takes the attributes of its schema. Raises Invalid (ztc-010), Forbidden."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with writing():
        zaaktype = lock_zaaktype(given.pop("zaaktype"), violations)
        check([*violations, *write_rules(zaaktype), *repeated_rules(given, zaaktype)])
        roltype = RolType(zaaktype=zaaktype, **given)
        represent(roltype, save=False)
        roltype.save(force_insert=True)
        record("create", roltype, notify=False)
        show(zaaktype)
    return roltype


def update_roltype(uuid: UUID, *, partial: bool, **given: Any) -> RolType:
    """Change a roltype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with writing():
        roltype, zaaktype = lock_child(RolType, uuid, given.pop("zaaktype", None), violations)
        former, old = roltype.zaaktype, roltype.body
        check([*violations, *write_rules(former, zaaktype), *repeated_rules(given, zaaktype)])
        for name, value in (given | {"zaaktype": zaaktype}).items():
            setattr(roltype, name, value)
        represent(roltype, save=False)
        roltype.save()
        record("partial_update" if partial else "update", roltype, old=old, notify=False)
        show(former, zaaktype)
    return roltype


def destroy_roltype(uuid: UUID) -> None:
    """Remove a roltype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with writing():
        roltype, zaaktype = lock_child(RolType, uuid, None, [])
        check(remove_rules(zaaktype))
        record("destroy", roltype, old=roltype.body, notify=False)
        roltype.delete()
        show(zaaktype)
