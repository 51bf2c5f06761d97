# SPDX-License-Identifier: EUPL-1.2
"""ztc-008: the brondatum needs a registration only when it stands in one."""

from servicekit.rules import Violation, Violations, rule

NAME = "brondatumArchiefprocedure.registratie"
#: the afleidingswijzen that need it
NEEDED = ("ander_datumkenmerk",)
#: the afleidingswijzen that it means nothing to
EMPTY = (
    "afgehandeld",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "termijn",
    "vervaldatum_besluit",
    "zaakobject",
)


@rule("ztc-008")
def registratie_fits_afleidingswijze(*, afleidingswijze: str, registratie: str) -> Violations:
    """Present where the afleidingswijze needs it, and absent where it has no use for it."""
    if afleidingswijze in NEEDED and not registratie:
        yield Violation(NAME, "required", f"Dit veld is verplicht bij afleidingswijze {afleidingswijze}.")
    if afleidingswijze in EMPTY and registratie:
        yield Violation(NAME, "must-be-empty", f"Dit veld moet leeg zijn bij afleidingswijze {afleidingswijze}.")
