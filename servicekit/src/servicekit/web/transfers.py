# SPDX-License-Identifier: EUPL-1.2
"""Who works and who waits for its client: a slow sender or reader takes nobody's place.

The server has THREADS + TRANSFERS threads. At most THREADS requests work at once, each with one of as many database
connections; one that waits for the bytes of its client gives place and connection to another.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import StreamingHttpResponse

from servicekit.problems import Problem
from servicekit.stack import municipalities

WINDOW = 30.0  #: seconds over which the rate of a transfer is looked at
PIECE = 4 * 1024  #: bytes of a body that are waited for at once: how soon it shows that it comes slowly
_DATABASE = "default"


class _Own(threading.local):
    placed = False  #: whether this thread has a place


_own = _Own()
_places = threading.Semaphore(settings.THREADS)
_connections: deque[BaseDatabaseWrapper] = deque()  #: of the places that nobody has; the last used goes first
_slots = threading.Semaphore(settings.TRANSFERS)


class Served:
    """An application as the server calls it: in a place, until there is nothing left but to send."""

    def __init__(self, application: WSGIHandler) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The body of the answer; a list costs the server less than the answer itself."""
        _take()
        try:
            answer: Any = self.application(environ, start_response)
            if answer.streaming:
                return answer  # type: ignore[no-any-return]
            content = [answer.content]
            answer.close()
            return content
        finally:
            _give()


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


@contextmanager
def away(*, resumed: bool = True) -> Iterator[None]:
    """Around what waits for the client: another request works in this one's place. No transaction may be open.

    Unless it ends here, it is `resumed` on a connection that may have served another municipality.
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


class _Slot:
    """One of the transfers that may go on at once. Raises Problem 503 when all are taken."""

    def __init__(self) -> None:
        if not _slots.acquire(blocking=False):
            raise Problem(503, "Er zijn te veel trage verbindingen; probeer het later opnieuw.", retry_after=10)
        self._held = True

    def close(self) -> None:
        """Leave it to another; once more is no harm."""
        if self._held:
            self._held = False
            _slots.release()


class _Pace:
    """Whether a transfer keeps to TRANSFER_RATE."""

    def __init__(self) -> None:
        self._since, self._bytes = time.monotonic(), 0

    def too_slow(self, size: int = 0) -> bool:
        """Note bytes that went over; whether the transfer was too slow since it was last looked at."""
        self._bytes += size
        passed = time.monotonic() - self._since
        if passed < WINDOW:
            return False
        # A piece may be all but whole without having been seen.
        slow = not self._bytes or self._bytes + PIECE < settings.TRANSFER_RATE * passed
        self._since, self._bytes = time.monotonic(), 0
        return slow


def arrived(read: Callable[[], bytes]) -> Iterator[bytes]:
    """Return what `read` gives until it gives nothing, of a body that is all there."""
    with closing(_Slot()):
        while piece := read():
            yield piece


def arriving(read: Callable[[], bytes]) -> Iterator[bytes]:
    """The same of a body that may be on its way still. Raises Problem 408 when it comes too slowly, 503.

    It is looked at after each piece: a request cannot be answered while the server still reads for it, for the server
    then waits for that reading with the whole interpreter. So a client that sends nothing at all keeps its slot until
    the gateway ends it.
    """
    pace = _Pace()
    with closing(_Slot()):
        while piece := read():
            if pace.too_slow(len(piece)):
                raise Problem(408, f"Stuur de inhoud sneller dan {settings.TRANSFER_RATE} bytes per seconde.")
            yield piece


class _Leaving:
    """The body of an answer, piece by piece, as long as its reader keeps pace; it holds a slot until it is closed."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._pace, self._slot = pieces, _Pace(), _Slot()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def close(self) -> None:
        """Leave the slot; Django calls it when the answer is sent, or cannot be."""
        self._slot.close()

    def __next__(self) -> bytes:
        if self._pace.too_slow():
            raise TimeoutError("the reader of an answer is too slow")
        piece = next(self._pieces)
        self._pace.too_slow(len(piece))
        return piece


def leaving(answer: StreamingHttpResponse) -> None:
    """Have what an answer streams cut off when its reader is slower than TRANSFER_RATE. Raises Problem 503."""
    answer.streaming_content = _Leaving(iter(answer.streaming_content))  # type: ignore[assignment]
