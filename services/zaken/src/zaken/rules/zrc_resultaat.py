# SPDX-License-Identifier: EUPL-1.2
"""zrc-resultaat: a zaak has one resultaat, of a type that stays. The standard describes it without a number."""

from servicekit.rules import Violation, Violations, not_unique, rule

NOT_UNIQUE = not_unique(
    "zrc-resultaat", "De zaak heeft al een resultaat. Wijzig of verwijder het bestaande resultaat.", name="zaak"
)


@rule("zrc-resultaat")
def resultaat_is_unchanged(
    *, zaak_before: str, zaak_after: str, resultaattype_before: str, resultaattype_after: str
) -> Violations:
    """Refuse another zaak or resultaattype (references) on update."""
    if zaak_before != zaak_after:
        yield Violation(
            "zaak",
            "wijzigen-niet-toegelaten",
            "De zaak van een resultaat mag niet wijzigen. Maak een resultaat bij de andere zaak.",
        )
    if resultaattype_before != resultaattype_after:
        yield Violation(
            "resultaattype",
            "wijzigen-niet-toegelaten",
            "Het resultaattype mag niet wijzigen. Verwijder het resultaat en maak een nieuw.",
        )
