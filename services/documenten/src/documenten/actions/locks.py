# SPDX-License-Identifier: EUPL-1.2
"""Lock and unlock documents (drc-009)."""

from secrets import token_hex
from uuid import UUID

from documenten.actions.enkelvoudiginformatieobjecten import hold_informatieobject
from documenten.models import EnkelvoudigInformatieObject
from documenten.rules import drc_009_lock
from servicekit.database.transactions import writing
from servicekit.journal.recording import record
from servicekit.problems import check
from servicekit.representations.rendering import represent
from servicekit.rights.checks import allowed, authorize, require_scope

LOCK = ("documenten.lock",)
FORCE_UNLOCK = ("documenten.geforceerd-unlock",)
UNLOCK = (*LOCK, *FORCE_UNLOCK)


def lock_informatieobject(uuid: UUID) -> str:
    """Lock a document; the lock id that changing it takes. Raises Invalid (drc-009), NotFound, Forbidden."""
    require_scope(LOCK)
    with writing():
        informatieobject = hold_informatieobject(uuid)
        authorize(LOCK, informatieobject)
        check(drc_009_lock.may_lock(locked=informatieobject.locked))
        _set(informatieobject, token_hex(16))
        return informatieobject.lock


def unlock_informatieobject(uuid: UUID, *, lock_id: str) -> None:
    """Release a document; without its lock id (empty) only for geforceerd-unlock.

    Raises Invalid (drc-009), NotFound, Forbidden.
    """
    with writing():
        informatieobject = hold_informatieobject(uuid)
        authorize(UNLOCK, informatieobject)
        check(
            drc_009_lock.may_unlock(
                lock=informatieobject.lock, given=lock_id, may_force=allowed(FORCE_UNLOCK, informatieobject)
            )
        )
        if informatieobject.locked:
            _set(informatieobject, "")


def _set(informatieobject: EnkelvoudigInformatieObject, lock_id: str) -> None:
    old = informatieobject.body
    informatieobject.lock = lock_id
    informatieobject.save(update_fields=["lock"])
    represent(informatieobject)
    # The standard has neither audit line nor notification of a lock (rules 8 and 9).
    record("partial_update", informatieobject, old=old, audit=False, notify=False)
