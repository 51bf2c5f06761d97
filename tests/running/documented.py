# SPDX-License-Identifier: EUPL-1.2
"""The receivers of docs/how-to/receive-notifications.md, run as they stand there."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from gateway.ports import free_ports

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "receive-notifications.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```python\n# (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
#: what a Django project has beside what the page says
_PROJECT = """
SECRET_KEY = "of-a-test"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
INSTALLED_APPS = []
ROOT_URLCONF = "ontvangst.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "inbox.db"}}
USE_TZ = True
"""
AUTH = "Bearer of-the-documented-receiver"


class Receiver:
    """A receiver of the page, `plain` or `django`, in a folder of its own. What it handled stands in its output."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        [self.port] = free_ports(1)
        self.url = f"http://localhost:{self.port}/notificaties"
        self._running: list[subprocess.Popen[bytes]] = []
        for name, text in FILES.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_PROJECT + text if name == "settings.py" else text, encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, **environment: str) -> None:
        """Start it with what the page says of its environment, and wait until it listens."""
        given = {"AUTH": AUTH, "PORT": str(self.port), "DJANGO_SETTINGS_MODULE": "settings", **environment}
        known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self._environment = known | given | {"PYTHONPATH": str(self.folder)}
        if self.kind == "plain":
            self._run("receiver.py")
        else:
            for command in (("makemigrations", "ontvangst"), ("migrate",)):
                self._run("-m", "django", *command).wait()
            self._run("-m", "django", "work")
            self._run("-m", "django", "runserver", "--noreload", f"127.0.0.1:{self.port}")
        deadline = time.monotonic() + 30
        while not self._listens():
            assert time.monotonic() < deadline, self.output
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it."""
        for each in self._running:
            each.terminate()
            each.wait(10)
        self._running.clear()

    @property
    def output(self) -> str:
        """All that it said."""
        path = self.folder / "output"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def handled(self) -> list[str]:
        """`resource actie url` of what it handled, in order."""
        return re.findall(r"^changed: (.*)$", self.output, re.MULTILINE)

    def _run(self, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "output").open("ab") as output:
            started = subprocess.Popen(
                [sys.executable, *arguments], cwd=self.folder, env=self._environment, stdout=output, stderr=output
            )
        self._running.append(started)
        return started

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
