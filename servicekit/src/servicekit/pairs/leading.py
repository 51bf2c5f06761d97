# SPDX-License-Identifier: EUPL-1.2
"""The side that leads a pair: commits it first, has the other side follow, and goes on or back by what that says.

The row is committed `held` or `deleting`, so that the other side can see what is led here. Then that is asked, with no
transaction open. A yes finishes the pair, a definite no undoes it; without an answer it stays as it is, and the job
`finish` asks again. Every step may be done twice; but only one at a time deletes a counterpart, or a slow one would
delete that of a pair which was made again meanwhile.
"""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from servicekit.clock import now
from servicekit.database import instances, sql
from servicekit.database.transactions import lock, writing
from servicekit.journal.recording import release, withdraw
from servicekit.pairs.counterparts import Refused, Unanswered
from servicekit.pairs.models import Leftover, Pair
from servicekit.problems import Problem
from servicekit.references import uuid_in
from servicekit.representations.rendering import represent
from servicekit.writing.changing import Change, showing
from servicekit.writing.idempotency import keys
from servicekit.writing.idempotency.keys import Repeated

#: seconds that a request or a worker has a pair for itself: its calls, three at most, time out within
LEASE = 4 * settings.PEER_TIMEOUT

_TAKE = """
UPDATE {table} SET changed = now()
WHERE id = %s AND state <> '' AND changed <= now() - make_interval(secs => %s)
"""
_GIVE_BACK = "UPDATE {table} SET changed = now() - make_interval(secs => %s) WHERE id = %s AND state = 'deleting'"


def hold[P: Pair](change: Change[Any, Any], pair: P) -> P:
    """Create a pair of which the counterpart is still to be made; its line is held. Raises what `create` does."""
    pair.state, pair.event, pair.changed = Pair.HELD, uuid4(), now()
    return change.create(pair, held=True, event=pair.event)


def part[P: Pair](change: Change[P, Any], **line: Any) -> None:
    """Begin to delete the pair that changes; its line is held until the counterpart is gone. `line` as of `record`.

    One of which that was begun is taken over. Raises Problem 409 while another is at it, or still makes the pair. A
    pair that is a main object itself is destroyed at once, with what is below it, and left behind (finishing.py).
    """
    pair = change.row
    assert pair.main_field, "a main object is destroyed, and its pair left behind"
    require_made(pair)
    if pair.state == Pair.DELETING:
        if not take(pair):
            raise _being_deleted()
        change.leave()
        return
    pair.state, pair.event, pair.changed = Pair.DELETING, uuid4(), now()
    change.begin("destroy", "state", "event", "changed", event=pair.event, **line)


def may_join(pair: Pair, **values: Any) -> bool:
    """Whether who asks for a pair of these values may join this one: it is being made, and says the same.

    To any other request it would acknowledge values that are kept nowhere. Of one that is being deleted it does not
    matter what it says: `join` refuses that for now.
    """
    if pair.state == Pair.HELD:
        return all(getattr(pair, name) == value for name, value in values.items())
    return pair.state == Pair.DELETING


def join[P: Pair](change: Change[Any, Any], pair: P) -> P:
    """Go on with the making of a pair that `may_join` was asked of. Raises Problem 409 when it is being deleted."""
    if pair.state == Pair.DELETING:
        raise _being_deleted()
    change.leave()
    return pair


def require_made(pair: Pair) -> None:
    """Raise Problem 409 for a pair that is being made: the other side may yet refuse it, and undo it.

    What is below a main object that is itself the pair would go with it, so that too is made only when this is.
    """
    if pair.state == Pair.HELD:
        raise Problem(409, "Deze relatie wordt nog gemaakt; probeer het zo opnieuw.", retry_after=5)


def _being_deleted() -> Problem:
    return Problem(409, "Deze relatie wordt nog verwijderd; probeer het zo opnieuw.", retry_after=5)


def take(pair: Pair) -> bool:
    """Have a pair that is not done for oneself, for as long as LEASE; False when it is done, or another has it."""
    return sql.execute(_TAKE.format(table=pair._meta.db_table), [pair.pk, LEASE]) == 1


def held_before[P: Pair](model: type[P], repeated: Repeated) -> P | None:
    """The pair that the same request, by its Idempotency-Key, has made before, when it is held still."""
    uuid = uuid_in(repeated.reference, model.collection)
    return model.with_main().filter(uuid=uuid, state=Pair.HELD).first()


def finish_creation[P: Pair](pair: P, *, again: bool) -> P | None:
    """Make the counterpart of a held pair; the pair as it is then, None when it was destroyed meanwhile.

    `again`: it was tried before, so that the counterpart may be there. Raises Refused (the pair is undone) or
    Unanswered (it is still held).
    """
    try:
        if not (again and pair.counterpart.is_made(pair.ours, pair.theirs)):
            pair.counterpart.make(pair.ours, pair.theirs)
    except Refused:
        if _undo_creation(pair):
            raise
    with writing():
        current = _lock(pair, Pair.HELD, Pair.DONE)
        if current is None:
            # The main object was destroyed while the counterpart was being made, which therefore must go too.
            Leftover.of(pair, due=now(), until=now()).save()
        elif current.state == Pair.HELD:
            release(_ended(current))
    return current


def finish_deletion(pair: Pair) -> None:
    """Delete the counterpart of a pair that is being deleted, and then the pair. Only who has it may call this.

    Raises Refused (the pair is back) or Unanswered (it is still being deleted).
    """
    try:
        pair.counterpart.delete(pair.ours, pair.theirs)
    except Refused:
        _undo_deletion(pair)
        raise
    except Unanswered:
        sql.execute(_GIVE_BACK.format(table=pair._meta.db_table), [LEASE, pair.pk])
        raise
    with writing():
        current = _lock(pair, Pair.DELETING)
        if current is not None:
            release(_event(current))
            current.delete()


def _undo_creation(pair: Pair) -> bool:
    """Take back a pair that was refused; False for one that another, who was not refused, has finished meanwhile."""
    with writing():
        current = _lock(pair, Pair.HELD, Pair.DONE)
        if current is None:
            return True
        if current.state == Pair.DONE:
            return False
        withdraw(_event(current))
        keys.drop(current.reference)
        rows = showing(current)
        current.delete()
        represent(*rows)
    return True


def _undo_deletion(pair: Pair) -> None:
    with writing():
        current = _lock(pair, Pair.DELETING)
        if current is not None:
            withdraw(_ended(current))
            represent(*showing(current))


def _ended(pair: Pair) -> UUID:
    """Note that both sides agree; the event of the line that was held until then."""
    event = _event(pair)
    pair.state, pair.event = Pair.DONE, None
    instances.update(pair, "state", "event")
    return event


def _event(pair: Pair) -> UUID:
    assert pair.event is not None, "a pair that is not done has its line"
    return pair.event


def _lock[P: Pair](pair: P, *states: str) -> P | None:
    """The pair as it is now, its main object locked, if it is in one of these states."""
    main = lock(type(pair.main), [pair.main.uuid]).get(pair.main.uuid)
    current = type(pair)._default_manager.filter(pk=pair.pk, state__in=states).first()
    if main is None or current is None:
        return None
    if current.main_field:
        setattr(current, current.main_field, main)
    return current
