# SPDX-License-Identifier: EUPL-1.2
"""zrc-016: a status is of a statustype of the zaaktype of its zaak."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("zrc-016")
def statustype_is_of_zaaktype(*, zaaktype_of_statustype: str, zaaktype: str) -> Violations:
    """Refuse a statustype of another zaaktype (references) than that of the zaak (zrc-016)."""
    if zaaktype_of_statustype != zaaktype:
        yield Violation(
            NON_FIELD,
            "zaaktype-mismatch",
            "Het statustype hoort niet bij het zaaktype van de zaak. Kies een statustype van dat zaaktype.",
        )
