# SPDX-License-Identifier: EUPL-1.2
"""The local host of jobs: one process, woken by PostgreSQL within a fraction of a millisecond."""

import threading
from collections.abc import Mapping
from select import select

import psycopg
import structlog
from django.db import connection

from servicekit.jobs import CHANNEL, Job
from servicekit.worker.runners import BEAT, Runners, live

log = structlog.get_logger("jobs")


class Host:
    """Jobs by name, and the connection that listens for wake-ups."""

    def __init__(self, jobs: Mapping[str, Job]) -> None:
        self.jobs = jobs

    def run(self, stop: threading.Event) -> None:
        """Run until `stop` is set."""
        with Runners(self.jobs, stop) as runners:
            while not stop.is_set():
                try:
                    self._listen(runners, stop)
                except psycopg.OperationalError as error:
                    log.warning("listen_failed", reason=type(error).__name__)
                    stop.wait(0.5)

    def _listen(self, runners: Runners, stop: threading.Event) -> None:
        parameters = connection.get_connection_params()
        wanted = {
            name: parameters[name] for name in ("dbname", "user", "password", "host", "port") if name in parameters
        }
        with psycopg.connect(**wanted, autocommit=True) as listening:
            listening.execute(f"LISTEN {CHANNEL}")
            runners.wake_all()  # what was said while nobody listened
            while not stop.is_set():
                live()
                # Not psycopg's own waiting, which looks ten times a second.
                if not select([listening], [], [], BEAT)[0]:
                    continue
                for notice in listening.notifies(timeout=0):
                    name, _, schema = notice.payload.partition(" ")
                    runners.wake(name, schema)
