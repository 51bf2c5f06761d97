# SPDX-License-Identifier: EUPL-1.2
"""Who works and who waits: at most THREADS requests work at once, each with one of as many database connections.

The server has THREADS + TRANSFERS threads. A request that waits, for the bytes of its client or for others to be ready
with a peer, gives place and connection to another; it keeps one of the TRANSFERS slots instead, for its thread.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from servicekit.problems import Problem
from servicekit.stack import municipalities

_DATABASE = "default"


class _Own(threading.local):
    placed = False  #: whether this thread has a place


_own = _Own()
_places = threading.Semaphore(settings.THREADS)
_connections: deque[BaseDatabaseWrapper] = deque()  #: of the places that nobody has; the last used goes first
_slots = threading.Semaphore(settings.TRANSFERS)


@contextmanager
def working() -> Iterator[None]:
    """Around a request: in a place, once there is one."""
    _take()
    try:
        yield
    finally:
        _give()


@contextmanager
def away(*, resumed: bool = True) -> Iterator[None]:
    """Around what waits: another request works in this one's place. No transaction may be open.

    Unless it ends here, however the waiting ended, it is `resumed` on a connection that may have served another
    municipality.
    """
    if not _own.placed:  # in a test, or a command
        yield
        return
    _give()
    try:
        yield
    finally:
        _take()
        if resumed:
            municipalities.use_schema(municipalities.here().municipality)


class Slot:
    """One of the requests that may be away at once, or are only sent. Raises Problem 503 when there are as many."""

    def __init__(self) -> None:
        if not _slots.acquire(blocking=False):
            raise Problem(503, "Er zijn te veel trage verbindingen; probeer het later opnieuw.", retry_after=10)
        self._held = True

    def close(self) -> None:
        """Leave it to another; once more is no harm."""
        if self._held:
            self._held = False
            _slots.release()


def _take() -> None:
    _places.acquire()
    try:
        kept = _connections.pop()
    except IndexError:
        kept = connections.create_connection(_DATABASE)
        kept.inc_thread_sharing()  # one thread at a time, but not always the same
    connections[_DATABASE] = kept
    _own.placed = True


def _give() -> None:
    _connections.append(connections[_DATABASE])  # type: ignore[arg-type]
    del connections[_DATABASE]
    _own.placed = False
    _places.release()
