# SPDX-License-Identifier: EUPL-1.2
"""Lock and unlock documents (drc-009)."""

from functools import partial as bound
from secrets import token_hex
from typing import Any
from uuid import UUID

from documenten.actions.scopes import FORCE_UNLOCK, LOCK, UNLOCK
from documenten.models import EnkelvoudigInformatieObject
from documenten.rules import drc_009_lock
from servicekit.problems import check
from servicekit.rights.checks import allowed, authorize, look_for, require_scope
from servicekit.writing.changing import Change, changing, find


def lock_informatieobject(uuid: UUID) -> str:
    """Lock a document; the lock id that changing it takes. Raises Invalid (drc-009), NotFound, Forbidden."""
    require_scope(LOCK)
    with changing(find(EnkelvoudigInformatieObject, uuid), permit=bound(authorize, LOCK)) as change:
        check(drc_009_lock.may_lock(locked=change.row.locked))
        _set(change, token_hex(16))
    return change.row.lock


def unlock_informatieobject(uuid: UUID, *, lock_id: str) -> None:
    """Release a document; without its lock id (empty) only for geforceerd-unlock.

    Raises Invalid (drc-009), NotFound, Forbidden.
    """
    found = find(EnkelvoudigInformatieObject, uuid)
    if not lock_id:
        look_for(FORCE_UNLOCK, found)
    with changing(found, permit=bound(authorize, UNLOCK)) as change:
        informatieobject = change.row
        check(
            drc_009_lock.may_unlock(
                lock=informatieobject.lock, given=lock_id, may_force=allowed(FORCE_UNLOCK, informatieobject)
            )
        )
        if informatieobject.locked:
            _set(change, "")
        else:
            change.leave()


def _set(change: Change[EnkelvoudigInformatieObject, Any], lock_id: str) -> None:
    change.row.lock = lock_id
    # The standard has neither audit line nor notification of a lock (rules 8 and 9).
    change.update(partial=True, audit=False, notify=False)
