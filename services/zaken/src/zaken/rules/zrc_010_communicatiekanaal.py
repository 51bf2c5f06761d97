# SPDX-License-Identifier: EUPL-1.2
"""zrc-010: a communicatiekanaal is a resource of the referentielijst of that name."""

from collections.abc import Collection

from servicekit.rules import Violation, Violations, rule

EXPECTED = ("url", "naam", "omschrijving")


@rule("zrc-010")
def communicatiekanaal_is_known(*, fields: Collection[str]) -> Violations:
    """Refuse a resource whose keys are not those of a communicatiekanaal (zrc-010)."""
    missing = [field for field in EXPECTED if field not in fields]
    if missing:
        yield Violation(
            "communicatiekanaal",
            "invalid-resource",
            f"De URL leidt niet naar een communicatiekanaal: {', '.join(missing)} ontbreekt. "
            "Geef de URL van een communicatiekanaal uit de referentielijst.",
        )
