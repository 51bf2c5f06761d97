# SPDX-License-Identifier: EUPL-1.2
"""zrc-status: when, by whom and with which rights a status is set. The standard describes it without a number."""

from datetime import datetime

from servicekit.rules import NON_FIELD, Violation, Violations, rule

#: what the unique constraint on zaak and datumStatusGezet means to who made the request
DATUM_NOT_UNIQUE = Violation(
    NON_FIELD,
    "unique",
    "De zaak heeft al een status met deze datumStatusGezet. Geef een ander moment.",
)


@rule("zrc-status")
def datum_is_possible(*, datum_status_gezet: datetime, now: datetime) -> Violations:
    """Refuse a status that is set after now."""
    if datum_status_gezet > now:
        yield Violation(
            "datumStatusGezet",
            "date-in-future",
            "De datumStatusGezet ligt in de toekomst. Geef een moment dat voorbij is.",
        )


@rule("zrc-status")
def gezetdoor_is_of_zaak(*, zaak_of_rol: str, zaak: str) -> Violations:
    """Refuse a status that was set by a rol in another zaak (references)."""
    if zaak_of_rol != zaak:
        yield Violation(
            "gezetdoor",
            "zaak-mismatch",
            "De rol in gezetdoor hoort bij een andere zaak. Kies een rol van deze zaak.",
        )


@rule("zrc-status")
def may_set_status(*, is_first: bool, is_closed: bool, may_create: bool, may_add: bool, may_reopen: bool) -> bool:
    """Whether the scopes allow a status: zaken.aanmaken the first, statussen.toevoegen any, heropenen also when closed.

    On a closed zaak zaken.geforceerd-bijwerken does not count: the standard's text on closed zaken says it does, its
    contract lists heropenen alone for statussen, and so do its implementations.
    """
    if is_closed:
        return may_reopen
    return may_reopen or may_add or (may_create and is_first)
