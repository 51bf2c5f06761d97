# SPDX-License-Identifier: EUPL-1.2
"""The components that lead the relation between an object and a document, and what they say of it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from servicekit import caller
from servicekit.mirror.store import fetch, refuse, require_trusted
from servicekit.peers import calls
from servicekit.references import NotAUrl, for_others, is_own, normal
from servicekit.stack.municipalities import here

LookupFailed = (calls.Unreachable, calls.Refused, calls.NotTrusted)


@dataclass(frozen=True, kw_only=True)
class Leading:
    """Where relations of one objectType are led: component, its objects, its relations, and the name of both ends."""

    code: str
    collection: str
    relations: str
    parameter: str


LEADING = {
    "zaak": Leading(code="zrc", collection="zaken", relations="zaakinformatieobjecten", parameter="zaak"),
    "besluit": Leading(code="brc", collection="besluiten", relations="besluitinformatieobjecten", parameter="besluit"),
}


def is_of_caller(reference: str) -> bool:
    """Whether the caller is, by its token, the component that owns the API root of this object.

    Its word is the answer then: asking it back could leave both waiting for each other (architecture section 8).
    """
    if not is_own(reference):
        return False
    return here().municipality.places[reference.partition(":")[0]].client.id == caller.current().client_id


def root_of(reference: str, object_type: str) -> str:
    """The API root of an object (reference). Raises Unusable for a URL of no trusted host, or of no such object.

    Asks only when it can be none. Raises Problem 503 when it cannot be asked.
    """
    leading = LEADING[object_type]
    require_trusted(reference)
    head, _, collection = reference.rpartition("/")[0].rpartition("/")
    if is_own(reference):
        code, _, collection = reference.rpartition("/")[0].partition(":")
        head = here().municipality.places[code].root if code == leading.code else ""
    if not head or collection != leading.collection:
        refuse(reference, object_type)
    return head


def fields_of(reference: str, object_type: str) -> set[str]:
    """The names of the fields that an object (reference) has at its owner. Raises Unusable or Problem 503."""
    return set(fetch(reference, object_type)[0])


def relation_exists(reference: str, object_type: str, informatieobject: str) -> bool:
    """Whether the leading component knows the relation between object and document (references).

    Raises one of LookupFailed when it does not say.
    """
    leading = LEADING[object_type]
    query = urlencode({leading.parameter: for_others(reference), "informatieobject": for_others(informatieobject)})
    found = calls.all_pages(f"{root_of(reference, object_type)}/{leading.relations}?{query}")
    # Judged again here: a server that does not know a filter may answer with everything.
    return any(_is(each, informatieobject) for each in found)


def _is(relation: Any, informatieobject: str) -> bool:
    try:
        return normal(relation["informatieobject"]) == informatieobject
    except (KeyError, TypeError, NotAUrl):
        return False
