# SPDX-License-Identifier: EUPL-1.2
"""Give a zaak its resultaat, change it, take it away."""

from typing import Any
from uuid import UUID

from servicekit.constraints import enforced
from servicekit.journal.recording import record
from servicekit.mirror.reporting import reported
from servicekit.problems import check
from servicekit.representations import represent, require_match
from servicekit.rules import Violation
from servicekit.transactions import writing
from zaken.actions.parents import CHANGE, find_child, find_zaak, lock_child, lock_zaak, permit
from zaken.models import Resultaat
from zaken.peers import catalogi
from zaken.rules import zrc_020_resultaattype, zrc_archief, zrc_resultaat

__all__ = ["CHANGE", "create_resultaat", "destroy_resultaat", "update_resultaat"]


def create_resultaat(*, zaak: str, resultaattype: str, toelichting: str) -> Resultaat:
    """Give a zaak (reference) its one resultaat. Raises Invalid (zrc-020, unique), Forbidden, Problem 503."""
    found = find_zaak(zaak)
    permit(found)
    violations: list[Violation] = []
    facts = None
    with reported(violations, "resultaattype"):
        facts = catalogi.resultaattype(resultaattype)
    with writing():
        locked = lock_zaak(found)
        permit(locked)
        violations += zrc_archief.zaak_is_not_archived(archiefstatus=locked.archiefstatus)
        if facts is not None:
            violations += zrc_020_resultaattype.resultaattype_is_of_zaaktype(
                zaaktype_of_resultaattype=facts.zaaktype, zaaktype=locked.zaaktype
            )
        check(violations)
        resultaat = Resultaat(zaak=locked, resultaattype=resultaattype, toelichting=toelichting)
        represent(resultaat, save=False)
        with enforced(zrc_resultaat_een_per_zaak=zrc_resultaat.SECOND_RESULTAAT):
            resultaat.save(force_insert=True)
        represent(locked)
        record("create", resultaat)
    return resultaat


def update_resultaat(uuid: UUID, *, partial: bool, **given: Any) -> Resultaat:
    """Change the toelichting; the rest stays. Raises Invalid, NotFound, Forbidden, Problem 412."""
    found = find_child(Resultaat, uuid)
    with writing():
        resultaat = lock_child(found)
        permit(resultaat.zaak)
        require_match(resultaat)
        old = resultaat.body
        check(
            [
                *zrc_archief.zaak_is_not_archived(archiefstatus=resultaat.zaak.archiefstatus),
                *zrc_resultaat.resultaat_is_unchanged(
                    zaak_before=resultaat.zaak.reference,
                    zaak_after=given.get("zaak", resultaat.zaak.reference),
                    resultaattype_before=resultaat.resultaattype,
                    resultaattype_after=given.get("resultaattype", resultaat.resultaattype),
                ),
            ]
        )
        resultaat.toelichting = given.get("toelichting", resultaat.toelichting)
        represent(resultaat, save=False)
        resultaat.save()
        record("partial_update" if partial else "update", resultaat, old=old)
    return resultaat


def destroy_resultaat(uuid: UUID) -> None:
    """Take the resultaat of a zaak away. Raises NotFound, Forbidden, Problem 412."""
    found = find_child(Resultaat, uuid)
    with writing():
        resultaat = lock_child(found)
        permit(resultaat.zaak)
        require_match(resultaat)
        record("destroy", resultaat, old=resultaat.body)
        resultaat.delete()
        represent(resultaat.zaak)
