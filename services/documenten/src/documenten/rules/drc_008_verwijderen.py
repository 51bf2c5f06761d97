# SPDX-License-Identifier: EUPL-1.2
"""drc-008: a document is really deleted, and only when nothing needs it."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("drc-008")
def may_destroy(*, relations: int, locked: bool) -> Violations:
    """Refuse to delete a document that objects are related to, or that is locked (drc-008).

    The relations come first: a client in use looks only at the first code.
    """
    if relations:
        yield Violation(
            NON_FIELD,
            "pending-relations",
            f"Het informatieobject is nog aan objecten gerelateerd ({relations}). Verwijder die relaties eerst.",
        )
    if locked:
        yield Violation(
            NON_FIELD, "destroy-locked", "Het informatieobject is gelockt. Unlock het voordat je het verwijdert."
        )
