# SPDX-License-Identifier: EUPL-1.2
"""The parts of a sandbox, and where its things are."""

import base64
import os
import secrets
import shutil
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from gateway import lock
from gateway.faults import Fault
from gateway.postgres import Server
from servicekit.stack.components import COMPONENTS

_LEAST_SPACE = 400  # MB: PostgreSQL's first data, its write-ahead log and the components' tables


THREADS, TRANSFERS = 8, 64  # requests of a component that are worked on, and that wait
CHECKOUT = Path(__file__).parents[3]


class Sandbox:
    """One sandbox: the checkout that it runs, the folder of its data, the stack that it serves and its port."""

    def __init__(
        self, *, root: Path = CHECKOUT, data: Path | None = None, stack: Path | None = None, port: int = 8000
    ) -> None:
        self.root = root.absolute()
        self.data = (data or root / ".meent").absolute()
        self.stack = (stack or root / "stack.example.yaml").absolute()
        self.port = port
        self.logs = self.data / "logs"
        self.secrets = self.data / "secrets"
        self.documents = self.data / "documents"
        self.portal = self.data / "portal"
        self.caddy = self.data / "caddy"
        self._lock = self.data / "lock"

    @property
    def components(self) -> list[str]:
        """The names of the components that this checkout has, in the order of the standard's codes."""
        return [name for name in COMPONENTS.values() if (self.folder(name) / "manage.py").is_file()]

    @property
    def has_demo(self) -> bool:
        """Whether the demo municipality belongs in it: it serves the stack of the checkout, and has what that needs."""
        needed = {"catalogi", "documenten", "zaken"}
        return self.stack == Sandbox(root=self.root).stack and needed <= set(self.components)

    def folder(self, component: str) -> Path:
        """Return the folder of a component's code."""
        return self.root / "services" / component

    @property
    def address(self) -> str:
        """The address that clients use."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return what every process of the stack is told, on top of our own environment."""
        told = {"STACK": str(self.stack), "PORT": str(self.port), "SECRETS": str(self.secrets)}
        ours = {name: value for name, value in os.environ.items() if name not in ("PSYCOPG_WAIT_FUNC", "DATABASE_URL")}
        return ours | told | {"DOCUMENTS": str(self.documents), "THREADS": str(THREADS), "TRANSFERS": str(TRANSFERS)}

    def environment_of(self, component: str, database_url: str) -> dict[str, str]:
        """Return the environment of a component's processes."""
        path = os.pathsep.join(filter(None, [str(self.folder(component) / "src"), os.environ.get("PYTHONPATH")]))
        return self.environment | {"DATABASE_URL": database_url, "PYTHONPATH": path}

    def make_folders(self) -> None:
        """Make the data folder and what belongs in it. Raises OSError."""
        self.data.mkdir(parents=True, exist_ok=True)
        for folder in (self.logs, self.secrets, self.documents, self.portal, self.caddy):
            folder.mkdir(exist_ok=True, mode=0o700)

    def held(self) -> AbstractContextManager[None]:
        """Hold the data: one launcher at a time. Raises Fault when another has it."""
        return lock.held(
            self._lock,
            otherwise=f"The sandbox in {self.data} is in use: stop it first (Ctrl-C), or choose another with DATA=.",
        )

    def remove(self) -> None:
        """Remove the data of a sandbox that does not run, and nothing else. Raises Fault when it runs, or OSError."""
        if not self._lock.exists():
            raise Fault(f"There is no sandbox in {self.data}: nothing was removed.")
        with self.held():
            Server(self.data).remove()
            for folder in (self.logs, self.secrets, self.documents, self.portal, self.caddy):
                shutil.rmtree(folder)
            self._lock.unlink()
        with suppress(OSError):  # other things may lie in it, which are not ours
            self.data.rmdir()

    def make_secrets(self) -> None:
        """Make, once, each component a secret, with which it proves itself to the others, and an encryption key."""
        for name in self.components:
            self._make_secret(name, secrets.token_hex(32))
        self._make_secret("encryption", base64.b64encode(secrets.token_bytes(32)).decode())

    def _make_secret(self, name: str, text: str) -> None:
        path = self.secrets / name
        if path.exists() and path.stat().st_size:
            return
        with open(path, "w", opener=lambda file, flags: os.open(file, flags, 0o600)) as file:
            file.write(text)

    def check_space(self, least: int = _LEAST_SPACE) -> None:
        """Raise Fault when a disk that holds the data has less than so many MB free."""
        for place in (self.data, Server(self.data).home):
            existing = next(folder for folder in (place, *place.parents) if folder.exists())
            free = shutil.disk_usage(existing).free // 1_000_000
            if free < least:
                raise Fault(
                    f"The disk of {place} is full: it has {free} MB free and {least} MB are needed; "
                    "make room, or choose another folder with DATA=."
                )
