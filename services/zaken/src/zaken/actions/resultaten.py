# SPDX-License-Identifier: EUPL-1.2
"""Give a zaak its resultaat, change it, take it away."""

from collections.abc import Set
from functools import partial as bound
from typing import Any
from uuid import UUID

from servicekit.mirror.reporting import reported
from servicekit.problems import Invalid, Problem, check
from servicekit.rules import Violation, Violations
from servicekit.writing.changing import broken, changing, check_row, creating, find
from zaken.actions.closing import ARCHIVE, ClosingFacts, archive_zaak, gather_archiving, unarchive_zaak
from zaken.actions.kinderen import destroyed, find_zaak, permit, zaak_in
from zaken.models import Resultaat, Zaak
from zaken.peers import catalogi
from zaken.peers.catalogi import ResultaattypeFacts
from zaken.rules import zrc_020_resultaattype, zrc_archief, zrc_resultaat


def create_resultaat(*, zaak: str, resultaattype: str, toelichting: str) -> Resultaat:
    """Give a zaak (reference) its one resultaat; a closed zaak gets the archive attributes that come of it.

    Raises Invalid (zrc-020, 021, unique), Forbidden, Problem 409 or 503.
    """
    violations: list[Violation] = []
    found = find_zaak(zaak, violations)
    if found is not None:
        permit(found)
    facts = None
    with reported(violations, "resultaattype"):
        facts = catalogi.resultaattype(resultaattype)
    if found is None:
        raise Invalid(*violations)
    gathered = gather_archiving(found, facts) if facts is not None and found.is_closed else None
    with creating(under=found, permit=permit, absent=destroyed()) as change:
        locked = change.main
        _require_same(found, locked)
        resultaat = Resultaat(zaak=locked, resultaattype=resultaattype, toelichting=toelichting)
        check_row(resultaat, [*violations, *_judge(locked, facts, gathered)])
        change.create(resultaat)
        if gathered is not None:
            change.save_along(locked, *ARCHIVE)
    return resultaat


def resultaat_faults(violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any) -> None:
    """Add what else is wrong with a resultaat of which these attributes are wrong already.

    Raises Forbidden, NotFound or Problem 503.
    """
    if uuid is not None:
        resultaat = find(Resultaat, uuid)
        permit(resultaat.zaak)
        violations += _change_rules(resultaat, given)
        return
    found = zaak_in(given, violations)
    if found is not None:
        permit(found)
    facts = None
    if "resultaattype" in given:
        with reported(violations, "resultaattype"):
            facts = catalogi.resultaattype(given["resultaattype"])
    if found is not None:
        gathered = gather_archiving(found, facts) if facts is not None and found.is_closed else None
        violations += _judge(found, facts, gathered)
        violations += broken(Resultaat(zaak=found), wrong)


def _judge(zaak: Zaak, facts: ResultaattypeFacts | None, gathered: ClosingFacts | None) -> list[Violation]:
    """Archive a closed zaak by the type of its resultaat; nothing is saved. All that is wrong with that resultaat."""
    found = list(zrc_archief.zaak_is_not_archived(archiefstatus=zaak.archiefstatus))
    if facts is not None:
        found += zrc_020_resultaattype.resultaattype_is_of_zaaktype(
            zaaktype_of_resultaattype=facts.zaaktype, zaaktype=zaak.zaaktype
        )
        if gathered is not None:
            found += archive_zaak(zaak, facts, gathered)
    return found


def update_resultaat(uuid: UUID, *, partial: bool, **given: Any) -> Resultaat:
    """Change the toelichting; the rest stays. Raises Invalid, NotFound, Forbidden, Problem 412."""
    with changing(find(Resultaat, uuid), permit=bound(permit, reading=not given)) as change:
        resultaat = change.row
        check(_change_rules(resultaat, given))
        resultaat.toelichting = given.get("toelichting", resultaat.toelichting)
        return change.update(partial=partial)


def _change_rules(resultaat: Resultaat, given: dict[str, Any]) -> Violations:
    """Say everything that is wrong with changing a resultaat so."""
    yield from zrc_archief.zaak_is_not_archived(archiefstatus=resultaat.zaak.archiefstatus)
    yield from zrc_resultaat.resultaat_is_unchanged(
        zaak_before=resultaat.zaak.reference,
        zaak_after=given.get("zaak", resultaat.zaak.reference),
        resultaattype_before=resultaat.resultaattype,
        resultaattype_after=given.get("resultaattype", resultaat.resultaattype),
    )


def destroy_resultaat(uuid: UUID) -> None:
    """Take the resultaat of a zaak away, and from a closed one the archive attributes that came of it.

    Raises NotFound, Forbidden, Problem 409, 412 or 503. An archived zaak keeps these attributes: it is being destroyed
    or handed over by them.
    """
    found = find(Resultaat, uuid)
    permit(found.zaak)
    facts, gathered = None, None
    if found.zaak.is_closed and found.zaak.archiefstatus == "nog_te_archiveren":
        # What came of a type that is no more cannot be told from what was set by hand, and stays.
        with reported([], "resultaattype"):
            facts = catalogi.resultaattype(found.resultaattype)
            gathered = gather_archiving(found.zaak, facts)
    with changing(found, permit=permit) as change:
        zaak = change.main
        _require_same(found.zaak, zaak)
        change.destroy()
        if gathered is not None:
            assert facts is not None
            unarchive_zaak(zaak, facts, gathered)
            change.save_along(zaak, *ARCHIVE)


def _require_same(found: Zaak, locked: Zaak) -> None:
    if (found.is_closed, found.archiefstatus) != (locked.is_closed, locked.archiefstatus):
        raise Problem(409, "De zaak is intussen afgesloten, heropend of gearchiveerd; probeer het opnieuw.")
