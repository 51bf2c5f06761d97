# SPDX-License-Identifier: EUPL-1.2
"""Durations by the calendar, as RFC 3339 appendix A writes ISO 8601: `P1M` is a month, not 30 days."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

#: Without sign and fractions: a term does not run backwards, and half a month has no length. At most nine digits a
#: part, so that no number in a request is slow to read.
_DURATION = re.compile(
    r"P(?=\d|T)(?:(?P<years>\d{1,9})Y)?(?:(?P<months>\d{1,9})M)?(?:(?P<weeks>\d{1,9})W)?(?:(?P<days>\d{1,9})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})S)?)?",
    re.ASCII,
)


def valid_duration(text: str) -> bool:
    """Whether the text is a duration that `add_duration` can read."""
    return _DURATION.fullmatch(text) is not None


def has_length(text: str) -> bool:
    """Whether the text is a duration in which any time passes; `P0D` and `PT0S` are valid, and are no term."""
    match = _DURATION.fullmatch(text)
    return match is not None and any(int(digits or 0) for digits in match.groups())


def add_duration(day: date, duration: str) -> date:
    """A day plus a duration: years and months first (31 January + P1M is the last day of February), then whole days.

    Raises ValueError when it is no duration, OverflowError when the sum lies beyond the year 9999.
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(f"not an ISO 8601 duration: {duration!r}")
    part = {name: int(digits or 0) for name, digits in match.groupdict().items()}
    try:
        rest = timedelta(
            weeks=part["weeks"],
            days=part["days"],
            hours=part["hours"],
            minutes=part["minutes"],
            seconds=part["seconds"],
        )
        return day + relativedelta(years=part["years"], months=part["months"]) + rest
    except (ValueError, OverflowError) as error:
        raise OverflowError(f"{day} + {duration} lies beyond the calendar") from error
