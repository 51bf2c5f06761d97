# SPDX-License-Identifier: EUPL-1.2
"""ztc-004: the brondatum needs a procestermijn only when it is a term after the zaak."""

from servicekit.rules import Violation, Violations, rule

NAME = "brondatumArchiefprocedure.procestermijn"
#: the afleidingswijzen that need it
NEEDED = ("termijn",)
#: the afleidingswijzen that it means nothing to
EMPTY = (
    "afgehandeld",
    "ander_datumkenmerk",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "vervaldatum_besluit",
    "zaakobject",
)


@rule("ztc-004")
def procestermijn_fits_afleidingswijze(*, afleidingswijze: str, procestermijn: str | None) -> Violations:
    """Present where the afleidingswijze needs it, and absent where it has no use for it."""
    if afleidingswijze in NEEDED and not procestermijn:
        yield Violation(NAME, "required", f"Dit veld is verplicht bij afleidingswijze {afleidingswijze}.")
    if afleidingswijze in EMPTY and procestermijn:
        yield Violation(NAME, "must-be-empty", f"Dit veld moet leeg zijn bij afleidingswijze {afleidingswijze}.")
