# SPDX-License-Identifier: EUPL-1.2
"""Accept notifications: one transaction makes the notification and a delivery for each abonnement that receives it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.conf import settings
from psycopg.types.json import Jsonb

from notificaties.actions.scopes import PUBLISH
from notificaties.models import Delivery, Kanaal, Notificatie
from notificaties.rules import nrc_notificatie
from servicekit import caller, references
from servicekit.clock import now
from servicekit.database import sql
from servicekit.database.transactions import after_commit, writing
from servicekit.jobs import wake
from servicekit.problems import Problem, check
from servicekit.rights.checks import require_scope
from servicekit.stack.municipalities import here

# The share lock keeps an abonnement that is being ended from getting a delivery.
_ABONNEMENTEN = "SELECT id, kanalen FROM notificaties_abonnement WHERE kanalen @> %s ORDER BY id FOR KEY SHARE"
_WAKE = "deliver"
#: of a notification as it is sent on: what is larger, a receiver behind a gateway may refuse, and all behind it waits
MAX_BYTES = 256 * 1024


def accept_notificatie(message: dict[str, Any], *, kanaal: str, aanmaakdatum: datetime) -> Notificatie:
    """Accept a notification, which is delivered as it is. Raises Invalid (nrc-notificatie).

    Raises Problem 413 for one that a receiver may not take, and Repeated when the same request, by its
    Idempotency-Key, was accepted before.
    """
    require_scope(PUBLISH)
    kenmerken = message.get("kenmerken") or {}
    written = orjson.dumps(message)
    if len(written) > MAX_BYTES:
        raise Problem(413, f"Een notificatie is niet groter dan {MAX_BYTES // 1024} KiB.")
    with writing():
        found = Kanaal.objects.filter(naam=kanaal).first()
        violations = [
            *nrc_notificatie.kanaal_is_known(naam=kanaal, known=found is not None),
            *nrc_notificatie.aanmaakdatum_is_possible(
                aanmaakdatum=aanmaakdatum, now=now(), leeway=timedelta(seconds=settings.JWT_LEEWAY)
            ),
        ]
        if found is not None:
            violations += nrc_notificatie.kenmerken_fit(kenmerken=kenmerken, allowed=found.filters)
        check(violations)
        notificatie = Notificatie.objects.create(event=_event(), message=written.decode(), accepted=now())
        Delivery.objects.bulk_create(
            [Delivery(notificatie=notificatie, abonnement_id=each) for each in _receivers(kanaal, kenmerken)]
        )
        if (key := caller.current().key) is not None:
            key.keep(references.own("nrc", Notificatie.collection, notificatie.event), 201)
        after_commit(wake, _WAKE, here().municipality.schema)
        if kanaal == "autorisaties":
            # This component has no abonnement on itself.
            after_commit(wake, "refresh", here().municipality.schema)
    return notificatie


def _event() -> UUID:
    """The id of the event: that of who publishes, which is its Idempotency-Key when it is one of our components."""
    key = caller.current().key
    try:
        return UUID(key.key if key is not None else "")
    except ValueError:
        return uuid4()


def _receivers(kanaal: str, kenmerken: dict[str, str]) -> list[int]:
    given = {name: _comparable(value) for name, value in kenmerken.items()}
    found = sql.rows(_ABONNEMENTEN, [Jsonb([{"naam": kanaal}])])
    return [
        abonnement
        for abonnement, kanalen in found
        if nrc_notificatie.is_received(
            groups=[
                {name: _comparable(value) for name, value in each["filters"].items()}
                for each in kanalen
                if each["naam"] == kanaal
            ],
            kenmerken=given,
        )
    ]


def _comparable(value: str) -> str:
    """A URL in normal form, whichever address of the municipality it was written with; other text as it is."""
    try:
        return references.normal(value)
    except references.NotAUrl:
        return value
