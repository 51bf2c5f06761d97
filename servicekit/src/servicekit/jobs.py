# SPDX-License-Identifier: EUPL-1.2
"""Background work: plain functions that claim their work from PostgreSQL, so that a lost wake-up costs only time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction

from servicekit import broker
from servicekit.database import sql

CHANNEL = "meent"


class Again(Exception):
    """Raised by a job that waits for what is not there yet; it wants to be run again soon. No failure.

    `peer` names the component that has to make it, and `what` says what.
    """

    def __init__(self, peer: str, what: str) -> None:
        super().__init__(what)
        self.peer = peer


@dataclass(frozen=True)
class Job:
    """A function that is run for one municipality when it is woken, and at least every so many seconds.

    `gathers`: seconds that it waits once it is woken, so that what comes meanwhile is done in the same run.
    """

    name: str
    every: float
    run: Callable[[], None]
    gathers: float = 0.0

    def __call__(self) -> None:
        """Run it once, here."""
        self.run()


def job(name: str, *, every: float, gathers: float = 0.0) -> Callable[[Callable[[], None]], Job]:
    """Make a function a job. It runs with its municipality current, and must be safe to run twice at once.

    The worker runs those that are declared: worker/jobs.py lists the kit's, `Component.jobs` a component's own.
    """
    return lambda function: Job(name, every, function, gathers)


def wake(name: str, schema: str) -> None:
    """Tell the worker that there is work for a municipality, once the transaction is committed; outside one, now.

    Cheap. With AMQP_URL it is sent by another thread: nobody waits for the broker, and nothing fails because of it.
    """
    if settings.AMQP_URL:
        sender = broker.sender(settings.AMQP_URL, settings.AMQP_PASSWORD, settings.COMPONENT.name)
        transaction.on_commit(partial(sender.offer, name, schema))
    else:
        sql.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{name} {schema}"])
