# SPDX-License-Identifier: EUPL-1.2
"""A checkout with two small components, and what it takes to run a sandbox of it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psutil
import pytest

from gateway.ports import free_ports

MANAGE = """
import os, sys, time
import psycopg

match sys.argv[1]:
    case "configure":
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("create table if not exists starts (at timestamptz default now())")
            connection.execute("insert into starts default values")
    case "worker":
        while True:
            time.sleep(60)
"""
WSGI = """
import json, os
import psycopg

def application(environ, start_response):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        starts = connection.execute("select count(*) from starts").fetchone()[0]
    body = {"path": environ["PATH_INFO"], "query": environ["QUERY_STRING"], "starts": starts, "pid": os.getpid()}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(body).encode()]
"""
STACK = """
municipalities:
  - name: voorbeeldstad
    label: Gemeente Voorbeeldstad
    rsin: "851234562"
    prefix: ""
    addresses: ["http://localhost:${PORT}"]
    clients:
      - {id: demo, label: Demo, secret: {file: demo}, rights: all}
"""
LAUNCH = """
import sys
from pathlib import Path
from gateway.__main__ import main

main(root=Path(sys.argv.pop(1)))
"""


class Launcher:
    """A launcher in a process of its own, and what it said."""

    def __init__(self, root: Path, *arguments: str, port: int, env: Mapping[str, str]) -> None:
        words = [*arguments, "--data", str(root / "data"), "--stack", str(root / "stack.yaml"), "--port", str(port)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(root), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | env,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def said(self) -> str:
        """All that it printed."""
        return "".join(self.lines)

    def wait_for(self, text: str, *, seconds: float = 60) -> None:
        """Wait until it has said `text`; fails the test when it ends before."""
        until = time.monotonic() + seconds
        while text not in self.said:
            waiting = self._reader.is_alive() and time.monotonic() < until
            assert waiting, f"never said '{text}':\n{self.said}"
            time.sleep(0.05)

    def end(self, sign: signal.Signals = signal.SIGINT) -> int:
        """Send it a signal and return its exit code."""
        self.process.send_signal(sign)
        return self.wait()

    def wait(self) -> int:
        """Wait until it ends and return its exit code."""
        code = self.process.wait(60)
        self._reader.join()
        return code

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            self.lines.extend(iter(lines.readline, ""))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The folder of a checkout with the components zaken and catalogi, as small as their contract allows."""
    for name in ("zaken", "catalogi"):
        source = tmp_path / "services" / name / "src" / name
        source.mkdir(parents=True)
        (source / "__init__.py").touch()
        (source / "wsgi.py").write_text(WSGI)
        (source.parents[1] / "manage.py").write_text(MANAGE)
    (tmp_path / "stack.yaml").write_text(STACK)
    (tmp_path / "demo").write_text("a-secret-of-more-than-thirty-two-bytes")
    return tmp_path


@pytest.fixture
def port() -> int:
    """A free port for a gateway."""
    return free_ports(1)[0]


@pytest.fixture
def launch(checkout: Path, port: int) -> Iterator[Callable[..., Launcher]]:
    """Start a launcher of the checkout with these arguments; what is left of it is removed afterwards."""
    started: list[Launcher] = []

    def start(*arguments: str, **env: str) -> Launcher:
        started.append(Launcher(checkout, *arguments, port=port, env=env))
        return started[-1]

    yield start
    for launcher in started:
        if launcher.process.poll() is None:
            launcher.end()
    reset = Launcher(checkout, "reset", port=port, env={})
    reset.wait()


@pytest.fixture
def running_in() -> Callable[[Path], list[psutil.Process]]:
    """Say which processes of a sandbox run: those that name its folder, in their environment or their command."""

    def running(folder: Path) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            if process.pid != os.getpid():
                try:
                    words = [*process.cmdline(), *process.environ().values()]
                except psutil.Error:
                    continue
                if any(str(folder) in word for word in words):
                    found.append(process)
        return found

    return running
