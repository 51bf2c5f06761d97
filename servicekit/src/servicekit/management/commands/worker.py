# SPDX-License-Identifier: EUPL-1.2
"""Run this component's jobs: the local host, woken by LISTEN/NOTIFY."""

import signal
import threading

from django.core.management import BaseCommand, CommandError

from servicekit.stack import StackError
from servicekit.stack.municipalities import stack
from servicekit.worker.jobs import jobs
from servicekit.worker.local_host import Host


class Command(BaseCommand):
    help = "Run the background work of this component until SIGTERM."
    requires_system_checks = ()

    def handle(self, **_: object) -> None:
        try:
            stack()
        except StackError as error:
            raise CommandError(str(error)) from error
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        Host(jobs()).run(stop)
