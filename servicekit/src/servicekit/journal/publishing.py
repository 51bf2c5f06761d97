# SPDX-License-Identifier: EUPL-1.2
"""From journal to Notificaties API: positions by one assigner, then publishing, in order per main object (ADR 28)."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import QuerySet

from servicekit import cloudevents, references
from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job, wake
from servicekit.journal.models import Line
from servicekit.peers import calls
from servicekit.representations.fields import UtcDateTimeField
from servicekit.stack.municipalities import here, serving, stack
from servicekit.turns import Pool, Result, Turn
from servicekit.waiting import waits, waits_no_more

BATCH = 200  #: lines that are sent together, some 250 KiB of the 1 MiB that a batch may have
GATHERS = 0.02  #: seconds: who is told of a change sees no difference, and what many write goes out together
TURN = 1.0  #: seconds after which a municipality gives its place to the next
REFUSALS = 20  #: refusals of one notification before it is set aside, visible in /status
REFUSED = (400, 413, 415, 422)  #: what says that the notification is at fault; anything else may pass
NO_BATCHES = (404, 405, 415)  #: what says that there are no batches here (any more)
KNOWN = 3600.0  #: seconds for which is known whether a Notificaties API takes batches
ASKED_AGAIN = 60.0  #: the same when it did not say
_SENDING = "publish to the Notificaties API"  #: a run of the job may end well and have sent nothing
log = structlog.get_logger()

_ALONE = "SELECT set_config('lock_timeout', '250ms', true), pg_advisory_xact_lock(hashtext(%s))"
_ASSIGN = """
WITH next AS (
    SELECT id, row_number() OVER (ORDER BY id) AS number FROM (
        SELECT id FROM journal_line WHERE position IS NULL AND NOT held ORDER BY id LIMIT %s
    ) waiting
)
UPDATE journal_line SET position = (SELECT COALESCE(max(position), 0) FROM journal_line) + next.number
FROM next WHERE journal_line.id = next.id
"""


@job("position", every=10, gathers=GATHERS)
def position() -> None:
    """Give committed lines their position, and have them sent by this worker."""
    if assign_positions():
        POOL.offer([Turn(here().municipality.name)])


def assign_positions() -> int:
    """Give committed lines their position, in order of id; how many. One assigner per database and municipality.

    Another one is waited for, since it may have looked before what this one was woken for was committed. That takes
    milliseconds; raises OperationalError when it takes a quarter of a second.
    """
    with transaction.atomic():
        sql.row(_ALONE, [f"position {here().municipality.schema}"])
        assigned = sql.execute(_ASSIGN, [BATCH])
    if assigned == BATCH:
        wake("position", here().municipality.schema)
    return assigned


_WAITING = Line.objects.filter(notify=True, published=None, dead=False, position__isnull=False)


@job("publish", every=5)
def publish() -> None:
    """Have what waits sent, if anything does, and wait for no Notificaties API: each municipality has its own turns."""
    if _WAITING.exists():
        POOL.offer([Turn(here().municipality.name)])


def run(turn: Turn) -> Result:
    """One turn of a municipality: send what waits until it is over. A municipality has one sender, whoever it is."""
    with serving(stack().municipality(turn.municipality)):
        if time.monotonic() < _quiet_until.get(turn.municipality, 0.0):
            return Result(slow=True)
        if not _lock():
            return Result(slow=None)
        until = time.monotonic() + TURN
        try:
            while lines := _next():
                if not _send(lines, until):
                    return Result(slow=True)
                if time.monotonic() > until:
                    return Result(more=True)
                if len(lines) < BATCH:
                    break
        finally:
            _unlock()
        # Who was woken for what came since may have found the lock taken, and left it to this one.
        return Result(more=_sendable().exists())


POOL = Pool(run)
_failures: dict[str, int] = {}  #: municipality -> how often its Notificaties API could not be told, in a row
_quiet_until: dict[str, float] = {}  #: municipality -> when it is asked again
_takes_batches_until: dict[str, tuple[bool, float]] = {}  #: municipality -> whether it does, and until when that holds


def _next() -> list[Line]:
    return list(_sendable().order_by("position")[:BATCH])


def _sendable() -> QuerySet[Line]:
    """The lines that can be sent; without those of an object of which one waits for its next attempt."""
    held = _WAITING.filter(retry_at__gt=now()).values("main")
    return _WAITING.exclude(main__in=held)


def _send(lines: Sequence[Line], until: float) -> bool:
    """Send lines in order, together where that is possible; whether there was somebody to tell them to.

    One by one until the turn is over. Of an object of which one is refused, no other is sent.
    """
    try:
        if len(lines) > 1 and _takes_batches():
            try:
                _send_batch(lines)
            except calls.Refused as refused:
                if refused.status in NO_BATCHES:
                    _takes_batches_until[here().municipality.name] = (False, time.monotonic() + KNOWN)
            else:
                return True
        # Of a batch that was refused, too: it may be for one of them, and each of the others arrives.
        failed: set[str] = set()
        is_strange = False
        for line in lines:
            if line.main in failed:
                continue
            try:
                _send_one(line)
            except calls.Refused as refused:
                _refused(line, refused)
                failed.add(line.main)
                if refused.status not in REFUSED:
                    if is_strange:
                        raise  # it says so of any line
                    is_strange = True
            if time.monotonic() > until:
                break
    except (calls.Unreachable, calls.Refused, calls.NotTrusted) as error:
        _found_nobody(error)
        return False
    return True


def _send_batch(lines: Sequence[Line]) -> None:
    """Send lines as CloudEvents, which are accepted all or none. Raises Refused, NotTrusted or Unreachable."""
    calls.send("POST", f"{_root()}/cloudevents", body=[cloudevent(each) for each in lines], media=cloudevents.BATCH)
    _sent(lines)


def _send_one(line: Line) -> None:
    """Send a line. Raises Refused, NotTrusted or Unreachable.

    The key is the same each time, so that an answer that was lost makes no second notification.
    """
    try:
        calls.send("POST", f"{_root()}/notificaties", body=message(line), headers={"Idempotency-Key": str(line.event)})
    except calls.Refused as refused:
        # One with that code was accepted before, when the municipality's first address was another.
        if not isinstance(refused.body, dict) or refused.body.get("code") != "idempotency-key-reused":
            raise
    _sent([line])


def _takes_batches() -> bool:
    """Whether the Notificaties API takes batches of CloudEvents, by its contract; one that is not served has none."""
    name = here().municipality.name
    takes, until = _takes_batches_until.get(name, (False, 0.0))
    if time.monotonic() < until:
        return takes
    contract, known = None, KNOWN
    try:
        contract = calls.get(f"{_root()}/openapi.json")
    except calls.Refused:
        pass  # another's may be elsewhere
    except calls.Unreachable:
        known = ASKED_AGAIN  # if it is away itself, what is sent one by one will say so
    content = _at(contract, "paths", "/cloudevents", "post", "requestBody", "content")
    _takes_batches_until[name] = (cloudevents.BATCH in content, time.monotonic() + known)
    return cloudevents.BATCH in content


def _at(document: Any, *names: str) -> dict[str, Any]:
    """What stands in a document of others below these names; nothing when it is not so."""
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else {}


def _root() -> str:
    return here().municipality.places["nrc"].root


def _sent(lines: Sequence[Line]) -> None:
    name = here().municipality.name
    _failures.pop(name, None)
    waits_no_more(_SENDING, name)
    Line.objects.filter(pk__in=[each.pk for each in lines]).update(published=now(), retry_at=None)


def _refused(line: Line, error: calls.Refused) -> None:
    """Have a line that was refused wait, and what is of the same object with it; or set it aside.

    It counts as its own refusal only when the answer is about what it says, and not about its kanaal.
    """
    name, is_early = here().municipality.name, _has_no_kanaal(error)
    wake("subscribe", here().municipality.schema)  # the kanaal may not be there (any more)
    _failures[name] = _failures.get(name, 0) + 1
    if error.status in REFUSED and not is_early:
        line.attempts += 1
    line.dead = line.attempts >= REFUSALS
    line.retry_at = now() + timedelta(seconds=_pause(max(line.attempts, _failures[name]), longest=60))
    line.save(update_fields=["attempts", "dead", "retry_at"])
    if is_early:  # as at a first start
        waits(_SENDING, name, "notificaties", f"there is no kanaal {line.channel}")
    else:
        log.warning("publish_failed", attempts=line.attempts, dead=line.dead, reason=str(error)[:200])


def _found_nobody(error: Exception) -> None:
    """Ask a Notificaties API later, that did not answer or says the same of any line."""
    is_away, name = isinstance(error, calls.Unreachable), here().municipality.name
    _failures[name] = _failures.get(name, 0) + 1
    # One that does not answer is asked once a turn, so it may be asked often: nobody waits long after it is back.
    _quiet_until[name] = time.monotonic() + _pause(_failures[name], longest=5 if is_away else 60)
    if is_away:
        waits(_SENDING, name, "notificaties", str(error))
    else:
        log.warning("publish_failed", reason=str(error)[:200])


def _has_no_kanaal(error: calls.Refused) -> bool:
    """Whether a notification was refused since its kanaal is not there: the code that the standard's rule has."""
    return "message_kanaal" in str(error.body)


def _pause(attempts: int, *, longest: float) -> float:
    return min(longest, 0.5 * 2 ** min(attempts, 7))


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


def cloudevent(line: Line) -> dict[str, Any]:
    """The notification of a line as a CloudEvent."""
    told = message(line)
    return cloudevents.attributes(told, str(line.event)) | {"data": told}


def _lock() -> bool:
    # A session lock: it is held over network calls, where no transaction may be open.
    found = sql.row("SELECT pg_try_advisory_lock(hashtext(%s))", [f"publish {here().municipality.schema}"])
    return found is not None and found[0]


def _unlock() -> None:
    sql.row("SELECT pg_advisory_unlock(hashtext(%s))", [f"publish {here().municipality.schema}"])
