# SPDX-License-Identifier: EUPL-1.2
"""Change what belongs to a zaaktype under the lock of the zaaktype, which shows it (ztc-010)."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from catalogi.actions.scopes import CHANGE, may_correct, may_remove
from catalogi.models import (
    Catalogus,
    Eigenschap,
    ResultaatType,
    RolType,
    StatusType,
    ZaakObjectType,
    ZaakType,
    ZaakTypeInformatieObjectType,
)
from catalogi.rules import ztc_010_kinderen, ztc_geldigheid, ztc_relaties
from servicekit.database import instances
from servicekit.problems import Invalid
from servicekit.references import absent, own, own_uuid
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.writing.changing import Change, changing, creating, find

type Child = StatusType | RolType | ResultaatType | Eigenschap | ZaakObjectType | ZaakTypeInformatieObjectType
CODE = "non-concept-zaaktype"


@contextmanager
def creating_child(
    reference: str, violations: list[Violation]
) -> Iterator[tuple[Change[Any, ZaakType], ZaakType | None]]:
    """The transaction that creates a row of a zaaktype, and that; None, with a violation, when it is not there."""
    zaaktype = _find_zaaktype(reference, violations)
    with creating(under=zaaktype, absent=Invalid(absent("zaaktype"))) if zaaktype else creating() as change:
        yield change, change.main if zaaktype else None
        _tell(change, change.main)


@contextmanager
def changing_child[C: Child](
    found: C, wanted: str | None, violations: list[Violation]
) -> Iterator[tuple[Change[C, ZaakType], ZaakType | None]]:
    """The transaction that changes a row of a zaaktype, and the zaaktype that it is to be of: its own unless wanted.

    None, with a violation, when there is no such zaaktype. Raises what `changing` does.
    """
    target = own_uuid(wanted, ZaakType.collection, "zaaktype", violations) if wanted else found.zaaktype.uuid
    with changing(found, others={ZaakType: [target] if target else []}) as change:
        zaaktype = {change.main.uuid: change.main, **change.locked}.get(target)
        if target and zaaktype is None:
            violations.append(absent("zaaktype"))
        yield change, zaaktype
        _tell(change, change.main, zaaktype or change.main)


def faulty_child[C: Child](
    model: type[C], uuid: UUID | None, given: dict[str, Any], wrong: Set[str], violations: list[Violation]
) -> tuple[C, ZaakType | None]:
    """The row that a request with these wrong attributes changes, or a new one, and what `changing_child` gives.

    Nothing is locked. Raises Forbidden, NotFound.
    """
    authorize(CHANGE, ZaakType())
    child = find(model, uuid) if uuid else model()
    if "zaaktype" in given:
        return child, _find_zaaktype(given.pop("zaaktype"), violations)
    return child, None if "zaaktype" in wrong else child.zaaktype


def child_faults(
    model: type[Child], violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any
) -> None:
    """Add what else is wrong with a row of which these attributes are wrong. Raises Forbidden, NotFound."""
    child, zaaktype = faulty_child(model, uuid, given, wrong, violations)
    put(child, zaaktype, given, violations)


def put(
    child: Child, zaaktype: ZaakType | None, given: dict[str, Any], violations: list[Violation], code: str = CODE
) -> None:
    """Put in a row what a request gives; add what is wrong with that by its zaaktypen, the former one too (ztc-010)."""
    for each in filter(None, (child.zaaktype if child.pk else None, zaaktype)):
        violations += ztc_010_kinderen.zaaktype_may_change(concept=each.concept, forced=may_correct(), code=code)
    if zaaktype is not None:
        violations += _repeated_rules(given, zaaktype)
    for name, value in (given | {"zaaktype": zaaktype}).items():
        setattr(child, name, value)


def find_statustype(reference: str | None, zaaktype: ZaakType | None, violations: list[Violation]) -> StatusType | None:
    """The statustype that a row of a zaaktype refers to, None when it is not there; add what is wrong with it."""
    if not reference:
        return None
    uuid = own_uuid(reference, StatusType.collection, "statustype", violations)
    statustype = StatusType.objects.filter(uuid=uuid).first() if uuid else None
    if statustype is not None and zaaktype is not None:
        violations += ztc_relaties.statustype_is_of_zaaktype(same=statustype.zaaktype_id == zaaktype.pk)
    elif uuid and statustype is None:
        violations.append(absent("statustype"))
    return statustype


def remove_rules(zaaktype: ZaakType, *, code: str = CODE) -> list[Violation]:
    """Say what is wrong with removing what belongs to a zaaktype (ztc-010)."""
    return list(ztc_010_kinderen.zaaktype_may_change(concept=zaaktype.concept, forced=may_remove(), code=code))


def _repeated_rules(given: dict[str, Any], zaaktype: ZaakType) -> list[Violation]:
    """Take from a request what it repeats of the zaaktype; what differs from it is wrong."""
    period = {
        "beginGeldigheid": given.pop("begin_geldigheid", None),
        "eindeGeldigheid": given.pop("einde_geldigheid", None),
    }
    catalogus = own("ztc", Catalogus.collection, zaaktype.catalogus_id)
    return [
        *ztc_geldigheid.period_is_of_zaaktype(
            given=period, begin=zaaktype.begin_geldigheid, einde=zaaktype.einde_geldigheid
        ),
        *ztc_geldigheid.catalogus_is_of_zaaktype(given=given.pop("catalogus", None), catalogus=catalogus),
    ]


def _find_zaaktype(reference: str, violations: list[Violation]) -> ZaakType | None:
    uuid = own_uuid(reference, ZaakType.collection, "zaaktype", violations)
    zaaktype = instances.one(ZaakType, uuid) if uuid else None
    if uuid and zaaktype is None:
        violations.append(absent("zaaktype"))
    return zaaktype


def _tell(change: Change[Any, ZaakType], *zaaktypen: ZaakType) -> None:
    """Have others told that zaaktypen whose rows changed were corrected, of those that are published.

    What belongs to a zaaktype has no notifications of its own, and others keep it with the zaaktype.
    """
    for zaaktype in dict.fromkeys(zaaktypen):
        if not zaaktype.concept:
            change.tell(zaaktype)
