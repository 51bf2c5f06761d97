# SPDX-License-Identifier: EUPL-1.2
"""Append to the journal, in the transaction of the mutation."""

from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from servicekit import caller
from servicekit.database import sql
from servicekit.database.transactions import after_commit, require_lock
from servicekit.jobs import wake
from servicekit.journal.models import Detail, Line
from servicekit.representations.model import Represented
from servicekit.stack.municipalities import here

_STATUS = {"create": 201, "update": 200, "partial_update": 200, "destroy": 204}

_INSERT = """
WITH line AS (
    INSERT INTO journal_line (event, time, client_id, application, user_id, action, resource, reference, main, status,
        audit, notify, feed, held, channel, kenmerken, type_before, type_after, level_before, level_after, trace)
    VALUES (%(event)s, now(), %(client_id)s, %(application)s, %(user_id)s, %(action)s, %(resource)s, %(reference)s,
        %(main)s, %(status)s, %(audit)s, %(notify)s, true, %(held)s, %(channel)s, %(kenmerken)s, %(type_before)s,
        %(type_after)s, %(level_before)s, %(level_after)s, %(trace)s)
    RETURNING id
)
INSERT INTO journal_detail (line_id, old, new, toelichting, logrecord_id, user_representation, label, weergave)
SELECT id, %(old)s, %(new)s, %(toelichting)s, %(logrecord_id)s, %(user_representation)s, %(label)s, %(weergave)s
FROM line
"""


def record(
    action: str,
    instance: Represented,
    *,
    old: str | None = None,
    new: str | None = None,
    notify: bool = True,
    audit: bool | None = None,
    held: bool = False,
    before: tuple[str, int | None] | None = None,
    event: UUID | None = None,
) -> UUID:
    """Append one line: `action` is create, update, partial_update or destroy; the event id is returned.

    Or it is what was done with a row without changing it, with what that was done with in `new`.
    `old` is the representation before (with marks); `before` its type and level when they changed. It is notified when
    the model says so of the action, unless not to `notify` is said here; `audit` is what the model says, unless given.
    A `held` line is in no view until `release`; `event` is its id where the row has to know that before. Raises
    NotLocked without the main object's lock.
    """
    main = instance.main
    require_lock(main)
    who = caller.current()
    judged = main.judged
    after = (getattr(main, judged.type) if judged.type else "", getattr(main, judged.level) if judged.level else None)
    event = event or uuid4()
    sql.execute(
        _INSERT,
        {
            "event": event,
            "client_id": who.client_id[:50],
            "application": who.rights.application,
            "user_id": who.user_id[:255],
            "action": action,
            "resource": instance.resource,
            "reference": instance.reference,
            "main": main.reference,
            "status": _STATUS.get(action, 200),
            "audit": instance.audited if audit is None else audit,
            "notify": notify and action in instance.notifies and bool(main.channel),
            "held": held,
            "channel": main.channel,
            "kenmerken": Jsonb(main.notified),
            "type_before": (before or after)[0],
            "type_after": after[0],
            "level_before": (before or after)[1],
            "level_after": after[1],
            "trace": who.traceparent or who.request_id,
            "old": old,
            "new": None if action == "destroy" else new or instance.body,
            "toelichting": who.toelichting,
            "logrecord_id": who.logrecord_id[:255],
            "user_representation": who.user_representation[:255],
            "label": who.rights.label[:200],
            "weergave": instance.weergave[:200],
        },
    )
    if action == "create" and who.key is not None:
        who.key.keep(instance.reference, _STATUS[action])
    if not held:
        wake_after_commit()
    return event


def release(event: UUID) -> None:
    """Let a held line into audit trail, outbox and feed."""
    Line.objects.filter(event=event).update(held=False)
    wake_after_commit()


def withdraw(event: UUID) -> None:
    """Delete a held line: what it told of did not come about."""
    Line.objects.filter(event=event, held=True).delete()


def forget(main_reference: str) -> None:
    """Delete what may be personal of a destroyed main object's lines; the lines stay as tombstones."""
    Detail.objects.filter(line__main=main_reference).delete()


def wake_after_commit() -> None:
    """Wake the worker for this municipality once the transaction is committed."""
    after_commit(wake, "position", here().municipality.schema)
