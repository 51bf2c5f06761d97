# SPDX-License-Identifier: EUPL-1.2
"""Destroy a zaak with all that is its own (zrc-023); nothing of it is kept but tombstones in the journal."""

import time
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from servicekit.clock import now
from servicekit.database.transactions import lock, writing
from servicekit.journal.recording import forget, record, withdraw
from servicekit.problems import NotFound, Problem
from servicekit.representations.etags import require_match
from servicekit.representations.rendering import represent
from servicekit.rights.checks import authorize
from zaken.actions.finishing import LATE, LEASE, delete_mirror
from zaken.actions.pairs import HELD
from zaken.models import (
    Kenmerk,
    Ontkoppeling,
    RelevanteZaak,
    Resultaat,
    Rol,
    Status,
    Zaak,
    ZaakInformatieObject,
)

DESTROY = ("zaken.verwijderen",)
#: rows of a zaak, those that refer to others of them first
_OWNED = (ZaakInformatieObject, Resultaat, Rol, Status, Kenmerk, RelevanteZaak)


def destroy_zaak(uuid: UUID) -> None:
    """Destroy a zaak and its deelzaken, each of which the caller must be allowed to destroy.

    Raises NotFound, Forbidden, Problem 409 or 412.

    The mirrors of its relations with documents are deleted in the Documenten API right after the commit; what does
    not succeed in time is left to the job `finish`.
    """
    found = Zaak.objects.select_related("hoofdzaak").filter(uuid=uuid).first()
    if found is None:
        raise NotFound()
    authorize(DESTROY, found)
    deelzaken = _deelzaken(found)
    hoofdzaak_uuid = found.hoofdzaak.uuid if found.hoofdzaak else None
    with writing():
        objects = lock(Zaak, {uuid, *deelzaken, *filter(None, [hoofdzaak_uuid])})
        hoofdzaak = objects.pop(hoofdzaak_uuid, None) if hoofdzaak_uuid else None
        zaak = objects.get(uuid)
        if zaak is None:
            raise NotFound()
        if zaak.hoofdzaak_id != found.hoofdzaak_id or _deelzaken(zaak) != deelzaken:
            raise Problem(409, "De zaak is tegelijk door een ander verzoek gewijzigd; probeer het opnieuw.")
        for each in objects.values():
            authorize(DESTROY, each)
        require_match(zaak)
        mirrors: list[Ontkoppeling] = []
        # Deelzaken first, since they refer to it.
        for each in sorted(objects.values(), key=lambda each: each is zaak):
            mirrors += _destroy(each, zaak)
        if hoofdzaak is not None:
            represent(hoofdzaak)
    _delete_mirrors(mirrors)


def _destroy(each: Zaak, zaak: Zaak) -> list[Ontkoppeling]:
    """Delete one zaak; what is to be deleted elsewhere. Only the one that was asked for is notified (rules 8)."""
    relations = list(ZaakInformatieObject.objects.filter(zaak=each))
    for relation in relations:
        if relation.event is not None:
            withdraw(relation.event)
    due = now() + timedelta(seconds=LEASE)
    mirrors = Ontkoppeling.objects.bulk_create(
        [
            Ontkoppeling(
                object=each.reference,
                informatieobject=relation.informatieobject,
                due=due,
                until=now() + (LATE if relation.state == HELD else timedelta()),
            )
            for relation in relations
        ]
    )
    record("destroy", each, old=each.body, notify=each is zaak)
    forget(each.reference)
    for model in _OWNED:
        model.objects.filter(zaak=each).delete()
    Zaak.objects.filter(pk=each.pk).delete()
    return mirrors


def _delete_mirrors(mirrors: list[Ontkoppeling]) -> None:
    deadline = time.monotonic() + settings.PEER_TIMEOUT
    for mirror in mirrors:
        if time.monotonic() > deadline or not delete_mirror(mirror):
            return


def _deelzaken(zaak: Zaak) -> set[UUID]:
    return set(Zaak.objects.filter(hoofdzaak=zaak).values_list("uuid", flat=True))
