# SPDX-License-Identifier: EUPL-1.2
"""drc-003: an object and a document are related once."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule

#: what the unique constraint on object and informatieobject means to who made the request
NOT_UNIQUE = Violation(
    NON_FIELD,
    "unique",
    "Dit informatieobject is al aan dit object gerelateerd. Gebruik het bestaande objectinformatieobject.",
)


@rule("drc-003")
def relation_is_new(*, exists: bool) -> Violations:
    """Refuse a pair of object and informatieobject that is there already (drc-003)."""
    if exists:
        yield NOT_UNIQUE
