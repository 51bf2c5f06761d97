# SPDX-License-Identifier: EUPL-1.2
"""Start and stop a sandbox with the tests' own stack file."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import requests

from gateway.ports import free_ports
from gateway.sandbox import Sandbox as Data

ROOT = Path(__file__).parents[2]
STACK = ROOT / "tests" / "stack.yaml"
SECRETS = {
    "noord": "the-secret-of-noord-in-the-tests-32-bytes",
    "zuid": "the-secret-of-zuid-in-the-tests-32-bytes-",
}


class Sandbox:
    """A running `make up` on a port and a folder of its own."""

    def __init__(self, folder: Path, stack: Path = STACK, **settings: str) -> None:
        self.folder, self.stack, self.settings = folder, stack, settings
        self.port = free_ports(1)[0]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the gateway answers."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the launcher is told."""
        return (
            os.environ
            | self.settings
            | {
                "SECRET_NOORD": SECRETS["noord"],
                "SECRET_ZUID": SECRETS["zuid"],
                "PORT": str(self.port),
                "RIGHTS_POLL": "30",
            }
        )

    def start(self, seconds: float = 150) -> None:
        """Start it and wait until every component is ready through the gateway."""
        options = ["--data", str(self.folder), "--stack", str(self.stack), "--port", str(self.port)]
        with (self.folder.parent / "launcher.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gateway", "up", *options],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + seconds
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((self.folder.parent / "launcher.log").read_text()[-3000:])
            time.sleep(0.2)

    def ready(self) -> bool:
        """Whether every component answers readyz through the gateway."""
        try:
            return all(
                requests.get(f"{self.address}/{name}/readyz", timeout=5).status_code == 200
                for name in ("zaken", "documenten", "catalogi", "autorisaties", "notificaties")
            )
        except requests.RequestException:
            return False

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)

    def remove(self) -> None:
        """Stop it, and leave nothing of it: as root its database lies elsewhere."""
        self.stop()
        if self.folder.exists():
            Data(root=ROOT, data=self.folder).remove()

    def processes(self) -> dict[str, list[psutil.Process]]:
        """The launcher's children by what they are: zaken-api, zaken-worker, postgresql, caddy."""
        assert self.process is not None
        found: dict[str, list[psutil.Process]] = {"launcher": [psutil.Process(self.process.pid)]}
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                name = _name(child.cmdline())
            except psutil.Error:
                continue
            if name:
                found.setdefault(name, []).append(child)
        return found


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[Sandbox]:
    """A sandbox that runs, with these settings beside its own, and of which nothing is left whatever happens."""
    sandbox = Sandbox(folder, **settings)
    try:
        sandbox.start()
        yield sandbox
    finally:
        sandbox.remove()


def _name(command: list[str]) -> str:
    text = " ".join(command)
    for component in ("zaken", "documenten", "catalogi", "autorisaties", "notificaties"):
        if f"{component}.wsgi:application" in text:
            return f"{component}-api"
        if f"services/{component}/manage.py worker" in text:
            return f"{component}-worker"
    if "caddy" in text:
        return "caddy"
    # In this order, since one that has just ended has no command any more.
    return "postgresql" if "-D" in command and "postgres" in command[0] else ""
