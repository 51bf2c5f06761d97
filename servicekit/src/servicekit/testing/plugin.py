# SPDX-License-Identifier: EUPL-1.2
"""pytest plugin for a component's tests: an embedded PostgreSQL and what the settings module reads.

Run with `-p servicekit.testing.plugin`, before pytest-django reads the settings.
"""

import atexit
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from psycopg import sql

from servicekit.stack.components import COMPONENTS

# A test says what is right, never how fast: a busy machine must not fail it.
settings.register_profile("meent", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("meent")

STACK = Path(__file__).with_name("stack.yaml")


def component_of(arguments: list[str]) -> str:
    """The component whose tests these are: the folder under services/, or the one named by COMPONENT."""
    for argument in arguments:
        parts = Path(argument.split("::")[0]).resolve().parts
        if "services" in parts:
            return parts[parts.index("services") + 1]
        if "servicekit" in parts:
            return "autorisaties"  # the kit's own tests need a component to be in; the smallest will do
    return os.environ.get("COMPONENT", "")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, object, object]:
    """Prepare before pytest-django, which is why it wraps, reads the settings."""
    for name in ("AMQP_URL", "AMQP_PASSWORD"):
        os.environ.pop(name, None)  # a broker of this machine has other users; who needs one starts its own
    component = component_of(args)
    if component in COMPONENTS.values():
        prepare(component)
    return (yield)


def prepare(component: str) -> None:
    """Start PostgreSQL unless one is given, and set what the component's settings module reads."""
    if "TEST_SERVER" not in os.environ:
        from gateway import postgres

        folder = tempfile.TemporaryDirectory(prefix="meent-test-")
        running = postgres.running(Path(folder.name))
        server = running.__enter__()
        os.environ["TEST_SERVER"] = server.url
        os.environ["TEST_FOLDER"] = folder.name
        atexit.register(folder.cleanup)
        atexit.register(running.__exit__, None, None, None)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    secrets = Path(os.environ["TEST_FOLDER"]) / "component-secrets"
    secrets.mkdir(exist_ok=True)
    for name in COMPONENTS.values():
        (secrets / name).write_text(f"component-secret-of-{name}-for-tests")
    os.environ |= {
        "DATABASE_URL": _url(f"t_{component}_{worker}"),
        "STACK": str(STACK),
        "SECRETS": str(secrets),
        "TEST_SECRET": "a-secret-of-the-tests-of-32-bytes-or-more",
        "TEST_KEY": "ZW4gc2xldXRlbCB2YW4gZGUgdGVzdHMsIDMyIGJ5dGU=",
        "DOCUMENTS": str(Path(os.environ["TEST_FOLDER"]) / "documents" / worker),
        "DJANGO_SETTINGS_MODULE": f"{component}.settings",
        "COMPONENT": component,
    }


def _url(database: str) -> str:
    return os.environ["TEST_SERVER"].rpartition("/")[0] + f"/{database}"


def make_database(component: str, name: str) -> None:
    """A database of its own for this process: a clone of the component's template, which the first process makes."""
    template = f"t_{component}_template"
    with (
        FileLock(str(Path(os.environ["TEST_FOLDER"]) / f"{component}.lock")),
        psycopg.connect(os.environ["TEST_SERVER"], autocommit=True) as server,
    ):
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            building = f"{template}_building"
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(building)))
            server.execute(
                sql.SQL(
                    "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'"
                    " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
                ).format(sql.Identifier(building))
            )
            command = [sys.executable, "-m", "django", "configure"]
            subprocess.run(command, check=True, env=os.environ | {"DATABASE_URL": _url(building)})  # noqa: S603
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (building, template))))
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, template))))
