# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notificaties.rules.nrc_aflevering import (
    BEHIND,
    DAY,
    LONGEST,
    REFUSALS,
    derive_setback,
    derive_stand,
    replay_is_of_one_thing,
)

FIRST = {"attempts": 1, "failing": 0.0, "gave_up": False, "gone": False, "own": False, "jitter": 1.0, "asked": 0.0}


def setback(**facts):
    return derive_setback(**(FIRST | facts))


def test_waiting_begins_at_a_second_and_doubles():
    assert [setback(attempts=number).delay for number in range(1, 8)] == [1, 2, 4, 8, 16, 32, 60]


@given(attempts=st.integers(1, 10_000), failing=st.floats(0, 900), jitter=st.floats(0, 1))
def test_in_the_first_quarter_of_an_hour_no_wait_is_longer_than_a_minute(attempts, failing, jitter):
    assert 1 <= setback(attempts=attempts, failing=failing, jitter=jitter).delay <= 60


@given(failing=st.floats(900, DAY - 1), jitter=st.floats(0, 1))
def test_after_it_waiting_grows_with_the_time_that_it_fails(failing, jitter):
    found = setback(attempts=50, failing=failing, jitter=jitter)
    assert 0.74 * failing / 15 <= found.delay <= 1.01 * failing / 15
    assert not found.dead
    assert not found.paused


def test_jitter_parts_lanes_that_failed_together():
    assert setback(attempts=5, jitter=0.0).delay < setback(attempts=5, jitter=1.0).delay


def test_after_a_day_the_delivery_is_dead_and_the_next_is_tried_soon():
    found = setback(attempts=90, failing=DAY)
    assert (found.dead, found.paused, found.delay) == (True, False, 1.0)


def test_when_the_next_one_fails_too_the_lane_pauses():
    found = setback(attempts=91, failing=DAY + 2, gave_up=True)
    assert (found.dead, found.paused) == (False, True)
    assert setback(attempts=91, failing=DAY, gave_up=True).paused


def test_a_lane_that_gave_up_one_has_a_day_again():
    found = setback(attempts=2, failing=DAY - 1, gave_up=True)
    assert (found.dead, found.paused) == (False, False)


def test_patience_is_a_day_and_twenty_refusals():
    assert (DAY, REFUSALS) == (86_400, 20)


def test_a_receiver_that_is_gone_pauses_at_once():
    assert setback(gone=True).paused


def test_what_an_own_callback_refuses_time_after_time_is_given_up():
    assert not setback(own=True, refused=True, attempts=REFUSALS - 1).dead
    assert setback(own=True, refused=True, attempts=REFUSALS).dead
    assert setback(own=True, refused=True, attempts=REFUSALS).delay == 1.0
    assert not setback(own=True, attempts=REFUSALS).dead
    assert not setback(refused=True, attempts=REFUSALS).dead


@pytest.mark.parametrize("facts", [{"gone": True}, {"failing": 2 * DAY, "gave_up": True}])
def test_an_own_lane_is_never_paused_and_tried_each_minute(facts):
    found = setback(own=True, attempts=999, **facts)
    assert (found.paused, found.delay) == (False, 60)


@pytest.mark.parametrize(
    ("paused", "failing", "oldest", "stand"),
    [
        (False, False, 0.0, "in_orde"),
        (False, False, BEHIND, "in_orde"),
        (False, False, BEHIND + 1, "achter"),
        (False, True, BEHIND + 1, "wacht"),
        (False, True, 0.0, "wacht"),
        (True, True, BEHIND + 1, "gepauzeerd"),
        (True, False, 0.0, "gepauzeerd"),
    ],
)
def test_how_an_abonnement_stands_is_one_word_the_gravest(paused, failing, oldest, stand):
    assert derive_stand(paused=paused, failing=failing, oldest=oldest) == stand


@pytest.mark.parametrize(
    ("given", "wrong"), [([], True), (["vanaf"], False), (["positie"], False), (["vanaf", "positie"], True)]
)
def test_a_replay_is_of_one_thing(given, wrong):
    found = [(each.name, each.code) for each in replay_is_of_one_thing(given=given)]
    assert found == ([("nonFieldErrors", "invalid")] if wrong else [])


@pytest.mark.parametrize(
    ("asked", "delay"),
    [(0, 1), (0.5, 1), (2, 2), (300, 300), (LONGEST, LONGEST), (1e9, LONGEST), (float("inf"), LONGEST)],
)
def test_who_asks_for_time_gets_it_up_to_the_longest_wait(asked, delay):
    assert setback(asked=asked).delay == delay


def test_who_asks_for_less_than_it_would_get_gets_no_less():
    assert setback(attempts=6, asked=5).delay == 32


def test_an_own_component_gets_a_minute_and_what_comes_after_a_dead_delivery_waits_as_well():
    assert setback(own=True, asked=300).delay == 60
    found = setback(attempts=90, failing=DAY, asked=300)
    assert (found.dead, found.delay) == (True, 300)


def test_no_lane_waits_longer_than_the_longest_wait():
    assert LONGEST == 5760
    assert setback(attempts=99, failing=DAY).delay <= LONGEST
