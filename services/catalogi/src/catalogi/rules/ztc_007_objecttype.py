# SPDX-License-Identifier: EUPL-1.2
"""ztc-007: the brondatum needs a kind of object when an object or a registration has it."""

from servicekit.rules import Violation, Violations, rule

NAME = "brondatumArchiefprocedure.objecttype"
#: the afleidingswijzen that need it
NEEDED = ("ander_datumkenmerk", "zaakobject")
#: the afleidingswijzen that it means nothing to
EMPTY = (
    "afgehandeld",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "termijn",
    "vervaldatum_besluit",
)


@rule("ztc-007")
def objecttype_fits_afleidingswijze(*, afleidingswijze: str, objecttype: str) -> Violations:
    """Present where the afleidingswijze needs it, and absent where it has no use for it."""
    if afleidingswijze in NEEDED and not objecttype:
        yield Violation(NAME, "required", f"Dit veld is verplicht bij afleidingswijze {afleidingswijze}.")
    if afleidingswijze in EMPTY and objecttype:
        yield Violation(NAME, "must-be-empty", f"Dit veld moet leeg zijn bij afleidingswijze {afleidingswijze}.")
