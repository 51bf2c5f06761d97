# SPDX-License-Identifier: EUPL-1.2
"""zrc-status: when and by whom a status is set. The standard describes it without a number."""

from datetime import UTC, date, datetime, time, timedelta

from servicekit.clock import AMSTERDAM, day_of
from servicekit.rules import Violation, Violations, not_unique, rule

#: how much later than the last status one counts that is dated on the day of that, without a time
JUST_AFTER = timedelta(microseconds=1)

NOT_UNIQUE = not_unique("zrc-status", "De zaak heeft al een status met deze datumStatusGezet. Geef een ander moment.")


@rule("zrc-status")
def derive_moment(*, given: datetime | date, last: datetime | None) -> datetime:
    """The instant at which a status is set, of a datumStatusGezet that may be a date without a time.

    A date is the begin of that day in Europe/Amsterdam, or just after the last status when that was set on that day:
    who closes a zaak by date alone, as archive clients do, means to close it after what happened that day.
    """
    if isinstance(given, datetime):
        return given
    if last is not None and day_of(last) == given == day_of(last + JUST_AFTER):
        return last + JUST_AFTER
    return datetime.combine(given, time(), AMSTERDAM).astimezone(UTC)


@rule("zrc-status")
def datum_is_possible(*, datum_status_gezet: datetime, now: datetime, leeway: timedelta = timedelta()) -> Violations:
    """Refuse a status that is set after now; by more than the leeway, since the client's clock may be ahead."""
    if datum_status_gezet > now + leeway:
        yield Violation(
            "datumStatusGezet",
            "date-in-future",
            "De datumStatusGezet ligt in de toekomst. Geef een moment dat voorbij is.",
        )


@rule("zrc-status")
def eindstatus_is_last(*, datum_status_gezet: datetime, last: datetime | None) -> Violations:
    """Refuse an eindstatus dated before the last status: the zaak would be closed while its status is another.

    Not in the standard. A zaak is closed exactly when the status that is last by date is an eindstatus.
    """
    if last is not None and datum_status_gezet < last:
        moment = last.astimezone(UTC).isoformat().replace("+00:00", "Z")
        yield Violation(
            "datumStatusGezet",
            "date-before-last-status",
            f"De laatste status van de zaak is van {moment}. Geef de eindstatus een datumStatusGezet daarna.",
        )


@rule("zrc-status")
def gezetdoor_is_of_zaak(*, zaak_of_rol: str, zaak: str) -> Violations:
    """Refuse a status that was set by a rol in another zaak (references)."""
    if zaak_of_rol != zaak:
        yield Violation(
            "gezetdoor",
            "zaak-mismatch",
            "De rol in gezetdoor hoort bij een andere zaak. Kies een rol van deze zaak.",
        )
