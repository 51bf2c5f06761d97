# SPDX-License-Identifier: EUPL-1.2
"""Run jobs, a thread each: when they are woken, and when their interval is over. The same for every host."""

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from random import uniform
from types import TracebackType
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import connection, connections

from servicekit import metrics
from servicekit.database import refusals
from servicekit.jobs import Again, Job
from servicekit.peers import calls
from servicekit.stack import Municipality
from servicekit.stack.components import COMPONENTS
from servicekit.stack.municipalities import serving, stack
from servicekit.waiting import waits, waits_no_more

log = structlog.get_logger("jobs")
BEAT = 1.0  #: seconds between two signs of life, and at most until a host sees that it is to stop
_SOON = 60  #: runs, a second apart, in which a neighbour is expected; after that it is asked less often


class Runner(threading.Thread):
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


class Runners:
    """A thread for each job, from `with` until its end, which comes once `stop` is set."""

    def __init__(self, jobs: Mapping[str, Job], stop: threading.Event) -> None:
        self._runners = {name: Runner(job, stop) for name, job in jobs.items()}

    def __enter__(self) -> "Runners":
        for runner in self._runners.values():
            runner.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for runner in self._runners.values():
            runner.wake("")
        for runner in self._runners.values():
            runner.join(timeout=5)

    def wake(self, name: str, schema: str) -> None:
        """Have a job run for a municipality; what another version has, and this one does not, is nobody's."""
        if name in self._runners:
            self._runners[name].wake(schema)

    def wake_all(self) -> None:
        """Have every job run for every municipality: who woke them meanwhile was not heard."""
        for name in self._runners:
            for municipality in stack().municipalities:
                self.wake(name, municipality.schema)


def live() -> None:
    """Touch the worker's sign of life, when somebody looks at it."""
    if settings.HEARTBEAT:
        Path(settings.HEARTBEAT).touch()
