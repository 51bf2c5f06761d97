# SPDX-License-Identifier: EUPL-1.2
"""A peer that takes every call and never answers keeps as many requests waiting as may, and no more."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from uuid import uuid4

import pytest
from django.db import connections

from servicekit.peers import calls

THREADS = 8
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
        monkeypatch.setattr(calls, "_connect", lambda *_: socket.create_connection(listening.getsockname()[:2]))
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
