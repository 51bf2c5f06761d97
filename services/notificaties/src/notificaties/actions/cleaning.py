# SPDX-License-Identifier: EUPL-1.2
"""Drop what was delivered: notifications are no archive."""

from datetime import timedelta

from django.conf import settings

from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job

BATCH = 10_000  #: rows that are dropped in one transaction, so that nobody waits for it

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
    """Drop deliveries made KEEP_NOTIFICATIONS days ago, and notifications of which none is left. What is dead stays."""
    before = now() - timedelta(days=settings.KEEP_NOTIFICATIONS)
    for statement in (_DELIVERIES, _NOTIFICATIES):
        while sql.execute(statement, [before, BATCH]) == BATCH:
            pass
