# SPDX-License-Identifier: EUPL-1.2
"""Judge which notifications are accepted, and who receives them."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from servicekit.rules import Violation, Violations, rule

_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
ANYTHING = "*"


def plain(kenmerk: str) -> str:
    """The name of a kenmerk as it is compared: some write snake_case and some camelCase."""
    return _CAPITAL.sub(r"_\1", kenmerk).lower()


@rule("nrc-notificatie")
def kanaal_is_known(*, naam: str, known: bool) -> Violations:
    """A notification is published on a kanaal that exists."""
    if not known:
        yield Violation("kanaal", "message_kanaal", f"Er is geen kanaal met de naam {naam}. Registreer het eerst.")


@rule("nrc-notificatie")
def kenmerken_fit(*, kenmerken: Collection[str], allowed: Collection[str]) -> Violations:
    """The kenmerken are those of the kanaal: some of them, or all of them and more, as producers in use send."""
    given, filters = {plain(each) for each in kenmerken}, {plain(each) for each in allowed}
    if not (given <= filters or filters <= given):
        names = ", ".join(sorted(allowed))
        yield Violation("kenmerken", "kenmerken_inconsistent", f"De kenmerken van dit kanaal zijn: {names}.")


@rule("nrc-notificatie")
def aanmaakdatum_is_possible(*, aanmaakdatum: datetime, now: datetime, leeway: timedelta) -> Violations:
    """Refuse a notification of what happened after now; by more than the leeway, since clocks differ."""
    if aanmaakdatum > now + leeway:
        yield Violation(
            "aanmaakdatum", "date-in-future", "De aanmaakdatum ligt in de toekomst. Geef een moment dat voorbij is."
        )


@rule("nrc-notificatie")
def is_received(*, groups: Sequence[Mapping[str, str]], kenmerken: Mapping[str, str]) -> bool:
    """Whether any group of filters lets a notification through.

    A group does when each of its filters equals the kenmerk, or is `*`; a kenmerk that the notification does not have
    stops nothing. URLs are in their normal form on both sides.
    """
    given = {plain(name): value for name, value in kenmerken.items()}
    return any(
        all(wanted in (ANYTHING, given.get(plain(name), wanted)) for name, wanted in group.items()) for group in groups
    )
