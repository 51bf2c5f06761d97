# SPDX-License-Identifier: EUPL-1.2
"""zrc-004: a zaakinformatieobject keeps its ends, which it relates once; the system says how they relate."""

from servicekit.rules import Violation, Violations, not_unique, rule

AARD_RELATIE_WEERGAVE = "Hoort bij, omgekeerd: kent"

NOT_UNIQUE = not_unique(
    "zrc-004", "Dit informatieobject hoort al bij deze zaak. Gebruik het bestaande zaakinformatieobject."
)


@rule("zrc-004")
def relation_is_unchanged(
    *, zaak_before: str, zaak_after: str, informatieobject_before: str, informatieobject_after: str
) -> Violations:
    """Refuse another zaak or informatieobject (references) on update (zrc-004)."""
    if zaak_before != zaak_after:
        yield Violation(
            "zaak",
            "wijzigen-niet-toegelaten",
            "De zaak van een zaakinformatieobject mag niet wijzigen. Maak een nieuw zaakinformatieobject.",
        )
    if informatieobject_before != informatieobject_after:
        yield Violation(
            "informatieobject",
            "wijzigen-niet-toegelaten",
            "Het informatieobject van een zaakinformatieobject mag niet wijzigen. Maak een nieuw zaakinformatieobject.",
        )
