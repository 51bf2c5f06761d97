# SPDX-License-Identifier: EUPL-1.2
"""A small pool of threads that lanes take turns on, so that who is slow to take what it is sent delays nobody else."""

import atexit
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog
from django.db import connection, connections

from servicekit.database import refusals
from servicekit.stack.municipalities import stack

IDLE = 60.0  #: seconds without a turn after which a thread ends, and with it its database connection
log = structlog.get_logger("lanes")


@dataclass(frozen=True)
class Turn:
    """A lane of a municipality (by its name) that has something to send; one that has one lane need not number it."""

    municipality: str
    lane: int = 0


@dataclass(frozen=True, kw_only=True)
class Result:
    """How a turn went: whether more is waiting at once, and whether the receiver was slow or failed.

    `slow` is None when nothing was sent, so that nothing is known of it.
    """

    more: bool = False
    slow: bool | None = False


class Pool:
    """Runs turns, each lane once at a time and in the order in which they were offered.

    Lanes that were slow the last time have at most half of the threads, so that many of them hold up nobody either.
    """

    def __init__(self, run: Callable[[Turn], Result], *, size: int = 8) -> None:
        self._run, self._size = run, size
        self._waiting: dict[Turn, None] = {}
        self._busy: set[Turn] = set()
        self._again: set[Turn] = set()
        self._slow: set[Turn] = set()
        self._changed = threading.Condition()
        self._threads: set[threading.Thread] = set()
        self._idle = 0
        self._closing = False
        atexit.register(self.close)  # so that no lease is left for the next worker to wait for

    def offer(self, turns: Iterable[Turn]) -> None:
        """Have these lanes run. One that is running now runs once more, since it may have looked already."""
        with self._changed:
            for turn in turns:
                if turn in self._busy:
                    self._again.add(turn)
                else:
                    self._waiting.setdefault(turn)
            missing = min(len(self._waiting) - self._idle, self._size - len(self._threads))
            for _ in range(missing):
                thread = threading.Thread(target=self._work, name="lanes", daemon=True)
                self._threads.add(thread)
                thread.start()
            self._changed.notify_all()

    def close(self) -> None:
        """Finish the turns that run, which takes at most the time-out of a call, and stop."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            running = list(self._threads)
        for thread in running:
            thread.join(timeout=10)
        self._closing = False

    def _work(self) -> None:
        while (turn := self._next()) is not None:
            result = Result()
            try:
                result = self._run(turn)
            except Exception as error:  # a turn must never end its thread; the next sweep offers the lane again
                log.warning("lane_failed", municipality=turn.municipality, exc_info=error)
                if refusals.unwritable(error):
                    refusals.remember(stack().municipality(turn.municipality).schema)
                else:
                    connection.close()
            with self._changed:
                self._busy.discard(turn)
                if result.slow is not None:
                    (self._slow.add if result.slow else self._slow.discard)(turn)
                if result.more or turn in self._again:
                    self._waiting.setdefault(turn)
                self._again.discard(turn)
                self._changed.notify_all()
        connections.close_all()

    def _next(self) -> Turn | None:
        """Wait for a turn and take it; None when this thread is to end."""
        with self._changed:
            self._idle += 1
            while not self._closing:
                if (turn := self._first()) is not None:
                    del self._waiting[turn]
                    self._busy.add(turn)
                    break
                if not self._changed.wait(IDLE) and self._first() is None:
                    break
            else:
                turn = None
            self._idle -= 1
            if turn is None:
                self._threads.discard(threading.current_thread())
            return turn

    def _first(self) -> Turn | None:
        room_for_slow = len(self._busy & self._slow) < self._size // 2
        return next((turn for turn in self._waiting if room_for_slow or turn not in self._slow), None)
