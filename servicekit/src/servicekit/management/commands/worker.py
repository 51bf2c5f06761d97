# SPDX-License-Identifier: EUPL-1.2
"""Run this component's jobs: woken by RabbitMQ with AMQP_URL, else by PostgreSQL."""

import signal
import threading

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from servicekit.stack import StackError
from servicekit.stack.municipalities import stack
from servicekit.worker import local_host, nameko_host
from servicekit.worker.jobs import jobs


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
        host = nameko_host.Host if settings.AMQP_URL else local_host.Host
        host(jobs()).run(stop)
