# SPDX-License-Identifier: EUPL-1.2
"""The alternatives that a schema offers: oneOf, anyOf and discriminators in each way in which they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .documents import Document, Place, resolve

KEYWORDS = ("oneOf", "anyOf", "discriminator")


@dataclass(frozen=True)
class Choice:
    """Alternatives by value of the property `tag`, or by a label when there is no discriminator.

    `base_counts` says that a value without an alternative of its own has the schema itself.
    """

    tag: str | None
    options: tuple[tuple[str, Place], ...]
    base_counts: bool


@cache
def choice_of(place: Place) -> Choice | None:
    """The values that a (resolved) schema lets one choose from; None when it offers no choice."""
    schema = place.value
    listed = [
        (_label(option, number), place.sibling(option))
        for number, option in enumerate((*schema.get("oneOf", ()), *schema.get("anyOf", ())), start=1)
    ]
    discriminator = schema.get("discriminator")
    if discriminator is None:
        return Choice(None, tuple(listed), base_counts=False) if listed else None
    tag = discriminator["propertyName"]
    mapping = discriminator.get("mapping", {})
    options = {value: place.sibling({"$ref": _as_reference(name)}) for value, name in mapping.items()}
    mapped = {resolve(option) for option in options.values()}
    if not listed and not mapping:
        # Neither oneOf nor mapping: the schemas that extend this one, by their own names (OAS 3.0.3, Discriminator).
        listed = _heirs(place.document).get(place, [])
    for label, option in listed:
        if resolve(option) not in mapped:
            options[label] = option
    if not options:
        return None
    return Choice(tag, tuple(options.items()), base_counts="oneOf" not in schema and "anyOf" not in schema)


def _label(option: Mapping[str, Any], number: int) -> str:
    return str(option["$ref"]).rpartition("/")[2] if "$ref" in option else str(number)


def _as_reference(name: str) -> str:
    return name if "#" in name or "/" in name else f"#/components/schemas/{name}"


@cache
def _heirs(document: Document) -> dict[Place, list[tuple[str, Place]]]:
    heirs: dict[Place, list[tuple[str, Place]]] = defaultdict(list)
    for name, schema in document.content.get("components", {}).get("schemas", {}).items():
        for part in schema.get("allOf", ()):
            if "$ref" in part:
                heirs[resolve(Place(document, part))].append((name, Place(document, schema)))
    return heirs
