# SPDX-License-Identifier: EUPL-1.2
"""What an abonnement must be: on kanalen that exist, and to a callback that answers and is guarded."""

from collections.abc import Mapping, Sequence

from notificaties.rules.nrc_notificatie import plain
from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("nrc-abonnement")
def kanalen_exist(
    *, kanalen: Sequence[tuple[str, Mapping[str, str]]], known: Mapping[str, Sequence[str]]
) -> Violations:
    """Each (naam, filters) is a known kanaal with kenmerken of it; `known` gives the kenmerken by name."""
    for naam, filters in kanalen:
        if naam not in known:
            yield Violation("naam", "kanaal_naam", f"Er is geen kanaal met de naam {naam}.")
            continue
        allowed = {plain(each) for each in known[naam]}
        strange = [each for each in filters if plain(each) not in allowed]
        if strange:
            reason = (
                f"Het kanaal {naam} heeft geen kenmerk {', '.join(strange)}; filteren kan op: {', '.join(known[naam])}."
            )
            yield Violation("filters", "inconsistent-abonnement-filters", reason)


@rule("nrc-abonnement")
def callback_is_ready(*, answer: int | None, unguarded: int | None) -> Violations:
    """The callback takes a test notification, and refuses one without Authorization.

    `answer` and `unguarded` are the statuses with and without it; no answer is 0, and None was not asked.
    """
    if answer is not None and not 200 <= answer < 300:
        said = f"antwoordt met {answer}" if answer else "geeft geen antwoord of mag niet worden aangeroepen"
        reason = f"De callbackUrl {said}; een testnotificatie moet met 2xx worden beantwoord."
        yield Violation(NON_FIELD, "invalid-callback-url", reason)
    if unguarded is not None and unguarded not in (401, 403):
        reason = "De callbackUrl moet een notificatie zonder de juiste Authorization weigeren met 401 of 403."
        yield Violation("callbackUrl", "no-auth-on-callback-url", reason)
