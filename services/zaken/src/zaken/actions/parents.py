# SPDX-License-Identifier: EUPL-1.2
"""The zaak that a child belongs to: how a request names it, and who may change what belongs to it."""

from uuid import UUID

from servicekit.database import instances
from servicekit.problems import Invalid
from servicekit.references import is_own, uuid_in
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from zaken.models import Zaak

READ = ("zaken.lezen",)
CHANGE = ("zaken.bijwerken", "zaken.geforceerd-bijwerken")
FORCE = ("zaken.geforceerd-bijwerken",)
#: every scope by which a zaak is there for a client
ANY = ("zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.heropenen", "zaken.verwijderen", *READ, *CHANGE)


def own_uuid(reference: str | None, collection: str, name: str, violations: list[Violation]) -> UUID | None:
    """The UUID in a reference to a row of this component, None when there is no reference.

    For any other URL None as well, and a violation: `incorrect_match` or `no_match`.
    """
    if not reference:
        return None
    uuid = uuid_in(reference, collection)
    if uuid is None:
        if is_own(reference) and reference.startswith("zrc:"):
            violations.append(Violation(name, "incorrect_match", f"Deze URL hoort niet bij {collection}."))
        else:
            violations.append(Violation(name, "no_match", "Deze URL hoort niet bij deze Zaken API."))
    return uuid


def absent(name: str) -> Violation:
    """A reference to a row of this component that is not there."""
    return Violation(name, "does_not_exist", "Dit object bestaat niet.")


def find_zaak(reference: str, violations: list[Violation]) -> Zaak | None:
    """The zaak that a new child names, as it is without a lock; None and a violation when there is none."""
    uuid = own_uuid(reference, "zaken", "zaak", violations)
    zaak = instances.one(Zaak, uuid) if uuid else None
    if uuid and zaak is None:
        violations.append(_NO_ZAAK)
    return zaak


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


_NO_ZAAK = Violation("zaak", "object-does-not-exist", "Deze zaak bestaat niet. Geef de URL van een bestaande zaak.")
