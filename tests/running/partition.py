# SPDX-License-Identifier: EUPL-1.2
"""A way over TCP that can be cut: nothing is refused and nothing closed, it only arrives nowhere."""

import select
import socket
import threading
from contextlib import suppress


class Way:
    """Passes what comes to its port on to another on loopback, but while it is `cut`."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._open = threading.Event()
        self._open.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """From now on nothing arrives."""
        self._open.clear()

    def mend(self) -> None:
        """What was sent meanwhile arrives, and what is sent from now on."""
        self._open.set()

    def close(self) -> None:
        """Take no more."""
        self._open.set()
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        self._open.wait()
        with near, suppress(OSError), socket.create_connection(("127.0.0.1", self._to)) as far:
            other = {near: far, far: near}
            while True:
                for each in select.select([near, far], [], [])[0]:
                    self._open.wait()
                    data = each.recv(65536)
                    if not data:
                        return
                    self._open.wait()
                    other[each].sendall(data)
