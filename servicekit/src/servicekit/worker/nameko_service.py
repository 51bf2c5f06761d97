# SPDX-License-Identifier: EUPL-1.2
"""The nameko service beside a worker: hears wake-ups on the component's queue and says them on a pipe, a line each.

Run as a program it is told by its standard input, as JSON on one line, what it is to listen to; the end of that input
is its own. Nothing else imports this: eventlet changes the process that it is in.
"""

# ruff: noqa: E402  (in this order)
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet

eventlet.monkey_patch()

import json
import os
import signal
import sys
from typing import Any

import structlog
from eventlet import patcher
from kombu import Connection, Queue
from nameko import config
from nameko.amqp.consume import Consumer as Listener
from nameko.messaging import Consumer
from nameko.runners import ServiceRunner
from nameko.timer import timer

from servicekit.logs import configure_logging

HEARTBEAT = 10  #: seconds; a broker that is silent for two of them is connected to anew
PAUSE = 2.0  #: seconds between two attempts to connect
SHARE = 10  #: wake-ups that a worker may hold at once, so that none keeps them from the others

_os = patcher.original("os")
_threading = patcher.original("threading")
log = structlog.get_logger("broker")


def say(*words: str) -> None:
    """Write one line for the worker, whole: it is shorter than a pipe takes at once.

    With the system's own write: that of eventlet waits first, and fails when two wait for one pipe.
    """
    _os.write(_LINES, json.dumps(words).encode() + b"\n")


class _Listener(Listener):
    """nameko's consumer, with time-outs, that says once when its broker is away and once when it is there."""

    is_away = False
    connect_max_retries = 1  # of the library; ours have no end

    @property
    def connection(self) -> Connection:
        return Connection(**_told["broker"], heartbeat=HEARTBEAT)

    def run(self, _tokens: int = 1, **kwargs: Any) -> None:
        errors = self.connection_errors + self.channel_errors
        while not self.should_stop:
            try:
                for _ in self.consume(limit=None, **kwargs):
                    pass
            except errors as error:
                if not self.is_away:
                    self.is_away = True
                    log.warning("broker_away", queue=_told["queue"], reason=type(error).__name__)
                eventlet.sleep(PAUSE)

    def create_connection(self) -> Connection:
        connection = self.connection
        connection.connect()
        connection.connection.sock.settimeout(connection.connect_timeout)  # of each answer that is waited for
        return connection

    def on_consume_ready(self, connection: Connection, channel: Any, consumers: Any, **kwargs: Any) -> None:
        super().on_consume_ready(connection, channel, consumers, **kwargs)
        if self.is_away:
            self.is_away = False
            log.info("broker_is_there", queue=_told["queue"])
        say("connected")


class WakeUps(Consumer):
    """The entrypoint that hears wake-ups."""

    consumer_cls = _Listener


def service() -> type:
    """The service of the component that we were told of."""
    queue = Queue(_told["queue"], queue_arguments=_told["arguments"])

    class Service:
        name = _told["queue"]

        @WakeUps.decorator(queue)
        def wake(self, body: Any) -> None:
            """Pass a wake-up on. One that raises would lose it, so this decides nothing."""
            match body:
                case [str(name), str(schema)]:
                    say("wake", name, schema)

        @timer(interval=1)
        def live(self) -> None:
            """Say that we live, broker or not."""
            say("live")

    return Service


def _end_with_our_input() -> None:
    while _os.read(0, 1):
        pass
    _os._exit(0)  # whatever the others do: what was not passed on goes back to the queue


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What others print is no line for the worker.
    _LINES = os.dup(1)
    os.dup2(2, 1)
    _told = json.loads(sys.stdin.buffer.readline())
    _threading.Thread(target=_end_with_our_input, daemon=True).start()
    configure_logging(_told["component"], _told["level"])
    config.setup({"AMQP_URI": "", "HEARTBEAT": HEARTBEAT, "PREFETCH_COUNT": SHARE, "max_workers": SHARE})
    runner = ServiceRunner()
    runner.add_service(service())
    runner.start()
    runner.wait()
