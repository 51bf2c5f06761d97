# SPDX-License-Identifier: EUPL-1.2
"""Drop what was delivered: notifications are no archive."""

from datetime import timedelta

from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job

KEEP = timedelta(days=7)
BATCH = 10_000

_DELIVERIES = """
DELETE FROM notificaties_delivery WHERE id IN
    (SELECT id FROM notificaties_delivery WHERE delivered < %s LIMIT %s FOR UPDATE SKIP LOCKED)
"""
_NOTIFICATIES = """
DELETE FROM notificaties_notificatie WHERE id IN (
    SELECT n.id FROM notificaties_notificatie n WHERE n.accepted < %s
        AND NOT EXISTS (SELECT 1 FROM notificaties_delivery d WHERE d.notificatie_id = n.id)
    LIMIT %s FOR UPDATE SKIP LOCKED)
"""


@job("forget_delivered", every=3600)
def forget_delivered() -> None:
    """Drop deliveries made more than a week ago, and notifications of which none is left. What is dead stays."""
    before = now() - KEEP
    for statement in (_DELIVERIES, _NOTIFICATIES):
        while sql.execute(statement, [before, BATCH]) == BATCH:
            pass
