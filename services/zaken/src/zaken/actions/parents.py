# SPDX-License-Identifier: EUPL-1.2
"""The zaak that a child belongs to: found before anybody is asked anything, locked when the child is written."""

from uuid import UUID

from servicekit.database import instances
from servicekit.database.transactions import lock
from servicekit.problems import Invalid, NotFound
from servicekit.references import is_own, uuid_in
from servicekit.representations.model import Represented
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


def lock_zaak(found: Zaak) -> Zaak:
    """The same zaak, locked, for a new child of it. Raises Invalid when it was destroyed meanwhile."""
    zaak = lock(Zaak, [found.uuid]).get(found.uuid)
    if zaak is None:
        raise Invalid(_NO_ZAAK)
    return zaak


def find_child[M: Represented](model: type[M], uuid: UUID) -> M:
    """A child and its zaak, as they are without a lock. Raises NotFound."""
    child = model.objects.select_related("zaak").filter(uuid=uuid).first()
    if child is None:
        raise NotFound()
    return child


def lock_child[M: Represented](found: M) -> M:
    """The same child as it is now, its zaak locked. Raises NotFound."""
    zaak = lock(Zaak, [found.zaak.uuid]).get(found.zaak.uuid)
    child = type(found).objects.filter(pk=found.pk).first()
    if zaak is None or child is None:
        raise NotFound()
    child.zaak = zaak
    return child


def permit(zaak: Zaak, scopes: tuple[str, ...] = CHANGE) -> None:
    """Raise Forbidden unless the caller may change what belongs to this zaak; a closed one takes more (rules 3.2)."""
    # First what any takes: who may do nothing with this zaak does not learn from the refusal that it is closed.
    authorize(scopes, zaak)
    if zaak.is_closed:
        authorize(FORCE, zaak)


def permit_reading(zaak: Zaak) -> None:
    """Raise Forbidden for a change of nothing by who may not read: its answer would be all that there is (S9)."""
    authorize(READ, zaak)


_NO_ZAAK = Violation("zaak", "object-does-not-exist", "Deze zaak bestaat niet. Geef de URL van een bestaande zaak.")
