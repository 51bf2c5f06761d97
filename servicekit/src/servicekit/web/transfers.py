# SPDX-License-Identifier: EUPL-1.2
"""Bytes that go to and come from clients: a slow sender or reader takes nobody's place (`database.places`)."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import StreamingHttpResponse

from servicekit.database import places
from servicekit.problems import Problem

WINDOW = 30.0  #: seconds over which the rate of a transfer is looked at
PIECE = 4 * 1024  #: bytes of a body that are waited for at once: how soon it shows that it comes slowly


class Served:
    """An application as the server calls it: in a place, until there is nothing left but to send."""

    def __init__(self, application: WSGIHandler) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The body of the answer; a list costs the server less than the answer itself."""
        with places.working():
            answer: Any = self.application(environ, start_response)
            if answer.streaming:
                return answer  # type: ignore[no-any-return]
            content = [answer.content]
            answer.close()
            return content


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
    with closing(places.Slot()):
        while piece := read():
            yield piece


def arriving(read: Callable[[], bytes]) -> Iterator[bytes]:
    """The same of a body that may be on its way still. Raises Problem 408 when it comes too slowly, 503.

    It is looked at after each piece: a request cannot be answered while the server still reads for it, for the server
    then waits for that reading with the whole interpreter. So a client that sends nothing at all keeps its slot until
    the gateway ends it.
    """
    pace = _Pace()
    with closing(places.Slot()):
        while piece := read():
            if pace.too_slow(len(piece)):
                raise Problem(408, f"Stuur de inhoud sneller dan {settings.TRANSFER_RATE} bytes per seconde.")
            yield piece


class _Leaving:
    """The body of an answer, piece by piece, as long as its reader keeps pace; it holds a slot until it is closed."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._pace, self._slot = pieces, _Pace(), places.Slot()

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
