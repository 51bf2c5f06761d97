# SPDX-License-Identifier: EUPL-1.2
"""A period ends after it begins, and what belongs to a zaaktype has its period and its catalogus."""

from collections.abc import Mapping
from datetime import date

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-geldigheid")
def period_is_possible(*, begin: date, einde: date | None) -> Violations:
    """eindeGeldigheid, the last day, is not before beginGeldigheid, the first."""
    if einde is not None and einde < begin:
        yield Violation(NON_FIELD, "date-mismatch", "eindeGeldigheid ligt voor beginGeldigheid. Kies een latere datum.")


@rule("ztc-geldigheid")
def period_is_of_zaaktype(*, given: Mapping[str, date | None], begin: date, einde: date | None) -> Violations:
    """Refuse a period (by the name of the field) that is not the zaaktype's; null repeats nothing."""
    of_zaaktype = {"beginGeldigheid": begin, "eindeGeldigheid": einde}
    for name, value in given.items():
        if value is not None and value != of_zaaktype[name]:
            yield Violation(
                name,
                "date-mismatch",
                "Dit is de datum van het zaaktype niet. Laat het veld weg of neem die datum over.",
            )


@rule("ztc-geldigheid")
def catalogus_is_of_zaaktype(*, given: str | None, catalogus: str) -> Violations:
    """Refuse a catalogus that is not the zaaktype's; both are references."""
    if given and given != catalogus:
        yield Violation(
            "catalogus",
            "relations-incorrect-catalogus",
            "Dit is de catalogus van het zaaktype niet. Laat het veld weg of neem die catalogus over.",
        )
