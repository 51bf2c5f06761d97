# SPDX-License-Identifier: EUPL-1.2
"""zrc-019: a rol is of a roltype of the zaaktype of its zaak."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("zrc-019")
def roltype_is_of_zaaktype(*, zaaktype_of_roltype: str, zaaktype: str) -> Violations:
    """Refuse a roltype of another zaaktype (references) than that of the zaak (zrc-019)."""
    if zaaktype_of_roltype != zaaktype:
        yield Violation(
            NON_FIELD,
            "zaaktype-mismatch",
            "Het roltype hoort niet bij het zaaktype van de zaak. Kies een roltype van dat zaaktype.",
        )
