# SPDX-License-Identifier: EUPL-1.2
"""The zaak that a child belongs to: found before anybody is asked anything, locked when the child is written."""

from uuid import UUID

from servicekit import rows
from servicekit.problems import Invalid, NotFound, invalid
from servicekit.references import is_own, uuid_in
from servicekit.representations import Represented
from servicekit.rights.checks import authorize
from servicekit.rules import Violation
from servicekit.transactions import lock
from zaken.models import Zaak

CHANGE = ("zaken.bijwerken", "zaken.geforceerd-bijwerken")
FORCE = ("zaken.geforceerd-bijwerken",)


def own_uuid(reference: str, collection: str, name: str) -> UUID:
    """The UUID in a reference to a row of this component. Raises Invalid `no_match` or `incorrect_match`."""
    uuid = uuid_in(reference, collection)
    if uuid is None:
        if is_own(reference) and reference.startswith("zrc:"):
            raise invalid(name, "incorrect_match", f"Deze URL hoort niet bij {collection}.")
        raise invalid(name, "no_match", "Deze URL hoort niet bij deze Zaken API.")
    return uuid


def absent(name: str) -> Violation:
    """A reference to a row of this component that is not there."""
    return Violation(name, "does_not_exist", "Dit object bestaat niet.")


def find_zaak(reference: str) -> Zaak:
    """The zaak that a new child names, as it is without a lock. Raises Invalid."""
    zaak = rows.one(Zaak, own_uuid(reference, "zaken", "zaak"))
    if zaak is None:
        raise _no_zaak()
    return zaak


def lock_zaak(found: Zaak) -> Zaak:
    """The same zaak, locked, for a new child of it. Raises Invalid when it was destroyed meanwhile."""
    zaak = lock(Zaak, [found.uuid]).get(found.uuid)
    if zaak is None:
        raise _no_zaak()
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


def _no_zaak() -> Invalid:
    return invalid("zaak", "object-does-not-exist", "Deze zaak bestaat niet. Geef de URL van een bestaande zaak.")
