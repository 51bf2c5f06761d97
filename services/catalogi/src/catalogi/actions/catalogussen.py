# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy catalogussen."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from catalogi.actions.scopes import CHANGE, DESTROY, WRITE
from catalogi.models import BesluitType, Catalogus, InformatieObjectType, ZaakType
from catalogi.rules import ztc_017_catalogus_leeg
from servicekit.problems import Problem
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import broken, changing, creating, find


def create_catalogus(**given: Any) -> Catalogus:
    """Open a catalogus. Takes the attributes of its schema. Raises Invalid `unique`, Forbidden."""
    authorize(WRITE, Catalogus())
    with creating() as change:
        return change.create(Catalogus(**given))


def update_catalogus(uuid: UUID, *, partial: bool, **given: Any) -> Catalogus:
    """Change a catalogus. Raises Invalid `unique`, NotFound, Forbidden, Problem 412."""
    authorize(CHANGE, Catalogus())
    with changing(find(Catalogus, uuid)) as change:
        for name, value in given.items():
            setattr(change.row, name, value)
        return change.update(partial=partial)


def catalogus_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what else is wrong with a catalogus of which these attributes are wrong. Raises Forbidden, NotFound."""
    authorize(CHANGE if uuid else WRITE, Catalogus())
    catalogus = find(Catalogus, uuid) if uuid else Catalogus()
    for name, value in given.items():
        setattr(catalogus, name, value)
    violations += broken(catalogus, wrong)


def destroy_catalogus(uuid: UUID) -> None:
    """Remove a catalogus that is empty. Raises Problem 409 (ztc-017) or 412, NotFound, Forbidden."""
    authorize(DESTROY, Catalogus())
    with changing(find(Catalogus, uuid)) as change:
        types = sum(
            each.objects.filter(catalogus=uuid).count() for each in (ZaakType, InformatieObjectType, BesluitType)
        )
        for found in ztc_017_catalogus_leeg.catalogus_is_empty(types=types):
            raise Problem(409, found.reason, found.code)
        change.destroy()
