# SPDX-License-Identifier: EUPL-1.2
import subprocess
import sys
import threading
import time
from collections import Counter
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from servicekit import outages
from servicekit import turns as turning
from servicekit.database import sql
from servicekit.turns import Pool, Result, Turn

WAIT = 10  #: seconds after which a test gives up
ENDING = """
import time
from servicekit.turns import Pool, Result, Turn

def run(turn):
    print("begun", flush=True)
    time.sleep(0.3)
    print("finished", flush=True)
    return Result()

Pool(run).offer([Turn("noord", 1)])
time.sleep(0.1)
"""


def turns(*lanes):
    return [Turn("noord", lane) for lane in lanes]


def until(condition):
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


@pytest.fixture
def closed(monkeypatch):
    """What was closed of the database: `one` connection, or `all` of a thread."""
    found = []
    monkeypatch.setattr(turning, "connection", SimpleNamespace(close=lambda: found.append("one")))
    monkeypatch.setattr(turning, "connections", SimpleNamespace(close_all=lambda: found.append("all")))
    return found


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
    seen, again = Counter(), threading.Semaphore(0)
    guard = threading.Lock()

    def run(turn):
        with guard:
            seen[turn.lane] += 1
            if all(seen[lane] for lane in (1, 2)):
                known_slow.set()
        if turn.lane < 10:
            if seen[turn.lane] > 1:
                again.release()
                held.wait(2 * WAIT)
            return Result(slow=True)
        others.set()
        return Result()

    made = pool(run)
    made.offer(turns(1, 2))
    assert known_slow.wait(WAIT)
    made.offer(turns(1, 2))
    assert again.acquire(timeout=WAIT)
    made.offer(turns(10))
    assert others.wait(WAIT)  # one of the two threads was left
    assert seen[1] + seen[2] == 3
    held.set()
    assert again.acquire(timeout=WAIT)  # the other one has its turn after it


def test_a_lane_that_is_slow_no_more_is_taken_by_a_thread_that_was_left(pool):
    begun = {lane: threading.Semaphore(0) for lane in (1, 2)}
    go_on = {lane: threading.Semaphore(0) for lane in (1, 2)}
    seen = Counter()

    def run(turn):
        seen[turn.lane] += 1
        begun[turn.lane].release()
        assert go_on[turn.lane].acquire(timeout=WAIT)
        return Result(slow=seen[turn.lane] == 1, more=seen[turn.lane] == 2)

    made = pool(run)
    made.offer(turns(1, 2))
    for lane in (1, 2):
        assert begun[lane].acquire(timeout=WAIT)
        made.offer(turns(lane))
    go_on[1].release()
    assert begun[1].acquire(timeout=WAIT)
    go_on[2].release()  # both were slow, and one of them runs: its thread is left
    until(lambda: made._idle == 1)
    go_on[1].release()  # it was fast and has more: of the two one goes on, and the thread that was left takes the other
    assert begun[2].acquire(timeout=WAIT)
    assert begun[1].acquire(timeout=WAIT)
    for lane in (1, 1, 2, 2):
        go_on[lane].release()


def test_a_lane_of_which_nothing_was_learned_is_as_slow_as_it_was(pool):
    """Else a lane that another worker has would have all threads wait for its receiver the next time."""
    results = {1: [Result(slow=True), Result(slow=None)], 2: [Result(slow=None)]}
    made = pool(lambda turn: results[turn.lane].pop(0))
    for lanes in ((1, 2), (1,)):
        made.offer(turns(*lanes))
        until(lambda: not made._busy and not made._waiting)
    assert made._slow == set(turns(1))


def test_a_turn_that_fails_ends_neither_its_thread_nor_the_others(pool, closed):
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
    assert [(each["event"], each["municipality"]) for each in logged] == [("lane_failed", "noord")]
    assert closed == ["one"]  # it may be broken
    made.close()
    assert closed == ["one", "all"]


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
    assert (thread.name, thread.daemon) == ("lanes", True)
    assert ran.wait(WAIT)
    thread.join(WAIT)
    assert not made._threads


def test_as_many_threads_are_made_as_turns_wait_for_and_kept_for_the_next(pool):
    begun, go_on = threading.Semaphore(0), threading.Semaphore(0)

    def run(turn):
        begun.release()
        assert go_on.acquire(timeout=WAIT)
        return Result()

    made = pool(run, size=3)
    for lanes, threads in [((1, 2), 2), ((3,), 2), ((4, 5), 2), ((6, 7, 8, 9), 3)]:
        made.offer(turns(*lanes))
        for _ in range(min(len(lanes), 3)):
            assert begun.acquire(timeout=WAIT)
        assert len(made._threads) == threads
        for _ in lanes:
            go_on.release()
        until(lambda wanted=threads: made._idle == wanted)


def test_a_turn_that_is_offered_as_a_thread_is_about_to_end_is_run(pool):
    ran = threading.Event()
    made = pool(lambda turn: Result() if turn.lane == 1 else ran.set() or Result())

    def tired(_):
        made._changed.wait = type(made._changed).wait.__get__(made._changed)
        made.offer(turns(2))
        return False

    made._changed.wait = tired
    made.offer(turns(1))
    assert ran.wait(WAIT)


def test_closing_finishes_the_turns_that_run_and_ends_the_threads_that_wait(pool):
    begun, go_on, finished = threading.Event(), threading.Event(), []

    def run(turn):
        if turn.lane == 1:
            begun.set()
            assert go_on.wait(WAIT)
            finished.append(turn)
        return Result()

    made = pool(run)
    made.offer(turns(1, 2))
    threads = list(made._threads)
    until(lambda: begun.is_set() and made._idle == 1)
    threading.Timer(0.2, go_on.set).start()
    made.close()
    assert finished == turns(1)
    assert [each.is_alive() for each in threads] == [False, False]


def test_a_process_that_ends_finishes_the_turns_that_run_and_waits_for_no_others():
    ran = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True, timeout=WAIT, check=True)
    assert ran.stdout.split() == ["begun", "finished"]
    assert not ran.stderr
