# SPDX-License-Identifier: EUPL-1.2
"""The local host of jobs: one process, a thread per job, woken by PostgreSQL within a fraction of a millisecond."""

import threading
import time
from random import uniform

import psycopg
import structlog
from django.db import connection, connections

from servicekit import callbacks, metrics, rerendering  # noqa: F401  (jobs every component has)
from servicekit.idempotency import keys  # noqa: F401
from servicekit.jobs import CHANNEL, JOBS, Again, Job
from servicekit.journal import publishing  # noqa: F401
from servicekit.municipalities import serving, stack
from servicekit.stack import Municipality

log = structlog.get_logger("jobs")


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
        sweep, failures = 0.0, 0
        while not self.stop.is_set():
            with self.condition:
                if not self.woken:
                    self.condition.wait(max(0.0, sweep - time.monotonic()))
                schemas, self.woken = self.woken, set()
            if time.monotonic() >= sweep:
                schemas = set(everybody)
                sweep = time.monotonic() + self.job.every * uniform(0.9, 1.1)  # noqa: S311  (spreads the load)
            chosen = [] if self.stop.is_set() else sorted(schemas & set(everybody))
            results = [self.once(everybody[schema]) for schema in chosen]
            if None in results:
                # At start-up the neighbours are not there yet; nobody should wait a whole interval for that.
                sweep = min(sweep, time.monotonic() + 1.0)
            failures = failures + 1 if False in results else 0
            if failures:
                sweep = min(sweep, time.monotonic() + min(10.0, 0.5 * 2 ** min(failures, 5)))
        connections.close_all()

    def once(self, municipality: Municipality) -> bool | None:
        """One run: True when it did its work, None when it wants to be run again soon, False when it failed.

        What it raises is logged and counted, and it is tried again.
        """
        started = time.perf_counter()
        try:
            with serving(municipality):
                self.job.run()
        except Again:
            return None
        except Exception as error:  # a job must never end its thread; the sweep runs it again
            metrics.JOB_FAILURES.labels(self.job.name).inc()
            log.warning("job_failed", job=self.job.name, municipality=municipality.name, exc_info=error)
            connection.close()
            return False
        finally:
            metrics.JOBS.labels(self.job.name).observe(time.perf_counter() - started)
        return True


class Host:
    """All jobs of this process, and the connection that listens for wake-ups."""

    def run(self, stop: threading.Event) -> None:
        """Run until `stop` is set."""
        runners = {name: _Runner(job, stop) for name, job in JOBS.items()}
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
                for notice in listening.notifies(timeout=0.5):
                    name, _, schema = notice.payload.partition(" ")
                    if name in runners:
                        runners[name].wake(schema)
                    if stop.is_set():
                        return
