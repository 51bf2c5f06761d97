# SPDX-License-Identifier: EUPL-1.2
"""The host of jobs on several machines: woken by RabbitMQ, through a nameko service in a process beside it (ADR 29).

The jobs run here, in threads, with no monkey patching; `nameko_service` has no database and only says what it hears.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from select import select

import structlog
from django.conf import settings

from servicekit import broker
from servicekit.jobs import Job
from servicekit.worker.runners import BEAT, Runners, live

log = structlog.get_logger("jobs")
_SILENT = 30.0  #: seconds without a sign of life after which the service hangs, and is started again
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  #: seconds before a service that ended is started again
_LEAVING = 5.0  #: seconds that it has to end, once it is told


class Host:
    """Jobs by name, and the service that hears their wake-ups."""

    def __init__(self, jobs: Mapping[str, Job]) -> None:
        self.jobs = jobs

    def run(self, stop: threading.Event) -> None:
        """Run until `stop` is set. Without the service, jobs are run by their intervals."""
        pause = _FIRST_PAUSE
        with Runners(self.jobs, stop) as runners:
            while not stop.is_set():
                since = time.monotonic()
                why = self._listen(runners, stop)
                if stop.is_set():
                    break
                if time.monotonic() - since > _LONGEST_PAUSE:
                    pause = _FIRST_PAUSE
                log.warning("service_ended", reason=why, again_in_seconds=pause)
                until = time.monotonic() + pause
                while (left := until - time.monotonic()) > 0 and not stop.wait(min(left, BEAT)):
                    live()
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _listen(self, runners: Runners, stop: threading.Event) -> str:
        """Start a service and do what it says until it ends, or `stop` is set; why it ended."""
        told = {
            "component": settings.COMPONENT.name,
            "level": settings.LOG_LEVEL,
            "queue": broker.queue(settings.COMPONENT.name),
            "arguments": broker.arguments(),
            "broker": broker.options(settings.AMQP_URL, settings.AMQP_PASSWORD),
        }
        command = [sys.executable, "-m", "servicekit.worker.nameko_service"]
        # The name of the broker is looked up by the system, as everybody else does; eventlet has a way of its own.
        environment = os.environ | {"EVENTLET_NO_GREENDNS": "yes"}
        # A process group of its own: what a terminal sends to all of a group is for us to pass on.
        with subprocess.Popen(  # noqa: S603
            # Nothing is kept to be written later, which would fail again when its input is closed.
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        ) as service:
            assert service.stdin is not None
            try:
                # By its input, since others may see a command or an environment; its end tells it to end, whoever
                # ended us.
                service.stdin.write(json.dumps(told).encode() + b"\n")
                return _obey(service, runners, stop)
            except BrokenPipeError:
                return _how(service)
            finally:
                service.stdin.close()
                try:
                    service.wait(_LEAVING)
                except subprocess.TimeoutExpired:
                    service.kill()


def _obey(service: subprocess.Popen[bytes], runners: Runners, stop: threading.Event) -> str:
    assert service.stdout is not None
    rest, heard = b"", time.monotonic()
    while not stop.is_set():
        live()
        if not select([service.stdout], [], [], BEAT)[0]:
            if time.monotonic() - heard > _SILENT:
                service.kill()
                return "it gave no sign of life"
            continue
        if not (said := os.read(service.stdout.fileno(), 65536)):
            return _how(service)
        heard = time.monotonic()
        *lines, rest = (rest + said).split(b"\n")
        for line in lines:
            match json.loads(line):
                case ["wake", str(name), str(schema)]:
                    runners.wake(name, schema)
                case ["connected"]:
                    runners.wake_all()  # what was said while nobody listened
    return "it was told to"


def _how(service: subprocess.Popen[bytes]) -> str:
    try:
        return f"it ended with {service.wait(_LEAVING)}"
    except subprocess.TimeoutExpired:
        return "it said that it ended, and did not"
