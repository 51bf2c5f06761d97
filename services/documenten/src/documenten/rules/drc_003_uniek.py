# SPDX-License-Identifier: EUPL-1.2
"""drc-003: an object and a document are related once."""

from servicekit.rules import Violations, not_unique, rule

NOT_UNIQUE = not_unique(
    "drc-003", "Dit informatieobject is al aan dit object gerelateerd. Gebruik het bestaande objectinformatieobject."
)


@rule("drc-003")
def relation_is_new(*, exists: bool) -> Violations:
    """Refuse a pair of object and informatieobject that is there already (drc-003)."""
    if exists:
        yield NOT_UNIQUE
