# SPDX-License-Identifier: EUPL-1.2
"""What all that belongs to a zaaktype shares: it changes under the lock of the zaaktype, which shows it (ztc-010)."""

from typing import Any
from uuid import UUID

from catalogi.actions.links import absent, uuid_of
from catalogi.actions.permissions import may_correct, may_remove
from catalogi.models import Catalogus, ResultaatType, RolType, StatusType, ZaakType, ZaakTypeInformatieObjectType
from catalogi.rules import ztc_010_kinderen, ztc_geldigheid
from servicekit.database.transactions import lock
from servicekit.journal.recording import record
from servicekit.problems import NotFound, Problem, check
from servicekit.references import own
from servicekit.representations.etags import require_match
from servicekit.representations.model import Represented
from servicekit.representations.rendering import represent
from servicekit.rules import Violation

CHILDREN: tuple[type[Represented], ...] = (StatusType, RolType, ResultaatType, ZaakTypeInformatieObjectType)


def lock_zaaktype(reference: str, violations: list[Violation]) -> ZaakType:
    """The zaaktype that a new row is of, locked. Raises Invalid, with all violations, when it is not there."""
    uuid = uuid_of(reference, ZaakType.collection, "zaaktype", violations)
    zaaktype = lock(ZaakType, [uuid]).get(uuid) if uuid else None
    if uuid and zaaktype is None:
        violations.append(absent("zaaktype"))
    if zaaktype is None:
        check(violations)
        raise AssertionError("an absent zaaktype is a violation")
    return zaaktype


def lock_child[C: (StatusType, RolType, ResultaatType, ZaakTypeInformatieObjectType)](
    model: type[C], uuid: UUID, wanted: str | None, violations: list[Violation]
) -> tuple[C, ZaakType]:
    """A row and the zaaktype that it is to be of, with both zaaktypen locked; its own when `wanted` is None.

    Judges If-Match. Raises NotFound, Problem 412, and 409 when it was moved to another zaaktype meanwhile.
    """
    current = model._default_manager.filter(uuid=uuid).values_list("zaaktype__uuid", flat=True).first()
    if current is None:
        raise NotFound()
    target = current if wanted is None else uuid_of(wanted, ZaakType.collection, "zaaktype", violations) or current
    zaaktypen = lock(ZaakType, {current, target})
    child = model._default_manager.filter(uuid=uuid).first()
    if child is None or current not in zaaktypen:
        raise NotFound()
    if child.zaaktype_id != zaaktypen[current].pk:
        raise Problem(409, "Dit object is tegelijk door een ander verzoek naar een ander zaaktype verplaatst.")
    child.zaaktype = zaaktypen[current]
    require_match(child)
    if target not in zaaktypen:
        violations.append(absent("zaaktype"))
        target = current
    return child, zaaktypen[target]


def write_rules(*zaaktypen: ZaakType, code: str = "non-concept-zaaktype") -> list[Violation]:
    """What is wrong with adding to, or changing what belongs to these zaaktypen (ztc-010)."""
    forced = may_correct()
    return [
        each
        for zaaktype in zaaktypen
        for each in ztc_010_kinderen.zaaktype_may_change(concept=zaaktype.concept, forced=forced, code=code)
    ]


def remove_rules(zaaktype: ZaakType, *, code: str = "non-concept-zaaktype") -> list[Violation]:
    """What is wrong with removing what belongs to a zaaktype (ztc-010)."""
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


def show(*zaaktypen: ZaakType) -> None:
    """Render zaaktypen whose rows changed. Of one that is published, others are told that it was corrected.

    What belongs to a zaaktype has no notifications of its own, and others keep it with the zaaktype.
    """
    for zaaktype in dict.fromkeys(zaaktypen):
        old = zaaktype.body
        represent(zaaktype)
        if not zaaktype.concept:
            record("partial_update", zaaktype, old=old)
