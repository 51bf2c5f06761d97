# SPDX-License-Identifier: EUPL-1.2
"""The one clock: days are those of Europe/Amsterdam, instants are UTC."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: a date as the standard writes it; ISO 8601 has other ways, which Python reads too
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Europe/Amsterdam, which decides validity and archive terms."""
    return now().astimezone(AMSTERDAM).date()


def day_of(instant: datetime) -> date:
    """The day in Europe/Amsterdam on which an instant falls."""
    return instant.astimezone(AMSTERDAM).date()
