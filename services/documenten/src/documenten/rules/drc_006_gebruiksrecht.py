# SPDX-License-Identifier: EUPL-1.2
"""drc-006: indicatieGebruiksrecht says whether there are gebruiksrechten."""

from servicekit.rules import Violation, Violations, rule


@rule("drc-006")
def indicatie_fits_gebruiksrechten(*, indicatie_gebruiksrecht: bool | None, has_gebruiksrechten: bool) -> Violations:
    """Refuse true without gebruiksrechten, and false or null with them (drc-006)."""
    if indicatie_gebruiksrecht and not has_gebruiksrechten:
        yield Violation(
            "indicatieGebruiksrecht",
            "missing-gebruiksrechten",
            "Het informatieobject heeft geen gebruiksrechten. Laat de indicatie weg of maak haar false.",
        )
    if not indicatie_gebruiksrecht and has_gebruiksrechten:
        yield Violation(
            "indicatieGebruiksrecht",
            "existing-gebruiksrechten",
            "Het informatieobject heeft gebruiksrechten. Verwijder die eerst of maak de indicatie true.",
        )
