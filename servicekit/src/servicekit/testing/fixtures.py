# SPDX-License-Identifier: EUPL-1.2
"""Fixtures of every component's tests: a database, two municipalities, clients, and fake neighbours."""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from servicekit.testing.plugin import make_database


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """The database of this process; replaces pytest-django's own, which knows of no schemas."""
    from django.conf import settings
    from django.db import connections

    with django_db_blocker.unblock():
        make_database(settings.COMPONENT.name, settings.DATABASES["default"]["NAME"])
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For tests whose data must be committed, since several connections change it; both municipalities are emptied.

    Ask for it before any other fixture: it takes the place of the transaction that a test has otherwise.
    """
    from django.db import connection, connections

    from servicekit.stack.municipalities import serving, stack

    def empty() -> None:
        for municipality in stack().municipalities:
            with serving(municipality), connection.cursor() as cursor:
                cursor.execute(
                    "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = %s"
                    " AND tablename NOT IN ('django_migrations', 'rights_state', 'mirror_state')",
                    [municipality.schema],
                )
                cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} CASCADE")

    with django_db_blocker.unblock():
        empty()
        yield
        empty()
        connections.close_all()


@pytest.fixture
def db(request: pytest.FixtureRequest) -> None:
    """pytest-django's own, unless the test commits."""
    request.getfixturevalue("committed" if "committed" in request.fixturenames else "_django_db_helper")


@pytest.fixture
def at_once() -> Any:
    """Runs functions side by side, each in a thread with a connection of its own; their results, in order."""
    from django.db import connections

    def run(tasks: Sequence[Callable[[], Any]]) -> list[Any]:
        def close(task: Callable[[], Any]) -> Any:
            try:
                return task()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(tasks)) as pool:
            return list(pool.map(close, tasks))

    return run


@pytest.fixture(autouse=True)
def _nothing_kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test sees what another left in the process."""
    yield
    if "django" not in sys.modules or not os.environ.get("DJANGO_SETTINGS_MODULE"):
        return
    from django.db import connection

    from servicekit import caller, outages
    from servicekit.mirror import store as mirror
    from servicekit.rights import store as rights
    from servicekit.stack import municipalities

    rights._known.clear()
    rights._looks.clear()
    mirror._parsed.clear()
    outages._kept.clear()
    files = outages._path("*", "*")
    for each in files.parent.glob(files.name):
        each.unlink()
    caller.set_current(None)
    municipalities._here.set(None)
    if connection.connection is not None:
        connection.connection.meent_schema = None


@pytest.fixture
def working_places(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Have so many requests that are `Served` work at once: `working_places(1)`."""
    from django.db import connections

    from servicekit.database import places

    def limit(number: int) -> None:
        monkeypatch.setattr(places, "_places", threading.BoundedSemaphore(number))

    monkeypatch.setattr(places, "_connections", deque())
    own = connections["default"]
    yield limit
    connections["default"] = own
    own.close()  # so that it has no schema, and what others need in noord stays
    for each in places._connections:
        each.close()


@pytest.fixture
def assert_told() -> Any:
    """Asserts that what the journal of a municipality tells is what the schemas of the events say; how much that is."""
    from servicekit.testing.events import assert_told as check

    return check


@pytest.fixture
def noord(db: None, assert_told: Any) -> Iterator[Any]:
    """The first municipality, current in this test. Whatever that did, what is published of it is as described."""
    from django.db import connection

    from servicekit.stack.municipalities import serving, stack

    with serving(stack().municipality("noord")) as here:
        yield here.municipality
    if connection.is_usable():  # some tests have it break
        assert_told(here.municipality)


@pytest.fixture
def zuid(db: None) -> Any:
    """The second municipality; make it current with `serving(zuid)`."""
    from servicekit.stack.municipalities import stack

    return stack().municipality("zuid")


@pytest.fixture
def neighbours(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The other components, faked: what they hold, and what they were asked."""
    from servicekit.testing.neighbours import Neighbours

    faked = Neighbours()
    monkeypatch.setattr("servicekit.peers.calls.send", faked.call)
    return faked


@pytest.fixture
def grant(noord: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give clients rights in noord: `grant(beperkt=[Autorisatie, ...], alles="all")`."""
    from servicekit.rights import store
    from servicekit.testing.rights import give

    monkeypatch.setattr(store, "LOOKS", 0)  # these rights are at no Autorisaties API, so nobody is to look there
    give(alles="all", beperkt=[], niets=[])
    return give


@pytest.fixture
def api(grant: Any, assert_fresh: Any) -> Iterator[Any]:
    """An HTTP client of this component in noord; `api.get("/zaken", client="beperkt")`.

    Whatever a test did with it: each stored representation is then what would be rendered now.
    """
    from django.db import connection

    from servicekit.testing.client import Api

    yield Api()
    if connection.is_usable():  # some tests have it break
        assert_fresh()


@pytest.fixture
def refused_when(api: Any, noord: Any) -> Callable[..., None]:
    """Asserts that a write is refused with 409, and writes nothing, when something changes before its first lock."""
    from servicekit.testing.tables import assert_conflict, meanwhile, stored

    def check(change: Callable[[], Any], method: str, path: str, body: Any = None) -> None:
        before = stored(noord)
        with meanwhile(change):
            answer = api.request(method, path, body)
        assert_conflict(answer, before, noord)

    return check


@pytest.fixture
def examples(api: Any) -> dict[str, Any]:
    """The example bodies of the contract, as noord serves it, by operationId."""
    operations = [each for item in api.get("/openapi.json").json()["paths"].values() for each in item.values()]
    contents = {
        each["operationId"]: content
        for each in operations
        for content in each.get("requestBody", {}).get("content", {}).values()
    }
    return {name: content["example"] for name, content in contents.items() if "example" in content}


@pytest.fixture
def made_as(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have the row that is made next be at a URL: `with made_as(Model, url): ...`."""

    @contextmanager
    def take(model: Any, url: str) -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(model._meta.get_field("uuid"), "_get_default", lambda: UUID(url.rpartition("/")[2]))
            yield

    return take


@pytest.fixture
def assert_fresh(noord: Any) -> Any:
    """Asserts that every stored representation of noord is what would be rendered now; how many there are."""
    from servicekit.testing.fresh import assert_fresh as check

    return lambda: check(noord)


@pytest.fixture
def as_caller(grant: Any) -> Any:
    """Be a client in an action's test: `as_caller("alles")`."""
    from servicekit.testing.rights import become

    become("alles")
    return become
