# SPDX-License-Identifier: EUPL-1.2
"""What is kept of other components, and what is not."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from servicekit import caller
from servicekit.clock import now
from servicekit.mirror import store
from servicekit.mirror.models import Mirrored
from servicekit.peers import calls
from servicekit.problems import Problem
from servicekit.rights.predicate import Rights
from servicekit.stack.municipalities import serving, stack

pytestmark = pytest.mark.django_db
DING = "https://ztc.test/dingen/1"


def read(body):
    return body["naam"]


def asked(neighbours):
    return [url for _, url, _ in neighbours.asked]


@pytest.fixture
def kept(neighbours, noord):
    """Keep a resource as fetched an hour ago; it is still there at its owner."""

    def keep(url, **body):
        neighbours.hold(url, {"naam": "een"})
        body = body or neighbours.resources[url]
        return Mirrored.objects.create(reference=url, body=body, fetched=now() - timedelta(hours=1))

    return keep


@pytest.fixture
def woken(monkeypatch):
    """The jobs that were woken."""
    names = []
    monkeypatch.setattr(store, "wake", lambda name, schema: names.append(name))
    return names


def test_what_was_fetched_is_kept(neighbours, noord):
    neighbours.hold(DING, {"naam": "een"})
    assert [store.facts(DING, read, "ding") for _ in range(2)] == ["een", "een"]
    store._parsed.clear()
    assert store.facts(DING, read, "ding") == "een"
    assert asked(neighbours) == [DING]


def test_what_does_not_last_is_used_and_not_kept(neighbours, noord):
    neighbours.hold(DING, {"naam": "concept"})
    facts = partial(store.facts, DING, read, "ding", lasts=lambda naam: naam != "concept")
    assert facts() == "concept"
    neighbours.hold(DING, {"naam": "definitief"})
    assert facts() == "definitief"
    assert Mirrored.objects.get().body["naam"] == "definitief"


def test_a_resource_of_another_kind_is_not_kept(neighbours, noord):
    neighbours.hold(DING, {"bsn": "111222333"})
    with pytest.raises(store.Unusable) as unusable:
        store.facts(DING, read, "ding")
    assert unusable.value.code == "invalid-resource"
    assert not Mirrored.objects.exists()


def test_what_changed_while_it_was_fetched_is_asked_for_again(neighbours, noord, woken):
    def change(url, _):
        store.mark(url)
        del neighbours.handlers["GET", DING]
        return 200, {"naam": "oud"}

    neighbours.handle("GET", DING, change)
    neighbours.hold(DING, {"naam": "nieuw"})
    assert store.facts(DING, read, "ding") == "oud"
    assert woken == ["look_again"]
    assert not store.look_again()
    assert store.facts(DING, read, "ding") == "nieuw"


def test_what_somebody_else_kept_meanwhile_stays(neighbours, noord):
    def late(url, _):
        store.mark(url)  # nobody has it yet, so nothing is marked
        Mirrored.objects.create(reference=url, body={"naam": "nieuw"}, fetched=now())
        return 200, {"naam": "oud"}

    neighbours.handle("GET", DING, late)
    assert store.facts(DING, read, "ding") == "oud"
    assert store.facts(DING, read, "ding") == "nieuw"


def test_what_is_told_to_have_changed_is_served_and_asked_for_again(kept, neighbours, woken):
    kept(DING, naam="oud")
    kept("https://ztc.test/dingen/2")
    Mirrored.objects.update(fetched=now())
    store.mark(DING)
    assert store.facts(DING, read, "ding") == "oud"
    assert (asked(neighbours), woken) == ([], ["look_again"])
    assert not store.look_again()
    assert store.facts(DING, read, "ding") == "een"
    assert asked(neighbours) == [DING]
    assert not store.look_again()
    assert asked(neighbours) == [DING]


def test_what_belongs_to_what_changed_is_asked_for_again_too(kept, neighbours):
    part = "https://ztc.test/delen/1"
    kept(part, naam="deel")
    Mirrored.objects.update(parent=DING, fetched=now())
    store.mark(DING)
    assert store.facts(part, read, "deel") == "deel"
    assert not store.look_again()
    assert (store.facts(part, read, "deel"), asked(neighbours)) == ("een", [part])


def test_a_notification_of_what_is_not_kept_wakes_nobody(noord, woken):
    store.mark(DING)
    assert woken == []


def test_a_change_told_while_it_is_asked_for_is_asked_for_once_more(kept, neighbours):
    kept(DING, naam="oud")
    store.mark(DING)

    def change(url, _):
        store.mark(url)
        del neighbours.handlers["GET", DING]
        return 200, {"naam": "tussen"}

    neighbours.handle("GET", DING, change)
    assert store.look_again()
    assert store.facts(DING, read, "ding") == "tussen"
    assert not store.look_again()
    assert store.facts(DING, read, "ding") == "een"


def test_an_answer_from_before_what_another_worker_stored_is_dropped(kept, neighbours):
    kept(DING, naam="oud")
    store.mark(DING)

    def late(url, _):
        del neighbours.handlers["GET", DING]
        store.look_again()
        store.mark(DING)  # as the first was marked, and yet another change
        return 200, {"naam": "tussen"}

    neighbours.handle("GET", DING, late)
    assert store.look_again()
    assert store.facts(DING, read, "ding") == "een"


def test_what_is_gone_when_it_is_asked_for_again_is_known_no_more(kept, neighbours):
    kept(DING)
    store.mark(DING)
    del neighbours.resources[DING]
    assert store.facts(DING, read, "ding") == "een"
    assert not store.look_again()
    with pytest.raises(store.Unusable) as unusable:
        store.facts(DING, read, "ding")
    assert unusable.value.code == "bad-url"


@pytest.mark.parametrize("ask", [lambda url: store.facts(url, read, "ding"), store.require_trusted])
def test_of_what_no_peer_has_is_said_what_to_configure(neighbours, noord, ask, monkeypatch):
    def send(_, url, **__):
        raise calls.NotTrusted(url)

    monkeypatch.setattr(calls, "send", send)
    with pytest.raises(store.Unusable) as unusable:
        ask("https://nergens.test/api/v1/dingen/1")
    assert unusable.value.code == "bad-url"
    assert "https://nergens.test/api/v1/dingen/1" in unusable.value.reason
    assert "`peers`" in unusable.value.reason


def test_what_was_fetched_serves_while_its_owner_is_down(neighbours, noord):
    assert neighbours.hold(DING, {"naam": "een"})
    assert store.facts(DING, read, "ding") == "een"
    neighbours.down = True
    assert store.facts(DING, read, "ding") == "een"


def test_what_is_marked_stays_so_while_its_owner_is_down(kept, neighbours):
    kept(DING, naam="oud")
    store.mark(DING)
    neighbours.down = True
    assert store.look_again()
    assert store.facts(DING, read, "ding") == "oud"
    neighbours.down = False
    assert not store.look_again()
    assert store.facts(DING, read, "ding") == "een"


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_fetch_gets_its_failure_and_asks_nobody(neighbours, monkeypatch):
    waiting, others = threading.Semaphore(0), threading.Barrier(3)

    class Shared(store.Future):
        def result(self, timeout=None):
            if not self.done():
                waiting.release()
            return super().result(timeout)

    def hang(*_):
        assert waiting.acquire(timeout=10)
        assert waiting.acquire(timeout=10)
        return 504, None

    def ask():
        others.wait(10)
        return _ask()

    monkeypatch.setattr(store, "Future", Shared)
    neighbours.handle("GET", DING, hang)
    with ThreadPoolExecutor(3) as pool:
        assert [each.result() for each in [pool.submit(ask) for _ in range(3)]] == [503, 503, 503]
    assert len(asked(neighbours)) == 1
    assert store._fetching == {}


@pytest.mark.django_db(transaction=True)
def test_who_asks_after_a_change_was_told_gets_no_answer_from_before_it(neighbours):
    asks, told = threading.Event(), threading.Event()

    def answer(*_):
        if len(asked(neighbours)) > 1:
            return 200, {"naam": "nieuw"}
        asks.set()
        assert told.wait(10)
        return 200, {"naam": "oud"}

    neighbours.handle("GET", DING, answer)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(_ask)
        assert asks.wait(10)
        pool.submit(_tell).result()
        assert pool.submit(_ask).result() == "nieuw"
        told.set()
        assert first.result() == "oud"
        assert pool.submit(_ask).result() == "nieuw"
        pool.submit(_forget).result()


@pytest.mark.django_db(transaction=True)
def test_those_who_wait_for_a_fetch_leave_it_its_place(neighbours, settings):
    settings.THREADS = 4
    waiting = threading.Event()

    def answer(*_):
        assert waiting.wait(10)
        return 200, {"naam": "een"}

    neighbours.handle("GET", DING, answer)
    with ThreadPoolExecutor(3) as pool:
        both = [pool.submit(_ask) for _ in range(2)]
        while len(calls.waiting.since) < 2:
            pass
        assert pool.submit(_ask).result() == 503
        waiting.set()
        assert [each.result() for each in both] == ["een", "een"]
        pool.submit(_forget).result()
    assert calls.waiting.since == {}


@contextmanager
def _elsewhere():
    """In a thread of its own, whose connection is no part of the test's."""
    with serving(stack().municipality("noord")), closing(store.sql.connection):
        caller.set_current(caller.Caller(client_id="alles", rights=Rights()))
        yield
        caller.set_current(None)


