# SPDX-License-Identifier: EUPL-1.2
"""ztc-017: a catalogus that holds types is not removed."""

from servicekit.rules import NON_FIELD, Violation, Violations, rule


@rule("ztc-017")
def catalogus_is_empty(*, types: int) -> Violations:
    """Refuse to remove a catalogus with types in it; the answer is 409 with this code and reason as its detail."""
    if types:
        yield Violation(
            NON_FIELD,
            "CATALOG_NOT_EMPTY",
            "De catalogus kan niet worden verwijderd omdat deze nog items bevat.",
        )
