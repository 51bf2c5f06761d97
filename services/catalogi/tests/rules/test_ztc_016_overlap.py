# SPDX-License-Identifier: EUPL-1.2
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogi.rules.ztc_016_overlap import periods_do_not_overlap

FIRST = date(2025, 1, 1)
days = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
periods = st.tuples(days, st.none() | st.integers(0, 20)).map(
    lambda each: (each[0], None if each[1] is None else each[0] + timedelta(days=each[1]))
)


def found(period, *others, **more):
    violations = periods_do_not_overlap(begin=period[0], einde=period[1], others=others, **more)
    return [(each.name, each.code) for each in violations]


def days_of(period):
    """The days of a period, as far as the periods of these tests reach."""
    begin, einde = period
    last = einde or FIRST + timedelta(days=100)
    return {begin + timedelta(days=number) for number in range((last - begin).days + 1)}


@given(periods, st.lists(periods, max_size=4))
def test_periods_overlap_when_they_share_a_day(period, others):
    shares = any(days_of(period) & days_of(other) for other in others)
    assert bool(found(period, *others)) == shares


def test_the_last_day_belongs_to_a_period():
    other = (date(2025, 1, 1), date(2025, 6, 30))
    assert found((date(2025, 6, 30), None), other) == [("beginGeldigheid", "overlap")]
    assert found((date(2025, 7, 1), None), other) == []


def test_an_overlap_is_told_once_and_under_the_field_that_was_changed():
    other = (date(2025, 1, 1), None)
    assert found((date(2024, 1, 1), None), other, other, name="eindeGeldigheid") == [("eindeGeldigheid", "overlap")]


@pytest.mark.parametrize(
    ("einde", "said"), [(date(2025, 6, 30), "vanaf 2025-01-01 tot en met 2025-06-30. "), (None, "vanaf 2025-01-01. ")]
)
def test_the_period_that_is_taken_is_told(einde, said):
    (violation,) = periods_do_not_overlap(begin=date(2025, 1, 1), einde=None, others=[(date(2025, 1, 1), einde)])
    assert said in violation.reason
