# SPDX-License-Identifier: EUPL-1.2
"""zrc-015: the productenOfDiensten of a zaak are some of those of its zaaktype."""

from collections.abc import Collection, Sequence

from servicekit.rules import Violation, Violations, rule


@rule("zrc-015")
def producten_are_of_zaaktype(*, given: Sequence[str], of_zaaktype: Collection[str]) -> Violations:
    """Refuse productenOfDiensten (references) that the zaaktype does not have (zrc-015)."""
    if not set(given) <= set(of_zaaktype):
        yield Violation(
            "productenOfDiensten",
            "invalid-products-services",
            "Niet alle producten of diensten horen bij het zaaktype. Kies alleen die van het zaaktype.",
        )
