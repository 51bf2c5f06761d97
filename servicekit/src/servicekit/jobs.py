# SPDX-License-Identifier: EUPL-1.2
"""Background work: plain functions that claim their work from PostgreSQL, so that a lost wake-up costs only time."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from servicekit.database import sql

CHANNEL = "meent"
log = structlog.get_logger("jobs")


class Again(Exception):
    """What a job waits for is not there yet; it wants to be run again soon. No failure.

    `peer` names the component that has to make it, and `what` says what.
    """

    def __init__(self, peer: str, what: str) -> None:
        super().__init__(what)
        self.peer = peer


_waits: dict[tuple[str, str], str] = {}


def waits(name: str, municipality: str, peer: str, reason: str) -> None:
    """Say once that a job of a municipality waits for a neighbour."""
    if _waits.get((name, municipality)) != peer:
        _waits[name, municipality] = peer
        log.warning("waits_for_peer", job=name, municipality=municipality, peer=peer, reason=reason[:200])


def waits_no_more(name: str, municipality: str) -> None:
    """Say once that what the job waited for is there."""
    if peer := _waits.pop((name, municipality), None):
        log.info("peer_is_there", job=name, municipality=municipality, peer=peer)


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
