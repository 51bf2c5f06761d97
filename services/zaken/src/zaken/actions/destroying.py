# SPDX-License-Identifier: EUPL-1.2
"""Destroy a zaak with all that is its own (zrc-023); nothing of it is kept but tombstones in the journal."""

from functools import partial as bound
from uuid import UUID

from servicekit.pairs.finishing import leave_behind, remove
from servicekit.pairs.models import Leftover
from servicekit.rights.checks import authorize
from servicekit.writing.changing import Change, changing, find
from zaken.actions.kinderen import overtaken
from zaken.actions.scopes import DESTROY
from zaken.models import Zaak, ZaakInformatieObject


def destroy_zaak(uuid: UUID) -> None:
    """Destroy a zaak and its deelzaken, each of which the caller must be allowed to destroy.

    Raises NotFound, Forbidden, Problem 409 or 412.

    The counterparts of its relations with documents are deleted in the Documenten API right after the commit; what does
    not succeed in time is left to the job `finish`.
    """
    found = find(Zaak, uuid)
    of_found = Zaak.objects.filter(hoofdzaak=found)
    # Asked before the transaction too, in which nobody can be asked whether the rights are newer.
    for each in (found, *of_found):
        authorize(DESTROY, each)
    deelzaken = {each.uuid for each in of_found}
    hoofdzaak_uuid = found.hoofdzaak.uuid if found.hoofdzaak else None
    others = {Zaak: deelzaken | ({hoofdzaak_uuid} if hoofdzaak_uuid else set())}
    with changing(found, others=others, permit=bound(authorize, DESTROY)) as change:
        zaak = change.row
        if zaak.hoofdzaak_id != found.hoofdzaak_id or _deelzaken(zaak) != deelzaken:
            raise overtaken()
        # Deelzaken first, since they refer to it.
        doomed = [*(change.locked[each] for each in sorted(deelzaken)), zaak]
        for each in doomed:
            authorize(DESTROY, each)
        leftovers: list[Leftover] = []
        for each in doomed:
            leftovers += _destroy(change, each)
    remove(leftovers)


def _destroy(change: Change[Zaak, Zaak], each: Zaak) -> list[Leftover]:
    """Delete one zaak, and by that all rows of it; what is to be deleted elsewhere.

    Only the one that was asked for is notified (rules 8).
    """
    leftovers = leave_behind(ZaakInformatieObject.objects.select_related("zaak").filter(zaak=each))
    change.destroy(each, notify=each is change.row)
    return leftovers


def _deelzaken(zaak: Zaak) -> set[UUID]:
    return set(Zaak.objects.filter(hoofdzaak=zaak).values_list("uuid", flat=True))
