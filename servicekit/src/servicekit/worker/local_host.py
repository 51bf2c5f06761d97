# SPDX-License-Identifier: EUPL-1.2
"""The local host of jobs: one process, a thread per job, woken by PostgreSQL within a fraction of a millisecond."""

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from random import uniform
from select import select
from urllib.parse import urlsplit

import psycopg
import structlog
from django.conf import settings
from django.db import connection, connections

from servicekit import metrics
from servicekit.database import refusals
from servicekit.jobs import CHANNEL, Again, Job
from servicekit.peers import calls
from servicekit.stack import Municipality
from servicekit.stack.components import COMPONENTS
from servicekit.stack.municipalities import serving, stack
from servicekit.waiting import waits, waits_no_more

log = structlog.get_logger("jobs")
_BEAT = 1.0  #: seconds between two signs of life, and at most until it sees that it is to stop
_SOON = 60  #: runs, a second apart, in which a neighbour is expected; after that it is asked less often


class _Runner(threading.Thread):
    """Runs one job: for the municipalities it was woken for, and for all of them when its interval is over."""

    def __init__(self, job: Job, stop: threading.Event) -> None:
        super().__init__(name=job.name, daemon=True)
        self.job, self.stop = job, stop
        self.woken: set[str] = set()
        self.condition = threading.Condition()

    def wake(self, schema: str) -> None:
        with self.condition:
            self.woken.add(schema)
            self.condition.notify()

    def run(self) -> None:
        everybody = {each.schema: each for each in stack().municipalities}
        sweep, failures, waited = 0.0, 0, 0
        while not self.stop.is_set():
            with self.condition:
                if not self.woken:
                    self.condition.wait(max(0.0, sweep - time.monotonic()))
            if self.job.gathers:
                self.stop.wait(self.job.gathers)
            with self.condition:
                schemas, self.woken = self.woken, set()
            if time.monotonic() >= sweep:
                schemas = set(everybody)
                sweep = time.monotonic() + self.job.every * uniform(0.9, 1.1)  # noqa: S311  (spreads the load)
            chosen = [] if self.stop.is_set() else sorted(schemas & set(everybody))
            results = [self.once(everybody[schema]) for schema in chosen]
            waited = waited + 1 if None in results else 0
            if waited:
                # At start-up the neighbours are not there yet; nobody should wait a whole interval for that.
                sweep = min(sweep, time.monotonic() + (1.0 if waited < _SOON else 10.0))
            failures = failures + 1 if False in results else 0
            if failures:
                sweep = min(sweep, time.monotonic() + min(10.0, 0.5 * 2 ** min(failures, 5)))
        connections.close_all()

    def once(self, municipality: Municipality) -> bool | None:
        """One run: True when it did its work, None when it waits for a neighbour, False when it failed.

        That it waits, and no longer waits, is said once; any other that it raises is logged and counted each time.
        What PostgreSQL could not store is remembered, so that /readyz of the api says so.
        """
        started = time.perf_counter()
        try:
            with serving(municipality):
                self.job.run()
        except Exception as error:  # a job must never end its thread; the sweep runs it again
            if peer := _awaited(error, municipality):
                waits(self.job.name, municipality.name, peer, str(error))
                return None
            metrics.JOB_FAILURES.labels(self.job.name).inc()
            log.warning("job_failed", job=self.job.name, municipality=municipality.name, exc_info=error)
            if refusals.unwritable(error):
                refusals.remember(municipality.schema)
            else:
                connection.close()
            return False
        finally:
            metrics.JOBS.labels(self.job.name).observe(time.perf_counter() - started)
        waits_no_more(self.job.name, municipality.name)
        return True


def _awaited(error: BaseException | None, municipality: Municipality) -> str:
    """The neighbour that has to be there first, when that is why a job ended; else nothing."""
    if isinstance(error, Again):
        return error.peer
    if isinstance(error, calls.Unreachable):
        places = municipality.places.values()
        found = (COMPONENTS[each.code] for each in places if error.url.startswith(f"{each.root}/"))
        return next(found, urlsplit(error.url).netloc or "a peer")
    return _awaited(error.__cause__, municipality) if error is not None and error.__cause__ else ""


class Host:
    """Jobs by name, a thread each, and the connection that listens for wake-ups."""

    def __init__(self, jobs: Mapping[str, Job]) -> None:
        self.jobs = jobs

    def run(self, stop: threading.Event) -> None:
        """Run until `stop` is set."""
        runners = {name: _Runner(job, stop) for name, job in self.jobs.items()}
        for runner in runners.values():
            runner.start()
        while not stop.is_set():
            try:
                self._listen(runners, stop)
            except psycopg.OperationalError as error:
                log.warning("listen_failed", reason=type(error).__name__)
                stop.wait(0.5)
        for runner in runners.values():
            runner.wake("")
        for runner in runners.values():
            runner.join(timeout=5)

    def _listen(self, runners: dict[str, _Runner], stop: threading.Event) -> None:
        parameters = connection.get_connection_params()
        wanted = {
            name: parameters[name] for name in ("dbname", "user", "password", "host", "port") if name in parameters
        }
        with psycopg.connect(**wanted, autocommit=True) as listening:
            listening.execute(f"LISTEN {CHANNEL}")
            for runner in runners.values():  # what was said while nobody listened
                for municipality in stack().municipalities:
                    runner.wake(municipality.schema)
            while not stop.is_set():
                if settings.HEARTBEAT:
                    Path(settings.HEARTBEAT).touch()
                # Not psycopg's own waiting, which looks ten times a second.
                if not select([listening], [], [], _BEAT)[0]:
                    continue
                for notice in listening.notifies(timeout=0):
                    name, _, schema = notice.payload.partition(" ")
                    if name in runners:
                        runners[name].wake(schema)
