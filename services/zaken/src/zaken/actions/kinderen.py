# SPDX-License-Identifier: EUPL-1.2
"""Find the zaak that a request names, and judge who may change what belongs to it."""

from typing import Any

from servicekit.database import instances
from servicekit.problems import Invalid, Problem
from servicekit.references import own_uuid
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from zaken.actions.scopes import CHANGE, FORCE, READ
from zaken.models import Zaak


def find_zaak(reference: str, violations: list[Violation]) -> Zaak | None:
    """The zaak that a new child names, as it is without a lock; None and a violation when there is none."""
    uuid = own_uuid(reference, "zaken", "zaak", violations)
    if uuid is None:
        return None
    zaak = instances.one(Zaak, uuid)
    if zaak is None:
        violations.append(_NO_ZAAK)
    return zaak


def zaak_in(given: dict[str, Any], violations: list[Violation]) -> Zaak | None:
    """The zaak that a body with faults names, if it is right about that. Like `find_zaak`."""
    return find_zaak(given["zaak"], violations) if "zaak" in given else None


def permit(zaak: Zaak, scopes: tuple[str, ...] = CHANGE, *, reading: bool = False) -> None:
    """Raise Forbidden unless the caller may change what belongs to this zaak; a closed one takes more (rules 3.2).

    `reading`: nothing is changed, so that the answer is all that there is, which takes reading as well (S9).
    """
    # First what any takes: who may do nothing with this zaak does not learn from the refusal that it is closed.
    authorize(scopes, zaak)
    if zaak.is_closed:
        authorize(FORCE, zaak)
    if reading:
        authorize(READ, zaak)


def destroyed() -> Invalid:
    """Return what a request is told whose zaak was destroyed while it asked about the rest."""
    return Invalid(_NO_ZAAK)


def overtaken() -> Problem:
    """Return what a request is told whose zaak is no longer what it was when the request asked about the rest."""
    return Problem(409, "De zaak is tegelijk door een ander verzoek gewijzigd; probeer het opnieuw.")


_NO_ZAAK = Violation("zaak", "object-does-not-exist", "Deze zaak bestaat niet. Geef de URL van een bestaande zaak.")
