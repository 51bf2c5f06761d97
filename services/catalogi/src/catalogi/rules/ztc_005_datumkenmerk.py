# SPDX-License-Identifier: EUPL-1.2
"""ztc-005: the brondatum needs the name of a date when it is one of an eigenschap, an object or a registration."""

from servicekit.rules import Violation, Violations, rule

NAME = "brondatumArchiefprocedure.datumkenmerk"
#: the afleidingswijzen that need it
NEEDED = ("ander_datumkenmerk", "eigenschap", "zaakobject")
#: the afleidingswijzen that it means nothing to
EMPTY = ("afgehandeld", "gerelateerde_zaak", "hoofdzaak", "ingangsdatum_besluit", "termijn", "vervaldatum_besluit")


@rule("ztc-005")
def datumkenmerk_fits_afleidingswijze(*, afleidingswijze: str, datumkenmerk: str) -> Violations:
    """Present where the afleidingswijze needs it, and absent where it has no use for it."""
    if afleidingswijze in NEEDED and not datumkenmerk:
        yield Violation(NAME, "required", f"Dit veld is verplicht bij afleidingswijze {afleidingswijze}.")
    if afleidingswijze in EMPTY and datumkenmerk:
        yield Violation(NAME, "must-be-empty", f"Dit veld moet leeg zijn bij afleidingswijze {afleidingswijze}.")
