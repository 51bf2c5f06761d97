# SPDX-License-Identifier: EUPL-1.2
"""drc-010: a document changes only under its lock."""

from documenten.rules.drc_009_lock import INCORRECT
from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("drc-010")
def may_change(*, lock: str, given: str) -> Violations:
    """Refuse a change of what is not locked (`lock` empty), without its lock id or with another (drc-010)."""
    if not lock:
        yield Violation(NON_FIELD, "unlocked", "Het informatieobject is niet gelockt. Lock het voordat je het wijzigt.")
    elif not given:
        yield Violation(NON_FIELD, "missing-lock-id", "Het lock-id ontbreekt. Stuur het mee als `lock`.")
    elif given != lock:
        yield INCORRECT
