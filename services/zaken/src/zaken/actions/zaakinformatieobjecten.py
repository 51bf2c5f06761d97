# SPDX-License-Identifier: EUPL-1.2
"""Relate a document to a zaak, change what is said of it, part them again (zrc-003, 004, 005 and 017)."""

from collections.abc import Set
from functools import partial as bound
from typing import Any
from uuid import UUID

from servicekit.clock import now
from servicekit.mirror.reporting import reported
from servicekit.pairs.counterparts import Refused, Unanswered
from servicekit.pairs.leading import (
    finish_creation,
    finish_deletion,
    held_before,
    hold,
    join,
    may_join,
    part,
    require_made,
)
from servicekit.pairs.models import Pair
from servicekit.problems import Invalid, NotFound, Problem, check, invalid
from servicekit.references import absent, own_uuid
from servicekit.rules import NON_FIELD, Violation
from servicekit.writing.changing import changing, creating, find
from servicekit.writing.idempotency.keys import Repeated
from zaken.actions.kinderen import destroyed, find_zaak, overtaken, permit, zaak_in
from zaken.actions.scopes import PART, RELATE
from zaken.models import Status, Zaak, ZaakInformatieObject
from zaken.peers import catalogi, documenten
from zaken.rules import (
    zrc_004_zaakinformatieobject,
    zrc_017_informatieobjecttype,
    zrc_archief,
    zrc_zaakinformatieobject,
)


def create_zaakinformatieobject(**given: Any) -> ZaakInformatieObject:
    """Relate a document to a zaak, here and in the Documenten API.

    Raises Invalid (zrc-003, 004, 017, or the Documenten API refused), Forbidden, Problem 409 or 503. After a 503 the
    pair may come about yet; the same request again joins it.
    """
    violations: list[Violation] = []
    found = find_zaak(given.pop("zaak"), violations)
    if found is not None:
        permit(found, RELATE)
    violations += _gather(found, given["informatieobject"])
    given["status"] = own_uuid(given["status"], "statussen", "status", violations)
    if found is None:
        raise Invalid(*violations)
    again = True
    try:
        relation, again = _hold(found, given, violations)
    except Repeated as repeated:
        held = held_before(ZaakInformatieObject, repeated)
        if held is None:
            raise
        relation = held
    try:
        finished = finish_creation(relation, again=again)
    except Refused as refused:
        raise invalid(
            "informatieobject", "pending-relations", f"De Documenten API weigert de relatie. {refused.reason}".strip()
        ) from refused
    except Unanswered as unknown:
        raise _unknown() from unknown
    if finished is None:
        raise Problem(409, "De zaak is intussen verwijderd.")
    return finished


def zaakinformatieobject_faults(
    violations: list[Violation], wrong: Set[str], *, uuid: UUID | None = None, **given: Any
) -> None:
    """Add what else is wrong with a relation of which these attributes are wrong already. Raises Forbidden, Problem."""
    if uuid is not None:
        relation = find(ZaakInformatieObject, uuid)
        permit(relation.zaak)
        violations += _change_rules(relation, given)
        _status(own_uuid(given.get("status"), "statussen", "status", violations), relation.zaak, violations)
        return
    found = zaak_in(given, violations)
    if found is not None:
        permit(found, RELATE)
    status = own_uuid(given.get("status"), "statussen", "status", violations)
    if found is not None:
        violations += zrc_archief.zaak_is_not_archived(archiefstatus=found.archiefstatus)
        _status(status, found, violations)
    if "informatieobject" in given:
        violations += _gather(found, given["informatieobject"])
        # One that is being made or taken away may be the one that this request asks for.
        same = {"zaak": found, "informatieobject": given["informatieobject"], "state": Pair.DONE}
        if found is not None and ZaakInformatieObject.objects.filter(**same).exists():
            violations.append(zrc_004_zaakinformatieobject.NOT_UNIQUE)


def _gather(zaak: Zaak | None, informatieobject: str) -> list[Violation]:
    """Ask about document, its type and that of the zaak; what is wrong with them. Raises Problem 503."""
    violations: list[Violation] = []
    omschrijving = zaaktype = None
    with reported(violations, "informatieobject"):
        documenten.require_informatieobject(informatieobject)
        document = documenten.informatieobject(informatieobject)
        omschrijving = catalogi.informatieobjecttype(document.informatieobjecttype)
    with reported(violations, "zaak"):
        zaaktype = catalogi.zaaktype(zaak.zaaktype) if zaak is not None else None
    if omschrijving is not None and zaaktype is not None:
        violations += zrc_017_informatieobjecttype.informatieobjecttype_is_of_zaaktype(
            omschrijving=omschrijving, of_zaaktype=zaaktype.informatieobjecttypen
        )
    return violations


