# SPDX-License-Identifier: EUPL-1.2
"""Background work: plain functions that claim their work from PostgreSQL, so that a lost wake-up costs only time."""

from collections.abc import Callable
from dataclasses import dataclass

from servicekit import sql

CHANNEL = "meent"


class Again(Exception):
    """What a job waits for is not there yet; it wants to be run again soon. No failure."""


@dataclass(frozen=True)
class Job:
    """A function that is run for one municipality when it is woken, and at least every so many seconds."""

    name: str
    every: float
    run: Callable[[], None]


JOBS: dict[str, Job] = {}


def job(name: str, *, every: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make a function a job. It runs with its municipality current, and must be safe to run twice at once."""

    def add(function: Callable[[], None]) -> Callable[[], None]:
        JOBS[name] = Job(name, every, function)
        return function

    return add


def wake(name: str, schema: str) -> None:
    """Tell the worker that there is work for a municipality. Cheap; outside a transaction it is sent at once."""
    sql.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{name} {schema}"])
