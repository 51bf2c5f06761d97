# SPDX-License-Identifier: EUPL-1.2
"""From journal to Notificaties API: positions by one assigner, then publishing in lanes, in order per main object."""

from datetime import timedelta

import structlog
from django.db import connection, transaction

from servicekit import peers, references, sql
from servicekit.clock import now
from servicekit.fields import UtcDateTimeField
from servicekit.jobs import job, wake
from servicekit.journal.models import Line
from servicekit.municipalities import here

LANES = 8
BATCH = 200
REFUSALS = 20  #: definite refusals of one notification before it is set aside, visible in /status
log = structlog.get_logger()

_ASSIGN = """
WITH next AS (
    SELECT id, row_number() OVER (ORDER BY id) AS number FROM (
        SELECT id FROM journal_line WHERE position IS NULL AND NOT held ORDER BY id LIMIT %s
    ) waiting
)
UPDATE journal_line SET position = (SELECT COALESCE(max(position), 0) FROM journal_line) + next.number
FROM next WHERE journal_line.id = next.id
"""


@job("position", every=5)
def assign_positions() -> None:
    """Give committed lines their position, in order of id. One assigner per database and municipality."""
    with transaction.atomic():
        lock = sql.row("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"position {here().municipality.schema}"])
        if lock is None or not lock[0]:
            return
        assigned = sql.execute(_ASSIGN, [BATCH])
    if assigned:
        wake("publish", here().municipality.schema)
    if assigned == BATCH:
        wake("position", here().municipality.schema)


@job("publish", every=5)
def publish() -> None:
    """Send what waits to the Notificaties API, lane by lane; a lane that another worker holds is left to it."""
    waiting = sql.rows(
        "SELECT DISTINCT abs(hashtext(main) %% %s) FROM journal_line WHERE notify AND published IS NULL AND NOT dead"
        " AND position IS NOT NULL",
        [LANES],
    )
    for (lane,) in waiting:
        name = f"publish {here().municipality.schema} {lane}"
        if not _lock(name):
            continue
        try:
            _publish_lane(lane)
        finally:
            _unlock(name)


def _publish_lane(lane: int) -> None:
    lines = Line.objects.filter(notify=True, published=None, dead=False, position__isnull=False).extra(
        where=["abs(hashtext(main) %% %s) = %s"], params=[LANES, lane]
    )
    for line in lines.order_by("position")[:BATCH]:
        if line.retry_at is not None and line.retry_at > now():
            return
        try:
            peers.call("POST", f"{here().municipality.places['nrc'].root}/notificaties", body=message(line))
        except (peers.Unreachable, peers.Refused, peers.NotTrusted) as error:
            _failed(line, error)
            return
        Line.objects.filter(pk=line.pk).update(published=now(), retry_at=None)


def _failed(line: Line, error: Exception) -> None:
    line.attempts += 1
    refused = isinstance(error, peers.Refused) and error.status < 500 and error.status not in (401, 403, 404, 429)
    line.dead = refused and line.attempts >= REFUSALS
    line.retry_at = now() + timedelta(seconds=min(60, 0.5 * 2 ** min(line.attempts, 7)))
    line.save(update_fields=["attempts", "dead", "retry_at"])
    log.warning("publish_failed", attempts=line.attempts, dead=line.dead, reason=str(error)[:200])


def message(line: Line) -> dict:
    """The notification of a line as the standard's Message; references absolute at the first address."""
    return {
        "kanaal": line.channel,
        "hoofdObject": references.absolute(line.main),
        "resource": line.resource,
        "resourceUrl": references.absolute(line.reference),
        "actie": line.action,
        "aanmaakdatum": UtcDateTimeField().to_representation(line.time),
        "kenmerken": {name: references.absolute(value) for name, value in line.kenmerken.items()},
    }


def _lock(name: str) -> bool:
    # A session lock: it is held over network calls, where no transaction may be open.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
        return cursor.fetchone()[0]


def _unlock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])
