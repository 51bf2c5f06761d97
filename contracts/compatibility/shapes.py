# SPDX-License-Identifier: EUPL-1.2
"""One normal form for the many ways to write a schema, so that two of them can be compared.

References are followed when they are needed (the graph is cyclic), allOf is merged, `oneOf: [Enum, BlankEnum]` is
one enum, `oneOf: [X]` is X, an alternative that is only null makes the rest nullable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from .choices import KEYWORDS, Choice, choice_of
from .documents import Document, Place, resolve

UPPER_BOUNDS = ("maxLength", "maximum", "maxItems", "maxProperties")
LOWER_BOUNDS = ("minLength", "minimum", "minItems", "minProperties")


@dataclass(frozen=True)
class Node:
    """A schema that is not looked at yet: what satisfies each of `places`.

    `only` fixes properties to one value (in a variant of a discriminator); `nonnull` leaves null to who asks.
    """

    places: tuple[Place, ...]
    only: tuple[tuple[str, str], ...] = ()
    nonnull: bool = False

    def fixed(self, tag: str, value: str) -> Node:
        """This schema for the objects whose property `tag` has this value."""
        return replace(self, only=(*self.only, (tag, value)), nonnull=True)


@dataclass(frozen=True)
class Shape:
    """A schema in normal form; `types` and `enum` None: any. With `options` (see Choice) the rest below is unused."""

    types: frozenset[str] | None
    nullable: bool
    read_only: bool = False
    write_only: bool = False
    enum: frozenset[Any] | None = None
    tag: str | None = None
    options: tuple[tuple[str, Node], ...] = ()
    format: str | None = None
    bounds: Mapping[str, float] = field(default_factory=dict)
    patterns: frozenset[str] = frozenset()
    unique: bool = False
    properties: Mapping[str, Node] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    closed: bool = False
    values: Node | None = None
    items: Node | None = None

    @property
    def free_form(self) -> bool:
        """Whether this is an object of which nothing more is said."""
        return self.types == frozenset({"object"}) and not (
            self.properties or self.options or self.closed or self.values
        )


def node_at(document: Document, schema: Mapping[str, Any]) -> Node:
    """The node of one schema in a document."""
    return Node((Place(document, schema),))


@cache
def shape_of(node: Node) -> Shape:
    """The normal form of a node. Raises UnusableDocument for a reference that leads nowhere."""
    levels = _levels(node)
    choices = [(level, choice) for level in levels if (choice := choice_of(level))]
    # A variant extends its base by allOf; there the discriminator of that base has been decided already.
    open_choices = [(level, choice) for level, choice in choices if not _is_decided(choice, levels)]
    decided = [level for level, choice in choices if _is_decided(choice, levels)]
    nullable = not node.nonnull and all(_accepts_null(place) for place in node.places)
    if not open_choices:
        return _merged(node, levels, nullable)
    chosen, choice = open_choices[0]
    decided.append(chosen)
    rest = replace(node, nonnull=True, places=tuple(_own(level, level in decided) for level in levels))
    options = [(label, _extended(rest, choice.tag, label, place)) for label, place in choice.options]
    if choice.tag is None:
        shape = _union(options)
    else:
        shape = _tagged(choice, options, rest)
    return replace(
        shape,
        nullable=nullable,
        read_only=shape.read_only or any(level.value.get("readOnly", False) for level in levels),
        write_only=shape.write_only or any(level.value.get("writeOnly", False) for level in levels),
    )


def _levels(node: Node) -> list[Place]:
    levels: dict[Place, None] = {}

    def visit(place: Place) -> None:
        place = resolve(place)
        if place not in levels:
            levels[place] = None
            for part in place.value.get("allOf", ()):
                visit(place.sibling(part))

    for place in node.places:
        visit(place)
    return list(levels)


def _is_decided(choice: Choice, levels: list[Place]) -> bool:
    return any(resolve(option) in levels for _, option in choice.options)


@cache
def _own(level: Place, decided: bool) -> Place:
    dropped = ("allOf", *KEYWORDS) if decided else ("allOf",)
    return level.sibling({key: value for key, value in level.value.items() if key not in dropped})


def _extended(rest: Node, tag: str | None, label: str, place: Place) -> Node:
    option = replace(rest, places=(*rest.places, place))
    return option.fixed(tag, label) if tag else option


def _union(options: list[tuple[str, Node]]) -> Shape:
    flat: list[tuple[str, Node]] = []
    for label, option in options:
        shape = shape_of(option)
        if shape.options and shape.tag is None:
            flat += shape.options
        elif shape.enum != frozenset():  # an alternative with no value but null says only that null is possible
            flat.append((label, option))
    if len(flat) == 1:
        return shape_of(flat[0][1])
    shapes = [shape_of(option) for _, option in flat]
    types = _united(shape.types for shape in shapes)
    enum = _united(shape.enum for shape in shapes)
    if enum is not None:
        return Shape(types, nullable=True, enum=enum)
    return Shape(types, nullable=True, options=tuple(flat))


def _united(sets: Iterable[frozenset[Any] | None]) -> frozenset[Any] | None:
    found = list(sets)
    return None if any(values is None for values in found) else frozenset().union(*(values or () for values in found))


def _tagged(choice: Choice, options: list[tuple[str, Node]], rest: Node) -> Shape:
    assert choice.tag is not None
    tag_node = shape_of(rest).properties.get(choice.tag)
    if choice.base_counts and tag_node is not None:
        covered = {value for value, _ in options}
        others = sorted((shape_of(tag_node).enum or frozenset()) - covered)
        options = options + [(value, rest.fixed(choice.tag, value)) for value in others]
    return Shape(frozenset({"object"}), nullable=True, tag=choice.tag, options=tuple(options))


def _merged(node: Node, levels: list[Place], nullable: bool) -> Shape:
    properties: dict[str, tuple[Place, ...]] = {}
    items: tuple[Place, ...] = ()
    values: tuple[Place, ...] = ()
    for level in levels:
        for name, schema in level.value.get("properties", {}).items():
            properties[name] = (*properties.get(name, ()), level.sibling(schema))
        if "items" in level.value:
            items = (*items, level.sibling(level.value["items"]))
        if isinstance(additional := level.value.get("additionalProperties"), Mapping) and additional:
            values = (*values, level.sibling(additional))
    for name, value in node.only:
        if name in properties:
            properties[name] = (*properties[name], levels[0].sibling({"enum": [value]}))
    schemas = [level.value for level in levels]
    return Shape(
        types=_common_types(schemas),
        nullable=nullable,
        read_only=any(schema.get("readOnly", False) for schema in schemas),
        write_only=any(schema.get("writeOnly", False) for schema in schemas),
        enum=_common_enum(schemas),
        format=next((schema["format"] for schema in schemas if "format" in schema), None),
        bounds=_bounds(schemas),
        patterns=frozenset(schema["pattern"] for schema in schemas if "pattern" in schema),
        unique=any(schema.get("uniqueItems", False) for schema in schemas),
        properties={name: Node(places) for name, places in properties.items()},
        required=frozenset(name for schema in schemas for name in schema.get("required", ())),
        closed=any(schema.get("additionalProperties") is False for schema in schemas),
        values=Node(values) if values else None,
        items=Node(items) if items else None,
    )


def _common_enum(schemas: list[Mapping[str, Any]]) -> frozenset[Any] | None:
    enums = [frozenset(schema["enum"]) - {None} for schema in schemas if "enum" in schema]
    return frozenset.intersection(*enums) if enums else None


def _common_types(schemas: list[Mapping[str, Any]]) -> frozenset[str] | None:
    found = [types for schema in schemas if (types := _own_types(schema)) is not None]
    if not found:
        return None
    # What is both a number and an integer is an integer.
    widened = [types | {"integer"} if "number" in types else types for types in found]
    common = frozenset.intersection(*widened)
    return common - {"integer"} if all("number" in types and "integer" not in types for types in found) else common


def _own_types(schema: Mapping[str, Any]) -> frozenset[str] | None:
    if "type" in schema:
        return frozenset({schema["type"]})
    if "enum" in schema:
        return frozenset(_type_of(value) for value in schema["enum"] if value is not None)
    if "properties" in schema or "additionalProperties" in schema:
        return frozenset({"object"})
    return frozenset({"array"}) if "items" in schema else None


def _type_of(value: object) -> str:
    kinds = ((bool, "boolean"), (int, "integer"), (float, "number"), (list, "array"), (dict, "object"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "string")


def _bounds(schemas: list[Mapping[str, Any]]) -> dict[str, float]:
    bounds: dict[str, float] = {}
    for keys, tightest in ((UPPER_BOUNDS, min), (LOWER_BOUNDS, max)):
        for key in keys:
            # JSON's numbers are doubles to most clients: the official 9223372036854776000 is 2^63 to them.
            if limits := [float(schema[key]) for schema in schemas if key in schema]:
                bounds[key] = tightest(limits)
    return bounds


def _accepts_null(place: Place, above: frozenset[Place] = frozenset()) -> bool:
    place = resolve(place)
    schema = place.value
    if place in above or schema.get("nullable"):
        return True
    if "enum" in schema:
        return None in schema["enum"]
    if "type" in schema:
        return False
    above = above | {place}
    if "allOf" in schema:
        return all(_accepts_null(place.sibling(part), above) for part in schema["allOf"])
    options = (*schema.get("oneOf", ()), *schema.get("anyOf", ()))
    if options:
        return any(_accepts_null(place.sibling(option), above) for option in options)
    return _own_types(schema) is None
