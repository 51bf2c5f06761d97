# SPDX-License-Identifier: EUPL-1.2
"""A peer that is slow, or never answers, keeps as many requests waiting as may, and no others."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from uuid import uuid4

import pytest
from django.db import connections

from servicekit.database import places
from servicekit.peers import calls
from servicekit.peers.deadlines import Watch

from .conftest import type_fields

THREADS, BURST = 8, 20
WAIT = 20  #: seconds after which a test gives up
BODY = {"bronorganisatie": "851234562", "verantwoordelijkeOrganisatie": "851234562", "startdatum": "2026-11-22"}


@pytest.fixture(autouse=True)
def _with_commits(committed):
    """The requests come over connections of their own."""


@pytest.fixture
def hung(noord, monkeypatch, settings):
    """A Catalogi API that takes calls and answers when it is let go, by ending them; the calls that it took."""
    settings.THREADS, settings.PEER_TIMEOUT = THREADS, 30.0
    taken = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take():
            while True:
                try:
                    taken.append(listening.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        port = listening.getsockname()[1]
        monkeypatch.setattr(Watch, "connect", lambda *_: socket.create_connection(("127.0.0.1", port)))
        yield taken
        listening.shutdown(socket.SHUT_RDWR)
    for each in taken:
        each.close()


def test_a_catalogi_api_that_hangs_leaves_threads_to_answer_what_needs_it_not(hung, api, noord):
    root = noord.places["ztc"].root

    def closing(request, *arguments):
        try:
            return request(*arguments)
        finally:
            connections.close_all()

    def create():
        return closing(api.post, "/zaken", BODY | {"zaaktype": f"{root}/zaaktypen/{uuid4()}"})

    assert api.get("/zaken").status_code == 200  # the contract is made by whoever asks first
    with ThreadPoolExecutor(THREADS) as pool:
        asking = [pool.submit(create) for _ in range(THREADS)]
        refused = [each.result() for each in islice(as_completed(asking), 2)]
        # All others wait, and still there are threads: whatever they are asked, they answer at once.
        assert [(each.status_code, each["Retry-After"]) for each in refused] == [(503, "1")] * 2
        assert len(calls.waiting.since) == THREADS - 2
        assert api.get("/zaken").status_code == 200
        assert pool.submit(create).result().status_code == 503
        assert pool.submit(closing, api.get, "/zaken").result().status_code == 200
        assert sum(not each.done() for each in asking) == THREADS - 2
        while len(hung) < THREADS - 2:
            pass
        for each in hung:
            each.shutdown(socket.SHUT_RDWR)
        assert {each.result().status_code for each in asking} == {503}
    assert calls.waiting.since == {}


@pytest.fixture
def slow(neighbours, noord, monkeypatch, settings):
    """A Catalogi API that answers when it is let go, with a zaaktype whatever it is asked for."""
    settings.THREADS = THREADS
    monkeypatch.setattr(calls, "PATIENCE", 2 * WAIT)
    go_on = threading.Event()

    def answer(url, _):
        assert go_on.wait(2 * WAIT)
        return 200, type_fields(url=url)

    neighbours.handle("GET", "ztc:zaaktypen", answer)
    yield go_on
    go_on.set()


def test_a_burst_of_zaken_of_new_types_waits_for_a_slow_catalogi_api_and_keeps_nobody(slow, api, noord, working_places):
    working_places(THREADS)
    root = noord.places["ztc"].root

    def create():
        with places.working():
            return api.post("/zaken", BODY | {"zaaktype": f"{root}/zaaktypen/{uuid4()}"})

    with ThreadPoolExecutor(BURST) as pool:
        asking = [pool.submit(create) for _ in range(BURST)]
        try:
            deadline = time.monotonic() + WAIT
            while len(calls.waiting.since) + calls.waiting.aside < BURST:
                assert time.monotonic() < deadline, "not all of them are there"
            assert len(calls.waiting.since) == THREADS - 2
            with places.working():
                assert api.get("/zaken").json()["count"] == 0
            assert not any(each.done() for each in asking)
        finally:
            slow.set()
        assert [each.result().status_code for each in asking] == [201] * BURST
    assert (calls.waiting.since, calls.waiting.aside) == ({}, 0)
    with places.working():
        assert api.get("/zaken").json()["count"] == BURST
