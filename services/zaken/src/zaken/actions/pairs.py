# SPDX-License-Identifier: EUPL-1.2
"""The second half of relating a zaak and a document, or of parting them: the mirror, and what its answer means.

The relation is committed here first, `held` or `deleting`, so that the Documenten API can see what is led here. Then
it is asked, with no transaction open. A yes finishes the pair, a definite no undoes it; without an answer the relation
stays as it is, and the job `finish` asks again. Every step may be done twice.
"""

from servicekit.clock import now
from servicekit.database.transactions import lock, writing
from servicekit.journal.recording import release, withdraw
from servicekit.representations.rendering import represent
from servicekit.writing.idempotency import keys
from zaken.models import Ontkoppeling, Zaak, ZaakInformatieObject
from zaken.peers import koppelingen

HELD, DELETING, DONE = "held", "deleting", ""


def finish_creation(relation: ZaakInformatieObject, *, again: bool) -> ZaakInformatieObject | None:
    """Make the mirror of a held relation; the relation as it is then, None when it was destroyed meanwhile.

    `again`: it was tried before, so that the mirror may be there. Raises Geweigerd (the relation is undone) or Onbekend
    (it is still held).
    """
    zaak = relation.zaak.reference
    try:
        if not (again and koppelingen.is_connected(zaak, relation.informatieobject)):
            koppelingen.connect(zaak, relation.informatieobject)
    except koppelingen.Geweigerd:
        _undo_creation(relation)
        raise
    return _release_creation(relation)


def finish_deletion(relation: ZaakInformatieObject) -> None:
    """Delete the mirror of a relation that is being deleted, and then the relation.

    Raises Geweigerd (the relation is back) or Onbekend (it is still being deleted).
    """
    try:
        koppelingen.disconnect(relation.zaak.reference, relation.informatieobject)
    except koppelingen.Geweigerd:
        _undo_deletion(relation)
        raise
    with writing():
        current = _lock(relation, DELETING)
        if current is not None:
            release(current.event)
            current.delete()


def _release_creation(relation: ZaakInformatieObject) -> ZaakInformatieObject | None:
    with writing():
        current = _lock(relation, HELD, DONE)
        if current is None:
            # The zaak was destroyed while the mirror was being made, which therefore must go too.
            Ontkoppeling.objects.create(
                object=relation.zaak.reference, informatieobject=relation.informatieobject, due=now(), until=now()
            )
        elif current.state == HELD:
            release(current.event)
            current.state, current.event = DONE, None
            current.save(update_fields=["state", "event"])
    return current


def _undo_creation(relation: ZaakInformatieObject) -> None:
    with writing():
        current = _lock(relation, HELD)
        if current is not None:
            withdraw(current.event)
            keys.drop(current.reference)
            current.delete()
            represent_around(current)


def _undo_deletion(relation: ZaakInformatieObject) -> None:
    with writing():
        current = _lock(relation, DELETING)
        if current is not None:
            withdraw(current.event)
            current.state, current.event = DONE, None
            current.save(update_fields=["state", "event"])
            represent_around(current)


def represent_around(relation: ZaakInformatieObject) -> None:
    """Render again what shows a relation that came or went: its zaak, and its status when it has one."""
    represent(relation.zaak)
    if relation.status is not None:
        relation.status.zaak = relation.zaak
        represent(relation.status)


def _lock(relation: ZaakInformatieObject, *states: str) -> ZaakInformatieObject | None:
    """The relation as it is now, its zaak locked, if it is in one of these states."""
    zaak = lock(Zaak, [relation.zaak.uuid]).get(relation.zaak.uuid)
    current = ZaakInformatieObject.objects.filter(pk=relation.pk, state__in=states).first()
    if zaak is None or current is None:
        return None
    current.zaak = zaak
    return current
