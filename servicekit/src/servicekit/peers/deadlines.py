# SPDX-License-Identifier: EUPL-1.2
"""A total deadline on the HTTP calls of a session.

Time-outs of sockets are per read: who sends a byte each second, even of a header, would hold a thread for hours. So the
connection itself is kept in sight, and cut when the time is over.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any
from weakref import finalize

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

type Permit = Callable[[Sequence[str]], None]  #: raises unless the addresses of a host may be connected to
TICK = 0.1  #: seconds between two looks at the calls that are under way


def at_loopback(host: str) -> str:
    """The host to look up for a name: one below `localhost` is this machine (RFC 6761), as not every resolver knows."""
    return "localhost" if host.endswith(".localhost") else host


class _Clock:
    """Cuts what takes too long: one thread for all calls, since one for each would cost as much as the call."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.running: set[Watch] = set()
        self.thread: threading.Thread | None = None  # made when it is needed: a fork has none, and can start no other's

    def add(self, watch: "Watch") -> None:
        with self.changed:
            self.running.add(watch)
            if len(self.running) == 1:
                self.changed.notify()
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self.run, name="deadlines", daemon=True)
                self.thread.start()

    def remove(self, watch: "Watch") -> None:
        with self.changed:
            self.running.discard(watch)

    def run(self) -> None:
        while True:
            with self.changed:
                while not self.running:
                    self.changed.wait()
                for each in self.running:  # none ends meanwhile, and is cut in its next call
                    if each.left <= 0:
                        each.cut()
            time.sleep(TICK)


_clock = _Clock()


class Watch:
    """Watches the connection of a session of one thread, which makes its calls one after the other."""

    def __init__(self) -> None:
        self._watched: socket.socket | None = None
        self._release: Callable[[], object] = lambda: None
        self._until = 0.0

    @property
    def left(self) -> float:
        """Seconds until the call of this moment is cut off; negative when it should have ended."""
        return self._until - time.monotonic()

    def connect(self, host: str, port: int, permit: Permit) -> socket.socket:
        """A connection to the first address of a host that answers, within the time of this call.

        Raises OSError, and what `permit` raises when it is asked for all of them.
        """
        found = _resolve(at_loopback(host), port, self.left)
        permit([str(address[0]) for *_, address in found])
        failure: OSError = TimeoutError(host)
        for family, kind, protocol, _, address in found:
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(max(0.001, self.left))
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.connect(address)
            except OSError as error:
                connection.close()
                failure = error
                continue
            return self.over(connection)
        raise failure

    def over(self, connection: socket.socket) -> socket.socket:
        """Have this connection cut when the time of a call is over, and return it. TimeoutError when that is now."""
        self.forget()
        self._watched = watched = connection.dup()  # TLS takes over the socket itself
        self._release = finalize(self, watched.close)  # a thread that ends says so to nobody
        if self.left <= 0:  # the alarm may have been before there was anything to cut
            connection.close()
            raise TimeoutError
        return connection

    def forget(self) -> None:
        """Watch nothing any more."""
        self._watched = None
        self._release()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Around a call: after so many seconds its connection is cut, which ends it with an OSError of some kind."""
        self._until = time.monotonic() + seconds
        _clock.add(self)
        try:
            yield
        finally:
            _clock.remove(self)

    def cut(self) -> None:
        """End the call of this moment."""
        if (watched := self._watched) is not None:
            with suppress(OSError):  # it has ended by itself
                watched.shutdown(socket.SHUT_RDWR)


def _resolve(host: str, port: int, seconds: float) -> list[tuple[Any, ...]]:
    """Look a host up. Raises OSError; TimeoutError when it takes longer, since a resolver has a patience of its own.

    Nobody can end what it does, so it is left to a thread that ends when the resolver does.
    """
    answer: Future[list[tuple[Any, ...]]] = Future()

    def ask() -> None:
        try:
            answer.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name="resolver", daemon=True).start()
    return answer.result(max(0.0, seconds))


def anywhere(_: Sequence[str]) -> None:
    """Permit every address: for those whom the stack file names."""


class WatchedAdapter(HTTPAdapter):
    """Makes the connections of a session where `permit` lets it, one at a time, and has a Watch watch them."""

    def __init__(self, watch: Watch, permit: Permit = anywhere) -> None:
        self.watch, self.permit = watch, permit
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        watch, permit = self.watch, self.permit

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return watch.connect(self._dns_host.strip("[]"), self.port or 0, permit)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return watch.connect(self._dns_host.strip("[]"), self.port or 0, permit)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
