# SPDX-License-Identifier: EUPL-1.2
"""Create, change and destroy statustypen; which one is the eindstatus follows from all of a zaaktype."""

from typing import Any
from uuid import UUID

from catalogi.actions.kinderen import lock_child, lock_zaaktype, remove_rules, repeated_rules, show, write_rules
from catalogi.actions.permissions import CHANGE, DESTROY
from catalogi.models import StatusType, ZaakType, ZaakTypeInformatieObjectType
from catalogi.rules import ztc_statustype
from servicekit.database.transactions import writing
from servicekit.journal.recording import record
from servicekit.problems import check
from servicekit.representations.rendering import represent
from servicekit.rights.checks import authorize
from servicekit.rules import Violation


def create_statustype(**given: Any) -> StatusType:
    """Add a statustype to a zaaktype. Takes the attributes of its schema. Raises Invalid (ztc-010), Forbidden."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with writing():
        zaaktype = lock_zaaktype(given.pop("zaaktype"), violations)
        check([*violations, *write_rules(zaaktype), *repeated_rules(given, zaaktype)])
        statustype = StatusType(zaaktype=zaaktype, is_eindstatus=False, **given)
        _rank(zaaktype, statustype)
        represent(statustype, save=False)
        statustype.save(force_insert=True)
        record("create", statustype, notify=False)
        show(zaaktype)
    return statustype


def update_statustype(uuid: UUID, *, partial: bool, **given: Any) -> StatusType:
    """Change a statustype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(CHANGE, ZaakType())
    violations: list[Violation] = []
    with writing():
        statustype, zaaktype = lock_child(StatusType, uuid, given.pop("zaaktype", None), violations)
        former, old = statustype.zaaktype, statustype.body
        check([*violations, *write_rules(former, zaaktype), *repeated_rules(given, zaaktype)])
        for name, value in (given | {"zaaktype": zaaktype}).items():
            setattr(statustype, name, value)
        if former is not zaaktype:
            _release_documents(statustype, former)
            _rank(former, left=statustype)
        _rank(zaaktype, statustype)
        represent(statustype, save=False)
        statustype.save()
        record("partial_update" if partial else "update", statustype, old=old, notify=False)
        show(former, zaaktype)
    return statustype


def destroy_statustype(uuid: UUID) -> None:
    """Remove a statustype. Raises Invalid (ztc-010), NotFound, Forbidden, Problem 412 or 409."""
    authorize(DESTROY, ZaakType())
    with writing():
        statustype, zaaktype = lock_child(StatusType, uuid, None, [])
        check(remove_rules(zaaktype))
        record("destroy", statustype, old=statustype.body, notify=False)
        _release_documents(statustype, zaaktype)
        _rank(zaaktype, left=statustype)
        statustype.delete()
        show(zaaktype)


def _rank(zaaktype: ZaakType, changed: StatusType | None = None, *, left: StatusType | None = None) -> None:
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
            each.zaaktype = zaaktype
            represent(each, save=False)
            each.save()


def _release_documents(statustype: StatusType, zaaktype: ZaakType) -> None:
    """No document type of a zaaktype asks for its documents at a statustype that it has no more."""
    for each in ZaakTypeInformatieObjectType.objects.filter(zaaktype=zaaktype, statustype=statustype.uuid):
        each.zaaktype, each.statustype_id = zaaktype, None
        represent(each, save=False)
        each.save()
