# SPDX-License-Identifier: EUPL-1.2
"""zrc-020: a resultaat is of a resultaattype of the zaaktype of its zaak."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("zrc-020")
def resultaattype_is_of_zaaktype(*, zaaktype_of_resultaattype: str, zaaktype: str) -> Violations:
    """Refuse a resultaattype of another zaaktype (references) than that of the zaak (zrc-020)."""
    if zaaktype_of_resultaattype != zaaktype:
        yield Violation(
            NON_FIELD,
            "zaaktype-mismatch",
            "Het resultaattype hoort niet bij het zaaktype van de zaak. Kies een resultaattype van dat zaaktype.",
        )
