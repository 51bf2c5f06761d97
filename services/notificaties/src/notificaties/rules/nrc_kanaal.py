# SPDX-License-Identifier: EUPL-1.2
"""The name of a kanaal is unique, and what abonnementen use of it stays."""

from collections.abc import Collection, Mapping, Sequence

from notificaties.rules.nrc_notificatie import plain
from servicekit.rules import Violation, Violations, not_unique, rule

NOT_UNIQUE = not_unique(
    "nrc-kanaal", "Er is al een kanaal met deze naam. Gebruik dat, of kies een andere naam.", name="naam"
)


@rule("nrc-kanaal")
def naam_is_free(*, taken: bool) -> Violations:
    """Refuse a naam that another kanaal has: a kanaal is found by it."""
    if taken:
        yield NOT_UNIQUE


@rule("nrc-kanaal")
def what_is_used_stays(
    *, before: str, after: str, filters: Collection[str], used: Sequence[Collection[Mapping[str, str]]]
) -> Violations:
    """Refuse another naam (`before`, `after`) and the loss of a kenmerk (`filters`: those left) that are in use.

    `used` has for each abonnement on the kanaal its groups of filters.
    """
    if used and before != after:
        yield Violation(
            "naam",
            "in-use",
            f"Er zijn abonnementen op dit kanaal ({len(used)}). Laat de naam {before} staan of maak een ander kanaal.",
        )
    left = {plain(each) for each in filters}
    lost = {plain(name): name for groups in used for group in groups for name in group if plain(name) not in left}
    if lost:
        names = ", ".join(sorted(lost.values()))
        count = sum(any(plain(name) in lost for group in groups for name in group) for groups in used)
        yield Violation(
            "filters",
            "in-use",
            f"Er zijn abonnementen ({count}) die filteren op {names}. Laat dat staan tot zij gewijzigd zijn.",
        )
