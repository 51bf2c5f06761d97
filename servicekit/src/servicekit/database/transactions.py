# SPDX-License-Identifier: EUPL-1.2
"""The one transaction of an action: locks first, no call to another component inside."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, models, transaction

from servicekit import caller
from servicekit.database import instances

_locked: ContextVar[set[tuple[str, UUID]] | None] = ContextVar("locked", default=None)
_together: ContextVar[bool] = ContextVar("together", default=False)


class NotLocked(RuntimeError):
    """Something is rendered or journalled whose main object this transaction has not locked: a defect of ours."""


@contextmanager
def writing() -> Iterator[None]:
    """The transaction of an action. The Idempotency-Key of the request is claimed first in it.

    Not nested, but for an action that is one of several `together`: what it wrote is undone when it is refused.
    """
    if _together.get():
        with transaction.atomic():
            yield
        return
    if _locked.get() is not None:
        raise RuntimeError("an action has one transaction")
    token = _locked.set(set())
    try:
        with transaction.atomic():
            key = caller.key()
            if key is not None:
                key.claim()
            yield
    finally:
        _locked.reset(token)


@contextmanager
def together() -> Iterator[None]:
    """The one transaction of all actions that are called in it: all of them, or none."""
    with writing():
        token = _together.set(True)
        try:
            yield
        finally:
            _together.reset(token)


def in_transaction() -> bool:
    """Whether an action's transaction is open, in which the HTTP client refuses to call."""
    return _locked.get() is not None


def after_commit(call: Callable[..., object], *arguments: Any) -> None:
    """Call this once the transaction is committed, once however often it is asked for.

    That it fails is logged and no more: what is committed is not undone by it, so nobody may be told that it is.
    """
    asked = (call, arguments)
    if any(getattr(waiting, "asked", None) == asked for _, waiting, _ in connection.run_on_commit):
        return

    def called() -> None:
        called.asked = None  # type: ignore[attr-defined]  # so that it may be asked for again
        try:
            call(*arguments)
        except Exception as error:
            structlog.get_logger().error("after_commit_failed", call=getattr(call, "__name__", ""), exc_info=error)

    called.asked = asked  # type: ignore[attr-defined]
    transaction.on_commit(called)


def lock[M: models.Model](model: type[M], uuids: Iterable[UUID]) -> dict[UUID, M]:
    """The main objects with these UUIDs, locked in the order of their UUID so that no two actions wait crosswise."""
    objects = instances.by_uuid(model, uuids, locked=True)
    for each in objects.values():
        hold(each)
    return objects


def hold(main: models.Model) -> None:
    """Note that this transaction holds a main object: it has just locked it, or makes it."""
    locked = _locked.get()
    if locked is None:
        raise NotLocked("outside an action")
    locked.add((main._meta.label, main.uuid))


def require_lock(main: models.Model) -> None:
    """Raise NotLocked when this transaction does not hold the main object."""
    if (main._meta.label, main.uuid) not in (_locked.get() or ()):
        raise NotLocked(f"{main._meta.label} {main.uuid} is not locked")
