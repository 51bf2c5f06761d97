# SPDX-License-Identifier: EUPL-1.2
"""The job that finishes what a request could not: pairs of which the other side gave no answer, leftovers of others."""

import time
from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.apps import apps
from django.conf import settings
from django.db import models

from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job
from servicekit.journal.recording import withdraw
from servicekit.pairs.counterparts import Refused, Unanswered
from servicekit.pairs.leading import LEASE, finish_creation, finish_deletion, take
from servicekit.pairs.models import Leftover, Pair
from servicekit.problems import Problem

#: how long the other side may take to make a counterpart that nobody waits for any more
LATE = timedelta(minutes=5)
BATCH = 50
log = structlog.get_logger()

_WAITING = """
SELECT id FROM {table} WHERE state <> '' AND changed <= now() - make_interval(secs => %s) ORDER BY changed LIMIT %s
"""
_CLAIM_LEFTOVERS = """
UPDATE pairs_leftover SET attempts = attempts + 1,
    due = now() + make_interval(secs => least(3600, %s * 2 ^ least(attempts, 10)))
WHERE id IN (SELECT id FROM pairs_leftover WHERE due <= now() ORDER BY due LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""


@job("finish", every=5)
def finish() -> None:
    """Go on with what was left: forward, and back only on a definite refusal. Safe to run twice at once."""
    for model in [each for each in apps.get_models() if issubclass(each, Pair)]:
        statement = _WAITING.format(table=model._meta.db_table)
        waiting = [number for (number,) in sql.rows(statement, [LEASE, BATCH])]
        for pair in model.with_main().filter(pk__in=waiting):
            # Each as its turn comes: those before it may have taken longer than a lease.
            if take(pair):
                _finish(pair)
    claimed = [number for (number,) in sql.rows(_CLAIM_LEFTOVERS, [LEASE, BATCH])]
    for leftover in Leftover.objects.filter(pk__in=claimed):
        _remove(leftover)


def leave_behind(pairs: Iterable[Pair]) -> list[Leftover]:
    """Note the counterparts of pairs that are destroyed in this transaction with their main object, or as one.

    What was begun of them and told to nobody is withdrawn. `remove` deletes what is noted once that is committed.
    """
    leftovers = []
    for pair in pairs:
        if pair.event is not None:
            withdraw(pair.event)
        if not pair.theirs:
            continue  # a main object that refers to nothing elsewhere
        until = now() + (LATE if pair.state == Pair.HELD else timedelta())
        leftovers.append(Leftover.of(pair, due=now() + timedelta(seconds=LEASE), until=until))
    return Leftover.objects.bulk_create(leftovers)


def remove(leftovers: Iterable[Leftover]) -> None:
    """Delete the counterparts that are left over, in the time of one call; the job `finish` does what is left then."""
    deadline = time.monotonic() + settings.PEER_TIMEOUT
    for leftover in leftovers:
        if time.monotonic() > deadline or not _remove(leftover):
            return


def _finish(pair: Pair) -> None:
    try:
        if pair.state == Pair.DELETING:
            finish_deletion(pair)
        else:
            finish_creation(pair, again=True)
    except Refused as refused:
        log.warning("pair_undone", pair=pair.reference, status=refused.status)
    except (Unanswered, Problem) as unknown:
        log.warning("pair_unfinished", pair=pair.reference, reason=_reason(unknown))


def _remove(leftover: Leftover) -> bool:
    """Delete one counterpart that is left over; whether there was an answer. A refused one is tried ever later."""
    model: type[models.Model] = apps.get_model(leftover.pair)
    assert issubclass(model, Pair)
    if model.between(leftover.ours, leftover.theirs).exclude(state=Pair.DELETING).exists():
        leftover.delete()  # the pair was made again, so that the counterpart is that of the new one
        return True
    try:
        model.counterpart.delete(leftover.ours, leftover.theirs)
    except Refused as refused:
        log.warning("counterpart_kept", ours=leftover.ours, status=refused.status)
    except (Unanswered, Problem) as unknown:
        log.warning("counterpart_unfinished", ours=leftover.ours, reason=_reason(unknown))
        return False
    else:
        # One that is on its way is not there yet, and looked for again.
        if leftover.until <= now():
            leftover.delete()
    return True


def _reason(error: Exception) -> str:
    """Return what went wrong, without the query of any URL."""
    return str(error).partition("?")[0][:200]
