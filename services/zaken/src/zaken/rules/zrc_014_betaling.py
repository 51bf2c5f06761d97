# SPDX-License-Identifier: EUPL-1.2
"""zrc-014: a zaak without costs has no laatsteBetaaldatum, and no payment lies in the future."""

from datetime import datetime, timedelta

from servicekit.rules import Violation, Violations, rule


@rule("zrc-014")
def betaaldatum_fits(
    *,
    betalingsindicatie: str,
    laatste_betaaldatum_given: datetime | None,
    now: datetime,
    leeway: timedelta = timedelta(),
) -> Violations:
    """Refuse a laatsteBetaaldatum in the request (None: not in it) with indicatie nvt or after now (zrc-014).

    `betalingsindicatie` is the one that the zaak will have, `leeway` by how much the client's clock may be ahead.
    """
    if laatste_betaaldatum_given is None:
        return
    if betalingsindicatie == "nvt":
        yield Violation(
            "laatsteBetaaldatum",
            "betaling-nvt",
            "Met betalingsindicatie nvt is er geen laatste betaaldatum. Laat haar weg of kies een andere indicatie.",
        )
    if laatste_betaaldatum_given > now + leeway:
        yield Violation(
            "laatsteBetaaldatum",
            "future_not_allowed",
            "De laatste betaaldatum ligt in de toekomst. Geef een moment dat voorbij is.",
        )


@rule("zrc-014")
def derive_laatste_betaaldatum(*, betalingsindicatie: str, laatste_betaaldatum: datetime | None) -> datetime | None:
    """The laatsteBetaaldatum that a zaak keeps: none once its betalingsindicatie is nvt (zrc-014)."""
    return None if betalingsindicatie == "nvt" else laatste_betaaldatum
