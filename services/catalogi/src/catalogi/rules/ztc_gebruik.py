# SPDX-License-Identifier: EUPL-1.2
"""A zaaktype that zaken are of is not removed."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-gebruik")
def zaaktype_is_not_used(*, zaken: int) -> Violations:
    """Refuse to remove a zaaktype of which there are zaken (1.4.0), by force too: 409 with this reason."""
    if zaken:
        count = "is 1 zaak" if zaken == 1 else f"zijn {zaken} zaken"
        yield Violation(
            NON_FIELD,
            "conflict",
            f"Volgens de Zaken API {count} van dit zaaktype. Zet eindeGeldigheid in plaats daarvan.",
        )
