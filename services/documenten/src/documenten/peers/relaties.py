# SPDX-License-Identifier: EUPL-1.2
"""The components that lead the relation between an object and a document, and what they say of it."""

from servicekit.mirror.store import fetch
from servicekit.pairs.following import Leader, LookupFailed, is_of_caller

__all__ = ["LookupFailed", "fields_of", "is_of_caller", "relation_exists", "root_of"]

LEADERS = {
    "zaak": Leader(
        code="zrc", collection="zaken", pairs="zaakinformatieobjecten", ours="zaak", theirs="informatieobject"
    ),
    "besluit": Leader(
        code="brc",
        collection="besluiten",
        pairs="besluitinformatieobjecten",
        ours="besluit",
        theirs="informatieobject",
    ),
}


def root_of(reference: str, object_type: str) -> str:
    """The API root of an object (reference). Raises Unusable for a URL of no such object, or Problem 503."""
    return LEADERS[object_type].root_of(reference)


def fields_of(reference: str, object_type: str) -> set[str]:
    """The names of the fields that an object (reference) has at its owner. Raises Unusable or Problem 503."""
    return set(fetch(reference, object_type)[0])


def relation_exists(reference: str, object_type: str, informatieobject: str) -> bool:
    """Whether the component that leads knows the relation of object and document (references).

    Raises one of LookupFailed when it does not say.
    """
    return LEADERS[object_type].leads(reference, informatieobject)
