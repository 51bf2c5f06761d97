# SPDX-License-Identifier: EUPL-1.2
"""The audit trail of the standard: the lines of one main object, oldest first."""

from typing import Any
from uuid import UUID

import orjson
from django.db.models import QuerySet

from servicekit import references
from servicekit.journal.models import Line
from servicekit.representations.fields import UtcDateTimeField
from servicekit.rights.predicate import READY, Rights

ACTIONS = {
    "create": "Object aangemaakt",
    "update": "Object bijgewerkt",
    "partial_update": "Object deels bijgewerkt",
    "destroy": "Object verwijderd",
}


def trail(main_reference: str, code: str, rights: Rights, scopes: tuple[str, ...]) -> list[dict[str, Any]]:
    """All entries of a main object that these rights, with any of the scopes, let see; own references stand marked.

    What tells of a time when they would not, by its type or level or as not ready to publish, is absent.
    """
    return [_entry(line, code) for line in _lines(main_reference) if _may_see(line, rights, scopes)]


def entry(
    main_reference: str, event: UUID, code: str, rights: Rights, scopes: tuple[str, ...]
) -> dict[str, Any] | None:
    """One entry of the trail, or None."""
    line = _lines(main_reference).filter(event=event).first()
    return _entry(line, code) if line and _may_see(line, rights, scopes) else None


def _lines(main_reference: str) -> QuerySet[Line]:
    lines = Line.objects.filter(main=main_reference, audit=True, held=False, detail__isnull=False)
    return lines.select_related("detail").order_by("id")


def _may_see(line: Line, rights: Rights, scopes: tuple[str, ...]) -> bool:
    sides = {(line.type_before, line.level_before), (line.type_after, line.level_after)}
    allowed = all(rights.allows(scopes, type=type_, level=level or 0) for type_, level in sides)
    return allowed and (not rights.ready_only or _is_ready(line))


def _is_ready(line: Line) -> bool:
    """Whether what a line shows, before and after, was ready to publish; what has no such flag is its main object's."""
    shown = (orjson.loads(references.outward(text.encode())) for text in (line.detail.old, line.detail.new) if text)
    return all(each.get(READY, True) is True for each in shown)


def _entry(line: Line, code: str) -> dict[str, Any]:
    detail = line.detail
    return {
        "uuid": line.event,
        "bron": code,
        "applicatieId": line.application,
        "applicatieWeergave": detail.label,
        "gebruikersId": line.user_id,
        "gebruikersWeergave": detail.user_representation,
        "actie": line.action,
        "actieWeergave": ACTIONS.get(line.action, line.action),
        "resultaat": line.status,
        "hoofdObject": references.marked(line.main),
        "resource": line.resource,
        "resourceUrl": references.marked(line.reference),
        "toelichting": detail.toelichting,
        "resourceWeergave": detail.weergave,
        "aanmaakdatum": UtcDateTimeField().to_representation(line.time),
        "wijzigingen": {
            "oud": orjson.Fragment(detail.old) if detail.old else None,
            "nieuw": orjson.Fragment(detail.new) if detail.new else None,
        },
    }
