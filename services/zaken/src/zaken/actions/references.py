# SPDX-License-Identifier: EUPL-1.2
"""References in a request to rows of this component (rules 1.6)."""

from uuid import UUID

from servicekit.references import is_own, uuid_in
from servicekit.rules import Violation


def own_uuid(reference: str | None, collection: str, name: str, violations: list[Violation]) -> UUID | None:
    """The UUID in a reference to a row of this component, None when there is no reference.

    For any other URL None as well, and a violation: `incorrect_match` or `no_match`.
    """
    if not reference:
        return None
    uuid = uuid_in(reference, collection)
    if uuid is None:
        if is_own(reference) and reference.startswith("zrc:"):
            violations.append(Violation(name, "incorrect_match", f"Deze URL hoort niet bij {collection}."))
        else:
            violations.append(Violation(name, "no_match", "Deze URL hoort niet bij deze Zaken API."))
    return uuid


def absent(name: str) -> Violation:
    """A reference to a row of this component that is not there."""
    return Violation(name, "does_not_exist", "Dit object bestaat niet.")
