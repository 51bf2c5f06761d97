# SPDX-License-Identifier: EUPL-1.2
"""From journal to Notificaties API: positions by one assigner, then publishing in lanes, in order per main object."""

from datetime import timedelta

import structlog
from django.db import connection, transaction

from servicekit import references
from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job, wake
from servicekit.journal.models import Line
from servicekit.peers import calls
from servicekit.representations.fields import UtcDateTimeField
from servicekit.stack.municipalities import here
from servicekit.waiting import waits, waits_no_more

LANES = 8
BATCH = 200
REFUSALS = 20  #: refusals of one notification before it is set aside, visible in /status
REFUSED = (400, 413, 415, 422)  #: what says that the notification is at fault; anything else may pass
_SENDING = "publish to the Notificaties API"  #: a run of the job may end well and have sent nothing
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


@job("position", every=10)
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
        except calls.Unreachable:
            return  # it would not answer for another lane either, and each question may take seconds
        finally:
            _unlock(name)


def _publish_lane(lane: int) -> None:
    """Send the lines of a lane in order, until one fails. Raises Unreachable."""
    lines = Line.objects.filter(notify=True, published=None, dead=False, position__isnull=False).extra(
        where=["abs(hashtext(main) %% %s) = %s"], params=[LANES, lane]
    )
    batch = list(lines.order_by("position")[:BATCH])
    for line in batch:
        if line.retry_at is not None and line.retry_at > now():
            return
        try:
            _send(line)
        except (calls.Unreachable, calls.Refused, calls.NotTrusted) as error:
            _failed(line, error)
            if isinstance(error, calls.Unreachable):
                raise
            return
        waits_no_more(_SENDING, here().municipality.name)
        Line.objects.filter(pk=line.pk).update(published=now(), retry_at=None)
    if len(batch) == BATCH:
        wake("publish", here().municipality.schema)


def _send(line: Line) -> None:
    """Post a line; again with the same key, so that an answer that was lost makes no second notification."""
    url = f"{here().municipality.places['nrc'].root}/notificaties"
    try:
        calls.send("POST", url, body=message(line), headers={"Idempotency-Key": str(line.event)})
    except calls.Refused as refused:
        # Accepted before, when the municipality's first address was another.
        if not isinstance(refused.body, dict) or refused.body.get("code") != "idempotency-key-reused":
            raise


def _failed(line: Line, error: Exception) -> None:
    line.attempts += 1
    refused = isinstance(error, calls.Refused) and error.status in REFUSED
    if refused:
        wake("subscribe", here().municipality.schema)  # the kanaal may not be there (any more)
    line.dead = refused and line.attempts >= REFUSALS
    # One that does not answer is asked once a run, so it may be asked often: nobody waits long after it is back.
    longest = 5 if isinstance(error, calls.Unreachable) else 60
    line.retry_at = now() + timedelta(seconds=min(longest, 0.5 * 2 ** min(line.attempts, 7)))
    line.save(update_fields=["attempts", "dead", "retry_at"])
    if isinstance(error, calls.Unreachable):
        waits(_SENDING, here().municipality.name, "notificaties", str(error))
        return
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
