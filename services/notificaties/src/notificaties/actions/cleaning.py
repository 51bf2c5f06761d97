# SPDX-License-Identifier: EUPL-1.2
"""Drop what was delivered: notifications are no archive."""

from datetime import timedelta

from django.conf import settings

from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job

BATCH = 10_000  #: rows that are dropped in one transaction, so that nobody waits for it

SAMPLES = timedelta(days=2)  #: that samples are kept; a day of them is shown

_OF_A_MOMENT = """
DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE moment < %s LIMIT %s FOR UPDATE SKIP LOCKED)
"""
_SAMPLES = _OF_A_MOMENT.format(table="notificaties_sample")
_ATTEMPTS = _OF_A_MOMENT.format(table="notificaties_attempt")
# An attempt is older than the delivery that succeeded after it; one that somebody held is dropped the next time.
_DELIVERIES = """
DELETE FROM notificaties_delivery WHERE id IN (
    SELECT d.id FROM notificaties_delivery d WHERE d.delivered < %s
        AND NOT EXISTS (SELECT 1 FROM notificaties_attempt t WHERE t.delivery_id = d.id)
    LIMIT %s FOR UPDATE SKIP LOCKED)
"""
_NOTIFICATIES = """
DELETE FROM notificaties_notificatie WHERE id IN (
    SELECT n.id FROM notificaties_notificatie n WHERE n.accepted < %s
        AND NOT EXISTS (SELECT 1 FROM notificaties_delivery d WHERE d.notificatie_id = n.id)
    LIMIT %s FOR UPDATE SKIP LOCKED)
"""


# The ids are read one by one from the index that begins with them, whatever the number of rows of each.
_OF_ENDED = """
WITH RECURSIVE known AS (
    (SELECT abonnement_id FROM {table} ORDER BY abonnement_id LIMIT 1)
    UNION ALL
    SELECT following.abonnement_id FROM known CROSS JOIN LATERAL (
        SELECT t.abonnement_id FROM {table} t WHERE t.abonnement_id > known.abonnement_id
        ORDER BY t.abonnement_id LIMIT 1) following
)
DELETE FROM {table} WHERE id IN (
    SELECT t.id FROM known JOIN {table} t ON t.abonnement_id = known.abonnement_id
    WHERE NOT EXISTS (SELECT 1 FROM notificaties_abonnement a WHERE a.id = known.abonnement_id)
    LIMIT %s FOR UPDATE OF t SKIP LOCKED)
"""


@job("forget_delivered", every=3600)
def forget_delivered() -> None:
    """Drop attempts and deliveries of KEEP_NOTIFICATIONS days ago, notifications of which none is left, old samples.

    What is dead stays.
    """
    before = now() - timedelta(days=settings.KEEP_NOTIFICATIONS)
    for statement, moment in (
        (_SAMPLES, now() - SAMPLES),
        (_ATTEMPTS, before),
        (_DELIVERIES, before),
        (_NOTIFICATIES, before),
    ):
        while sql.execute(statement, [moment, BATCH]) == BATCH:
            pass


@job("forget_ended", every=3600)
def forget_ended() -> None:
    """Drop what is left of abonnementen that have ended."""
    for table in ("notificaties_sample", "notificaties_attempt", "notificaties_delivery"):
        while sql.execute(_OF_ENDED.format(table=table), [BATCH]) == BATCH:
            pass
