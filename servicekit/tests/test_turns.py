# SPDX-License-Identifier: EUPL-1.2
import threading
from collections import Counter

import pytest
from structlog.testing import capture_logs

from servicekit import outages
from servicekit import turns as turning
from servicekit.database import sql
from servicekit.turns import Pool, Result, Turn

WAIT = 10  #: seconds after which a test gives up


def turns(*lanes):
    return [Turn("noord", lane) for lane in lanes]


@pytest.fixture
def pool():
    """Make a pool of two threads that is closed afterwards."""
    made = []

    def make(run, size=2):
        made.append(Pool(run, size=size))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_a_lane_is_never_run_twice_at_once_and_once_more_when_it_was_offered_meanwhile(pool):
    running, most, runs = 0, 0, 0
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def run(turn):
        nonlocal running, most, runs
        running += 1
        most = max(most, running)
        begun.set()
        assert go_on.wait(WAIT)
        running -= 1
        runs += 1
        if runs == 2:
            done.set()
        return Result()

    made = pool(run)
    made.offer(turns(1))
    assert begun.wait(WAIT)
    made.offer(turns(1))
    made.offer(turns(1))
    go_on.set()
    assert done.wait(WAIT)
    made.close()
    assert (most, runs) == (1, 2)


def test_a_lane_with_more_goes_to_the_end_of_the_queue(pool):
    order, done = [], threading.Event()

    def run(turn):
        order.append(turn.lane)
        if len(order) == 6:
            done.set()
        return Result(more=order.count(turn.lane) < 2)

    pool(run, size=1).offer(turns(1, 2, 3))
    assert done.wait(WAIT)
    assert order == [1, 2, 3, 1, 2, 3]


def test_slow_lanes_leave_half_of_the_threads_to_others(pool):
    known_slow, held, others = threading.Event(), threading.Event(), threading.Event()
    seen = Counter()
    guard = threading.Lock()

    def run(turn):
        with guard:
            seen[turn.lane] += 1
            if all(seen[lane] for lane in (1, 2)):
                known_slow.set()
        if turn.lane < 10:
            if seen[turn.lane] > 1:
                held.wait(WAIT)
            return Result(slow=True)
        others.set()
        return Result()

    made = pool(run)
    made.offer(turns(1, 2))
    assert known_slow.wait(WAIT)
    made.offer(turns(1, 2))
    made.offer(turns(10))
    assert others.wait(WAIT)  # one of the two threads was left
    held.set()


def test_a_turn_that_fails_ends_neither_its_thread_nor_the_others(pool):
    done = threading.Event()

    def run(turn):
        if turn.lane == 1:
            raise RuntimeError("kapot")
        done.set()
        return Result()

    with capture_logs() as logged:
        made = pool(run, size=1)
        made.offer(turns(1, 2))
        assert done.wait(WAIT)
    assert [each["event"] for each in logged] == ["lane_failed"]


@pytest.mark.django_db
def test_a_turn_that_postgresql_has_no_room_for_is_known_to_readyz(pool, noord, zuid):
    def run(turn):
        sql.execute("DO $$BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END$$")

    made = pool(run)
    with capture_logs() as logged:
        made.offer(turns(1))
        while not logged:
            pass
    made.close()
    assert [each["event"] for each in logged] == ["lane_failed"]
    assert [outages.is_known("database", each.schema) for each in (noord, zuid)] == [True, False]


def test_a_pool_that_was_closed_can_be_used_again(pool):
    ran = {1: threading.Event(), 2: threading.Event()}
    made = pool(lambda turn: ran[turn.lane].set() or Result())
    made.offer(turns(1))
    assert ran[1].wait(WAIT)
    made.close()
    made.offer(turns(2))
    assert ran[2].wait(WAIT)


def test_threads_are_made_when_they_are_needed_and_end_when_they_are_not(pool, monkeypatch):
    monkeypatch.setattr(turning, "IDLE", 0.01)
    ran = threading.Event()
    made = pool(lambda turn: ran.set() or Result())
    made.offer([])
    assert not made._threads
    made.offer(turns(1))
    [thread] = list(made._threads)
    assert ran.wait(WAIT)
    thread.join(WAIT)
    assert not made._threads
