# SPDX-License-Identifier: EUPL-1.2
"""One running stack for all journeys."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from running.clients import Client
from running.sandbox import Sandbox, started
from running.subscribers import Subscriber


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A stack with two municipalities, stopped and removed afterwards."""
    with started(tmp_path_factory.mktemp("stack") / "data") as running:
        yield running


@pytest.fixture
def balie(sandbox: Sandbox) -> Client:
    """The client of noord that may do everything."""
    return Client(sandbox.address, "noord", "balie")


@pytest.fixture
def zuid(sandbox: Sandbox) -> Client:
    """The client of the same id of zuid."""
    return Client(sandbox.address, "zuid", "balie")


@pytest.fixture
def beperkt(sandbox: Sandbox) -> Client:
    """A client of noord that has no rights until a test gives it some."""
    return Client(sandbox.address, "noord", "beperkt")


@pytest.fixture
def niets(sandbox: Sandbox) -> Client:
    """A client of noord without rights."""
    return Client(sandbox.address, "noord", "niets")


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    """Somebody who wants to hear."""
    listening = Subscriber()
    yield listening
    listening.end()
