# SPDX-License-Identifier: EUPL-1.2
"""Change what belongs to a zaaktype under the lock of the zaaktype, which shows it (ztc-010)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from catalogi.actions.scopes import may_correct, may_remove
from catalogi.models import Catalogus, ResultaatType, RolType, StatusType, ZaakType, ZaakTypeInformatieObjectType
from catalogi.rules import ztc_010_kinderen, ztc_geldigheid
from servicekit.database import instances
from servicekit.problems import Invalid
from servicekit.references import absent, own, own_uuid
from servicekit.rules import Violation
from servicekit.writing.changing import Change, changing, creating


@contextmanager
def creating_child(reference: str, violations: list[Violation]) -> Iterator[Change[Any, ZaakType]]:
    """The transaction that creates a row of a zaaktype. Raises Invalid, with all violations, when that is not there."""
    uuid = own_uuid(reference, ZaakType.collection, "zaaktype", violations)
    zaaktype = instances.one(ZaakType, uuid) if uuid else None
    if zaaktype is None:
        raise Invalid(*violations, *([absent("zaaktype")] if uuid else []))
    with creating(under=zaaktype, absent=Invalid(absent("zaaktype"))) as change:
        yield change
        _tell(change, change.main)


@contextmanager
def changing_child[C: (StatusType, RolType, ResultaatType, ZaakTypeInformatieObjectType)](
    found: C, wanted: str | None, violations: list[Violation]
) -> Iterator[tuple[Change[C, ZaakType], ZaakType]]:
    """The transaction that changes a row of a zaaktype, and the zaaktype that it is to be of.

    That is its own when `wanted` is None, and, with a violation, when there is no such zaaktype. Raises what
    `changing` does.
    """
    target = own_uuid(wanted, ZaakType.collection, "zaaktype", violations) or found.zaaktype.uuid
    with changing(found, others={ZaakType: [target]}) as change:
        zaaktype = {change.main.uuid: change.main, **change.locked}.get(target)
        if zaaktype is None:
            violations.append(absent("zaaktype"))
            zaaktype = change.main
        yield change, zaaktype
        _tell(change, change.main, zaaktype)


def write_rules(*zaaktypen: ZaakType, code: str = "non-concept-zaaktype") -> list[Violation]:
    """Say what is wrong with adding to, or changing what belongs to these zaaktypen (ztc-010)."""
    forced = may_correct()
    return [
        each
        for zaaktype in zaaktypen
        for each in ztc_010_kinderen.zaaktype_may_change(concept=zaaktype.concept, forced=forced, code=code)
    ]


def remove_rules(zaaktype: ZaakType, *, code: str = "non-concept-zaaktype") -> list[Violation]:
    """Say what is wrong with removing what belongs to a zaaktype (ztc-010)."""
    return list(ztc_010_kinderen.zaaktype_may_change(concept=zaaktype.concept, forced=may_remove(), code=code))


def repeated_rules(given: dict[str, Any], zaaktype: ZaakType) -> list[Violation]:
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


def _tell(change: Change[Any, ZaakType], *zaaktypen: ZaakType) -> None:
    """Have others told that zaaktypen whose rows changed were corrected, of those that are published.

    What belongs to a zaaktype has no notifications of its own, and others keep it with the zaaktype.
    """
    for zaaktype in dict.fromkeys(zaaktypen):
        if not zaaktype.concept:
            change.tell(zaaktype)
