# SPDX-License-Identifier: EUPL-1.2
"""drc-009: a document is changed by who holds its lock; an administrator may break it."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule

INCORRECT = Violation(NON_FIELD, "incorrect-lock-id", "Het lock-id is niet dat van dit informatieobject.")


@rule("drc-009")
def may_lock(*, locked: bool) -> Violations:
    """Refuse to lock what is locked already (drc-009)."""
    if locked:
        yield Violation(NON_FIELD, "existing-lock", "Het informatieobject is al gelockt. Wacht tot het is vrijgegeven.")


@rule("drc-009")
def may_unlock(*, lock: str, given: str, may_force: bool) -> Violations:
    """Refuse another lock id, and none at all from who may not force it (drc-009)."""
    if given != lock if given else not may_force:
        yield INCORRECT
