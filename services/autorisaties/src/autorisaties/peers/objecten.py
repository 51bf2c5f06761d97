# SPDX-License-Identifier: EUPL-1.2
"""By what an object of another component is judged: the type and level of its main object, as that is now."""

from dataclasses import dataclass
from typing import Any

from autorisaties.models.enums import LEVELLED, PUBLISHED, TYPES
from servicekit.levels import level_of
from servicekit.mirror.store import GONE, INVALID_RESOURCE, Unusable, fetch
from servicekit.peers import calls
from servicekit.references import NotAUrl, absolute, normal
from servicekit.rights.predicate import READY

#: component -> (the collection of its main objects, the field by which what belongs to one names it)
_MAINS = {
    "zrc": ("zaken", "zaak"),
    "drc": ("enkelvoudiginformatieobjecten", "informatieobject"),
    "brc": ("besluiten", "besluit"),
}


@dataclass(frozen=True, kw_only=True)
class ObjectFacts:
    """What the predicate asks of an object; type empty and level 0 where its component has none."""

    type: str = ""
    level: int = 0
    ready: bool = True


def object_facts(reference: str, component: str) -> ObjectFacts | None:
    """The facts of an object of a component of the municipality; None when it is not there.

    Raises Unusable for the URL of anything else, which nobody is asked for, and Problem 503.
    """
    code, _, path = reference.partition(":")
    collection, _, rest = path.partition("/")
    if code != component or not rest:
        raise Unusable("bad-url", f"De URL {absolute(reference)} is niet van een object van deze component.")
    if component not in _MAINS:
        return None if _fetch(reference) is None else ObjectFacts()
    mains, field = _MAINS[component]
    # Below a main object in its path stands what belongs to it.
    main = f"{code}:{mains}/{rest.partition('/')[0]}"
    if collection != mains:
        child = _fetch(reference)
        if child is None:
            return None
        main = _main_of(child, field, f"{code}:{mains}/", reference)
    body = _fetch(main)
    return None if body is None else _read(body, component, main)


def _main_of(child: dict[str, Any], field: str, begin: str, reference: str) -> str:
    try:
        main = normal(str(child.get(field)))
    except NotAUrl:
        main = ""
    if not main.startswith(begin):
        expected = f"object dat bij een {field} hoort"
        raise Unusable("invalid-resource", INVALID_RESOURCE.format(url=absolute(reference), expected=expected))
    return main


def _read(body: dict[str, Any], component: str, reference: str) -> ObjectFacts:
    field = TYPES[component]
    try:
        return ObjectFacts(
            type=normal(body[field]),
            level=level_of(body["vertrouwelijkheidaanduiding"]) if component in LEVELLED else 0,
            ready=component not in PUBLISHED or body.get(READY) is True,
        )
    except (KeyError, TypeError, AttributeError, NotAUrl) as error:
        reason = INVALID_RESOURCE.format(url=absolute(reference), expected=f"object met een {field}")
        raise Unusable("invalid-resource", reason) from error


def _fetch(reference: str) -> dict[str, Any] | None:
    """The JSON of a resource from its owner, None when it is not there. Raises Unusable or Problem 503."""
    try:
        return fetch(reference, "object")[0]
    except Unusable as unusable:
        refused = unusable.__cause__
        if isinstance(refused, calls.Refused) and refused.status in GONE:
            return None
        raise
