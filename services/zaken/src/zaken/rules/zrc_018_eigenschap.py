# SPDX-License-Identifier: EUPL-1.2
"""zrc-018: a zaakeigenschap is of an eigenschap of the zaaktype of its zaak."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("zrc-018")
def eigenschap_is_of_zaaktype(*, zaaktype_of_eigenschap: str, zaaktype: str) -> Violations:
    """Refuse a eigenschap of another zaaktype (references) than that of the zaak (zrc-018)."""
    if zaaktype_of_eigenschap != zaaktype:
        yield Violation(
            NON_FIELD,
            "zaaktype-mismatch",
            "De eigenschap hoort niet bij het zaaktype van de zaak. Kies een eigenschap van dat zaaktype.",
        )