def _ask():
    with _elsewhere():
        try:
            return store.facts(DING, read, "ding")
        except Problem as problem:
            return problem.status


def _tell():
    with _elsewhere():
        store.mark(DING)


def _forget():
    with _elsewhere():
        Mirrored.objects.all().delete()


def test_what_changed_is_found_out_in_the_background(kept, neighbours):
    kept(DING, naam="oud")
    part = "https://ztc.test/delen/1"
    Mirrored.objects.create(reference=part, parent=DING, body={}, fetched=now())
    before = store.generation()
    assert store.look_again()  # what belongs to it may have changed with it
    assert Mirrored.objects.get(pk=DING).body["naam"] == "een"
    assert store.generation() == before + 1
    assert not store.look_again()
    assert asked(neighbours) == [DING, part]


def test_what_did_not_change_stays_and_is_asked_later(kept):
    kept(DING)
    before = store.generation()
    store.look_again()
    assert Mirrored.objects.get().fetched > now() - timedelta(minutes=1)
    assert store.generation() == before


@pytest.mark.parametrize(("status", "left"), [(404, 0), (410, 0), (401, 1), (403, 1), (400, 1)])
def test_only_what_is_gone_is_forgotten(kept, neighbours, status, left):
    kept(DING)
    neighbours.handle("GET", DING, lambda *_: (status, None))
    store.look_again()
    assert Mirrored.objects.count() == left
    store.look_again()
    assert len(asked(neighbours)) == 1


def test_other_roots_make_all_of_it_worthless(kept, noord):
    store.forget_other_roots()
    kept(DING)
    before = store.generation()
    store.forget_other_roots()
    assert (Mirrored.objects.count(), store.generation()) == (1, before)
    moved = replace(noord.places["ztc"], roots=("https://nieuw.test/api/v1",))
    with serving(replace(noord, places=noord.places | {"ztc": moved})):
        store.forget_other_roots()
    assert (Mirrored.objects.count(), store.generation()) == (0, before + 1)


def test_an_owner_that_is_down_keeps_nobody_else_waiting(kept, neighbours):
    kept(DING)
    kept("https://ztc.test/dingen/2")
    other = kept("https://anders.test/dingen/3", naam="oud")

    def down(url, _):
        raise calls.Unreachable(url)

    neighbours.handle("GET", "https://ztc.test/", down)
    store.look_again()
    other.refresh_from_db()
    assert other.body["naam"] == "een"
    assert len([url for url in asked(neighbours) if url.startswith("https://ztc.test/")]) == 1
