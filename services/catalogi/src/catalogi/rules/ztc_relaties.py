# SPDX-License-Identifier: EUPL-1.2
"""Types refer to each other within a catalogus; what belongs to a zaaktype refers to rows of that zaaktype."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-relaties")
def name_is_known(*, name: str, value: str, known: bool) -> Violations:
    """A name stands for at least one version of a type in the catalogus, a concept too."""
    if not known:
        yield Violation(
            name, "does_not_exist", f"In deze catalogus is er geen type met de naam {value}. Maak het eerst aan."
        )


@rule("ztc-relaties")
def catalogus_is_the_same(*, name: str, same: bool) -> Violations:
    """A type that is referred to stands in the catalogus of who refers to it (C9)."""
    if not same:
        yield Violation(
            name, "relations-incorrect-catalogus", "Dit type staat in een andere catalogus. Kies een type uit dezelfde."
        )


@rule("ztc-relaties")
def statustype_is_of_zaaktype(*, same: bool) -> Violations:
    """The statustype at which a document must be there is one of the zaaktype."""
    if not same:
        yield Violation(
            NON_FIELD,
            "relations-incorrect-zaaktype",
            "Het statustype is van een ander zaaktype. Kies er een van dit type.",
        )
