# SPDX-License-Identifier: EUPL-1.2
"""ztc-016: on one day at most one published version of a type is valid."""

from collections.abc import Iterable
from datetime import date

from servicekit.rules import Violation, Violations, rule


@rule("ztc-016")
def periods_do_not_overlap(
    *, begin: date, einde: date | None, others: Iterable[tuple[date, date | None]], name: str = "beginGeldigheid"
) -> Violations:
    """The period shares no day with those of the other published versions; both ends count, None has no end."""
    for other_begin, other_einde in others:
        if (einde is None or other_begin <= einde) and (other_einde is None or begin <= other_einde):
            until = f" tot en met {other_einde}" if other_einde else ""
            yield Violation(
                name,
                "overlap",
                f"Een andere versie is geldig vanaf {other_begin}{until}. Kies perioden die elkaar niet overlappen.",
            )
            return
