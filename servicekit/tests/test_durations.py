# SPDX-License-Identifier: EUPL-1.2
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servicekit.durations import add_duration, has_length, valid_duration

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    "text", ["P1D", "P30D", "P1M", "P10Y", "P1Y2M3D", "P6W", "P1Y2W", "PT36H", "P0D", "P30DT00H00M00S", "P1DT1H1M1S"]
)
def test_a_duration_is_valid(text):
    assert valid_duration(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1",
        "P1DT",
        "1D",
        "p1d",
        "-P1D",
        "+P1D",
        "P-1D",
        "P0.5Y",
        "P1,5M",
        "P1D1M",
        "P1H",
        " P1D",
        "P1D\n",
        "P１D",
        "P1D2D",
        "P9999999999D",
        "P2026-01-01",
    ],
)
def test_what_is_no_duration_is_not_valid(text):
    assert not valid_duration(text)
    with pytest.raises(ValueError, match="not an ISO 8601 duration"):
        add_duration(date(2026, 1, 1), text)


@pytest.mark.parametrize(
    ("day", "duration", "expected"),
    [
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2026, 12, 15), "P1M", date(2027, 1, 15)),
        (date(2026, 1, 31), "P1M1D", date(2026, 3, 1)),
        (date(2026, 1, 31), "P1Y1M", date(2027, 2, 28)),
        (date(2026, 3, 1), "P2W3D", date(2026, 3, 18)),
        (date(2026, 3, 1), "PT23H", date(2026, 3, 1)),
        (date(2026, 3, 1), "PT24H", date(2026, 3, 2)),
        (date(2026, 3, 1), "P1DT12H720M", date(2026, 3, 3)),
        (date(2026, 3, 1), "P18M", date(2027, 9, 1)),
        (date(2026, 3, 1), "P0D", date(2026, 3, 1)),
    ],
)
def test_a_duration_is_added_by_the_calendar(day, duration, expected):
    assert add_duration(day, duration) == expected


@given(day=DAYS, count=st.integers(0, 2400))
@example(day=date(2026, 1, 31), count=1)
def test_months_keep_the_day_of_the_month_or_end_on_its_last(day, count):
    later = add_duration(day, f"P{count}M")
    assert later.year * 12 + later.month == day.year * 12 + day.month + count
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(day=DAYS, years=st.integers(0, 200))
def test_a_year_is_twelve_months(day, years):
    assert add_duration(day, f"P{years}Y") == add_duration(day, f"P{years * 12}M")


@given(day=DAYS, weeks=st.integers(0, 999), days=st.integers(0, 9999))
def test_weeks_and_days_are_counted(day, weeks, days):
    assert add_duration(day, f"P{weeks}W{days}D") == day + timedelta(weeks=weeks, days=days)


@given(st.from_regex(r"\AP[0-9YMWDTHS]{0,12}\Z"))
def test_a_duration_that_is_valid_can_be_added_unless_the_calendar_ends(text):
    day = date(2026, 8, 1)
    try:
        later = add_duration(day, text)
    except OverflowError:
        assert valid_duration(text)
    except ValueError:
        assert not valid_duration(text)
    else:
        assert valid_duration(text)
        assert later >= day


@pytest.mark.parametrize(
    "duration", ["P8000Y", "P999999999Y", "P999999999M", "P999999999W", "P999999999D", "P3000000D"]
)
def test_a_day_beyond_the_year_9999_is_an_overflow(duration):
    with pytest.raises(OverflowError, match="beyond the calendar"):
        add_duration(date(2026, 8, 1), duration)


@pytest.mark.parametrize("text", ["P0D", "PT0S", "P0Y0M00D", "P000W", "P0DT0H0M0S", "", "P", "1D"])
def test_a_duration_of_nothing_has_no_length(text):
    assert not has_length(text)


@pytest.mark.parametrize("text", ["P1D", "PT1S", "P0Y1M", "P0DT0H10M", "P10W"])
def test_a_duration_of_something_has_a_length(text):
    assert has_length(text)


@given(st.text(max_size=30))
def test_any_text_can_be_judged(text):
    assert valid_duration(text) in {True, False}
