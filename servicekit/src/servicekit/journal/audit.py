# SPDX-License-Identifier: EUPL-1.2
"""The audit trail of the standard: the lines of one main object, oldest first."""

from typing import Any
from uuid import UUID

import orjson

from servicekit import references
from servicekit.fields import UtcDateTimeField
from servicekit.journal.models import Line

ACTIONS = {
    "create": "Object aangemaakt",
    "update": "Object bijgewerkt",
    "partial_update": "Object deels bijgewerkt",
    "destroy": "Object verwijderd",
}


def trail(main_reference: str, code: str) -> list[dict[str, Any]]:
    """All entries of a main object; own references in them stand marked."""
    lines = Line.objects.filter(main=main_reference, audit=True, held=False, detail__isnull=False)
    return [_entry(line, code) for line in lines.select_related("detail").order_by("id")]


def entry(main_reference: str, event: UUID, code: str) -> dict[str, Any] | None:
    """One entry, or None."""
    lines = Line.objects.filter(main=main_reference, event=event, audit=True, held=False, detail__isnull=False)
    line = lines.select_related("detail").first()
    return _entry(line, code) if line else None


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
        "actieWeergave": ACTIONS[line.action],
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
