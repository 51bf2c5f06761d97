# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy statustypen; which one is the eindstatus follows from all of a zaaktype."""

from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import changing_child, creating_child, put, remove_rules
from catalogi.actions.scopes import CHANGE, DESTROY
from catalogi.models import Eigenschap, StatusType, ZaakType, ZaakTypeInformatieObjectType
from catalogi.rules import ztc_statustype
from servicekit.problems import check
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import Change, find


def create_statustype(**given: Any) -> StatusType:
    """Add a statustype to a zaaktype. Takes the attributes of its schema. Raises Invalid (ztc-010), Forbidden."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with creating_child(given.pop("zaaktype"), violations) as (change, zaaktype):
        statustype = StatusType(is_eindstatus=False)
        put(statustype, zaaktype, given, violations)
        check(violations)
        _rank(change, change.main, statustype)
        return change.create(statustype)


def update_statustype(uuid: UUID, *, partial: bool, **given: Any) -> StatusType:
    """Change a statustype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with changing_child(find(StatusType, uuid), given.pop("zaaktype", None), violations) as (change, zaaktype):
        statustype, former = change.row, change.main
        put(statustype, zaaktype, given, violations)
        check(violations)
        if former is not zaaktype:
            _release(change, statustype, former)
            _rank(change, former, left=statustype)
        _rank(change, statustype.zaaktype, statustype)
        return change.update(partial=partial)


def destroy_statustype(uuid: UUID) -> None:
    """Remove a statustype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with changing_child(find(StatusType, uuid), None, []) as (change, _):
        check(remove_rules(change.main))
        _release(change, change.row, change.main)
        _rank(change, change.main, left=change.row)
        change.destroy()


def _rank(
    change: Change[Any, ZaakType],
    zaaktype: ZaakType,
    changed: StatusType | None = None,
    *,
    left: StatusType | None = None,
) -> None:
    """Say of the statustypen of a zaaktype which is the eindstatus, and render the others for which that changed.

    `changed` is about to be stored as one of them; `left` is about not to be one any more.
    """
    moving = changed or left
    others = [each for each in StatusType.objects.filter(zaaktype=zaaktype) if moving is None or each.pk != moving.pk]
    all_of_zaaktype = [*others, changed] if changed else others
    highest = ztc_statustype.derive_volgnummer_of_eindstatus(volgnummers=[each.volgnummer for each in all_of_zaaktype])
    for each in all_of_zaaktype:
        was, each.is_eindstatus = each.is_eindstatus, each.volgnummer == highest
        if each is not changed and was != each.is_eindstatus:
            change.save_along(each, "is_eindstatus")


def _release(change: Change[Any, ZaakType], statustype: StatusType, zaaktype: ZaakType) -> None:
    """No document type or eigenschap of a zaaktype is asked for at a statustype that it has no more."""
    for model in (Eigenschap, ZaakTypeInformatieObjectType):
        for each in model._default_manager.filter(zaaktype=zaaktype, statustype=statustype):
            each.statustype = None
            change.save_along(each, "statustype")
