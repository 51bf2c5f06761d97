# SPDX-License-Identifier: EUPL-1.2
"""ztc-006: that the end of an object must be known means nothing when the end of the zaak counts."""

from servicekit.rules import Violation, Violations, rule

NAME = "brondatumArchiefprocedure.einddatumBekend"
#: the afleidingswijzen that it means nothing to
EMPTY = ("afgehandeld", "termijn")


@rule("ztc-006")
def einddatum_bekend_fits_afleidingswijze(*, afleidingswijze: str, einddatum_bekend: bool) -> Violations:
    """Not true where it has no use for it."""
    if afleidingswijze in EMPTY and einddatum_bekend:
        yield Violation(NAME, "must-be-empty", f"Dit veld moet leeg zijn bij afleidingswijze {afleidingswijze}.")