def _hold(found: Zaak, given: dict[str, Any], violations: list[Violation]) -> tuple[ZaakInformatieObject, bool]:
    """Commit the relation, held; or find the one that is held for this pair already, and say so."""
    with creating(under=found, permit=bound(permit, scopes=RELATE), absent=destroyed()) as change:
        zaak = change.main
        if zaak.zaaktype != found.zaaktype:
            raise overtaken()
        existing = ZaakInformatieObject.objects.filter(zaak=zaak, informatieobject=given["informatieobject"]).first()
        violations += zrc_archief.zaak_is_not_archived(archiefstatus=zaak.archiefstatus)
        status = _status(given["status"], zaak, violations)
        if existing is not None and not may_join(existing, **(given | {"status": status})):
            violations.append(zrc_004_zaakinformatieobject.NOT_UNIQUE)
        check(violations)
        if existing is not None:
            existing.zaak = zaak
            return join(change, existing), True
        relation = ZaakInformatieObject(
            **(given | {"status": status}),
            zaak=zaak,
            aard_relatie_weergave=zrc_004_zaakinformatieobject.AARD_RELATIE_WEERGAVE,
            registratiedatum=now(),
        )
        return hold(change, relation), False


def update_zaakinformatieobject(uuid: UUID, *, partial: bool, **given: Any) -> ZaakInformatieObject:
    """Change what is said of the relation; its ends stay (zrc-004). Raises Invalid, NotFound, Forbidden, Problem."""
    violations: list[Violation] = []
    wanted = own_uuid(given.get("status"), "statussen", "status", violations)
    with changing(find(ZaakInformatieObject, uuid), permit=bound(permit, reading=not given)) as change:
        relation = change.row
        if relation.state == Pair.DELETING:
            raise NotFound()
        require_made(relation)
        violations += _change_rules(relation, given)
        for end in ("zaak", "informatieobject"):
            given.pop(end, None)
        if "status" in given:
            given["status"] = _status(wanted, relation.zaak, violations)
        check(violations)
        for name, value in given.items():
            setattr(relation, name, value)
        return change.update(partial=partial)


def _change_rules(relation: ZaakInformatieObject, given: dict[str, Any]) -> list[Violation]:
    """Everything that is wrong with changing a relation so, but for the status to show it at."""
    return [
        *zrc_archief.zaak_is_not_archived(archiefstatus=relation.zaak.archiefstatus),
        *zrc_004_zaakinformatieobject.relation_is_unchanged(
            zaak_before=relation.zaak.reference,
            zaak_after=given.get("zaak", relation.zaak.reference),
            informatieobject_before=relation.informatieobject,
            informatieobject_after=given.get("informatieobject", relation.informatieobject),
        ),
    ]


def destroy_zaakinformatieobject(uuid: UUID) -> None:
    """Part a document from a zaak, here and in the Documenten API.

    Raises NotFound, Forbidden, Invalid (the Documenten API refused), Problem 409, 412 or 503. After a 503 the pair is
    parted later; the same request again joins that.
    """
    with changing(find(ZaakInformatieObject, uuid), permit=bound(permit, scopes=PART)) as change:
        relation = change.row
        part(change)
    try:
        finish_deletion(relation)
    except Refused as refused:
        raise invalid(
            NON_FIELD, "inconsistent-relation", f"De Documenten API houdt de relatie vast. {refused.reason}".strip()
        ) from refused
    except Unanswered as unknown:
        raise _unknown() from unknown


def _status(uuid: UUID | None, zaak: Zaak, violations: list[Violation]) -> Status | None:
    """The status to show the relation at; what is wrong with it is added to the violations."""
    if uuid is None:
        return None
    status = Status.objects.select_related("zaak").filter(uuid=uuid).first()
    if status is None:
        violations.append(absent("status"))
        return None
    violations += zrc_zaakinformatieobject.status_is_of_zaak(zaak_of_status=status.zaak.reference, zaak=zaak.reference)
    return status


def _unknown() -> Problem:
    return Problem(503, "De Documenten API antwoordt niet; de relatie wordt alsnog bijgewerkt.", retry_after=15)
