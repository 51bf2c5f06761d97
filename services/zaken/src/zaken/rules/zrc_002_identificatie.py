# SPDX-License-Identifier: EUPL-1.2
"""zrc-002: a zaak keeps its identificatie, which is unique within its bronorganisatie."""

from servicekit.rules import Violation, Violations, not_unique, rule

#: within its bronorganisatie
NOT_UNIQUE = not_unique(
    "zrc-002",
    "Identificatie {identificatie} bestaat al binnen de bronorganisatie. "
    "Geef een andere identificatie of laat haar leeg.",
    name="identificatie",
    code="identificatie-niet-uniek",
)


@rule("zrc-002")
def identificatie_is_unchanged(*, before: str, after: str) -> Violations:
    """Refuse another identificatie on update (zrc-002)."""
    if before != after:
        yield Violation(
            "identificatie",
            "wijzigen-niet-toegelaten",
            "De identificatie van een zaak mag niet wijzigen. Laat haar weg of stuur de bestaande waarde mee.",
        )


@rule("zrc-002")
def derive_identificatie(*, year: int, number: int) -> str:
    """The identificatie of a zaak that came without: the year of registration and a number of the bronorganisatie."""
    return f"ZAAK-{year:04d}-{number:010d}"
