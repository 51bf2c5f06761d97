# SPDX-License-Identifier: EUPL-1.2
"""Send wake-ups to RabbitMQ, so that who sends one never waits for it and notices nothing when it is away (ADR 29)."""

import atexit
import json
import os
import ssl
import threading
import time
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog

from servicekit import metrics

TIMEOUT = 2.0  #: seconds that the broker has to connect, and to confirm
OPEN = 3.0  #: seconds that a broker which did not is left alone
IDLE = 30.0  #: seconds without a wake-up after which the connection is closed, before the broker expects a heartbeat
_LAST = 1.0  #: seconds that the end of the process waits for what is still to be sent
_FRESH = 60  #: seconds: what is older than the sweeps is worth nothing
_MOST = 10_000  #: wake-ups that wait in a queue; the oldest go first
log = structlog.get_logger("broker")


def queue(component: str) -> str:
    """The name of the queue on which all workers of a component are woken."""
    return f"meent.{component}"


def arguments() -> dict[str, Any]:
    """What the queue is declared with: it survives a broker, and one that nobody reads does not grow for ever.

    A queue keeps what it was made with, so other arguments need another name.
    """
    return {
        "x-queue-type": "quorum",
        "x-message-ttl": _FRESH * 1000,
        "x-max-length": _MOST,
        "x-overflow": "drop-head",
        "x-delivery-limit": 3,
    }


def options(url: str, password: str) -> dict[str, Any]:
    """What kombu connects with: TLS is verified, by the certificates that this machine trusts (or SSL_CERT_FILE)."""
    parts = urlsplit(url)
    return {
        "hostname": parts.hostname,
        "port": parts.port or (5671 if parts.scheme == "amqps" else 5672),
        "userid": unquote(parts.username or "guest"),
        "password": unquote(parts.password or "") or password or "guest",
        "virtual_host": unquote(parts.path[1:]) or "/",
        "ssl": parts.scheme == "amqps" and {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": parts.hostname},
        "connect_timeout": TIMEOUT,
    }


class Sender:
    """The wake-ups of this process that are to be sent, each once, and the thread that sends them.

    They are a name and a schema, so there are never more than jobs times municipalities. What the broker does not
    confirm waits, and is tried again after some seconds.
    """

    def __init__(self, url: str, password: str, component: str) -> None:
        self._options, self._queue = options(url, password), queue(component)
        self._waiting: dict[tuple[str, str], None] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._connection: Any = None
        self._channel: Any = None
        self._is_sending = self._is_away = False

    def offer(self, name: str, schema: str) -> None:
        """Have a wake-up sent. Takes no longer than a lock that nobody holds while sending."""
        with self._changed:
            self._waiting.setdefault((name, schema))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="wake-ups", daemon=True)
                self._thread.start()
                atexit.register(self._finish)
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting), IDLE if self._connection else None)
                waiting, self._waiting = list(self._waiting), {}
                self._is_sending = bool(waiting)
            if not waiting:
                self._close()
                continue
            try:
                self._send(waiting)
            except Exception as error:  # whatever it is, nobody else may notice
                with self._changed:
                    self._waiting = dict.fromkeys(waiting) | self._waiting
                self._say_away(error)
                time.sleep(OPEN)
            else:
                self._say_there()
            finally:
                self._is_sending = False

    def _send(self, waiting: list[tuple[str, str]]) -> None:
        """Send wake-ups, on a new connection when that of the last time fails, as after a restart of the broker."""
        was_open = self._connection is not None
        try:
            self._publish(waiting)
        except Exception:
            self._close()
            if not was_open:
                raise
            self._publish(waiting)

    def _publish(self, waiting: list[tuple[str, str]]) -> None:
        import amqp

        if self._connection is None:
            given = dict(self._options)
            host = f"{given.pop('hostname')}:{given.pop('port')}"
            self._connection = amqp.Connection(host, confirm_publish=True, **given)
            self._connection.connect()
            # Each answer that is waited for below.
            self._connection.sock.settimeout(TIMEOUT)
            self._channel = self._connection.channel()
        for each in waiting:
            message = amqp.Message(json.dumps(each), content_type="application/json", content_encoding="utf-8")
            # To the exchange that knows each queue by its name; without a worker there is no queue, and no need.
            self._channel.basic_publish_confirm(message, exchange="", routing_key=self._queue)

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            # Not close(), which has a conversation with a broker that may not answer.
            connection.collect()

    def _say_away(self, error: Exception) -> None:
        self._close()
        metrics.BROKER_FAILURES.inc()
        if not self._is_away:
            self._is_away = True
            log.warning("broker_away", queue=self._queue, reason=type(error).__name__)
        # Each time, and not when it changes only: the last word of a process that ended may not stay.
        metrics.BROKER_AWAY.set(1)

    def _say_there(self) -> None:
        if self._is_away:
            self._is_away = False
            log.info("broker_is_there", queue=self._queue)
        metrics.BROKER_AWAY.set(0)

    def _finish(self) -> None:
        until = time.monotonic() + _LAST
        while (self._waiting or self._is_sending) and not self._is_away and time.monotonic() < until:
            time.sleep(0.01)


@cache
def sender(url: str, password: str, component: str) -> Sender:
    """The sender of this process for a component; its thread begins with the first wake-up."""
    return Sender(url, password, component)


# A thread does not come along to a child process, and what it had to send is its parent's.
os.register_at_fork(after_in_child=sender.cache_clear)
