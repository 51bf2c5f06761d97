# SPDX-License-Identifier: EUPL-1.2
"""drc-002: the object of a relation is what its objectType says."""

from collections.abc import Set

from servicekit.rules import Violation, Violations, rule

#: objectType -> fields that only such an object has
SHAPES = {
    "zaak": frozenset({"bronorganisatie", "verantwoordelijkeOrganisatie", "zaaktype"}),
    "besluit": frozenset({"verantwoordelijkeOrganisatie", "besluittype", "datum"}),
}


@rule("drc-002")
def object_is_of_its_type(*, object_type: str, fields: Set[str]) -> Violations:
    """Refuse an object whose fields (names) are not those of its objectType (drc-002)."""
    if not SHAPES[object_type] <= fields:
        yield Violation(
            "object",
            "invalid-resource",
            f"De URL verwijst niet naar een {object_type}. Geef de URL van een {object_type} of een ander objectType.",
        )
