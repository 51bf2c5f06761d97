# SPDX-License-Identifier: EUPL-1.2
"""Where does a schema of ours say something else than the official one?

In a request, what the official schema accepts must be accepted by ours; in a response, what ours sends must be what
the official schema promises. Properties that only the other direction has (readOnly, writeOnly) do not count. A
property that the official schema does not know may have any type, in a free-form object too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .shapes import LOWER_BOUNDS, UPPER_BOUNDS, Node, Shape, shape_of

# Formats for which a generated client has a type of its own; the others are strings to it, int32 is its integer.
TYPED_FORMATS = {"date", "date-time", "uuid", "binary", "byte", "int64", "int32"}
ANYTHING = Node(())


class Direction(Enum):
    """Which way a value goes. A parameter goes like a request, but its type must be the same."""

    REQUEST = "request"
    RESPONSE = "response"
    PARAMETER = "parameter"


@dataclass(frozen=True)
class Difference:
    """One fault: where (below the schema that was compared), of what kind, and ours against official."""

    at: str
    kind: str
    text: str


Step = tuple[str, Node, Node]


class Comparison:
    """Compares schemas of ours with official ones; each pair is looked at once, however often it is met."""

    def __init__(self) -> None:
        self._seen: dict[tuple[Node, Node, Direction], tuple[list[Difference], list[Step]]] = {}

    def compare(self, ours: Node, official: Node, direction: Direction) -> list[Difference]:
        """All differences, each with its shortest location. What lies below a pair is shown at its first location."""
        found: dict[Difference, None] = {}
        waiting: deque[Step] = deque([("", ours, official)])
        entered: set[tuple[Node, Node]] = set()
        while waiting:
            at, here, there = waiting.popleft()
            differences, steps = self._look(here, there, direction)
            found.update({Difference(at + each.at, each.kind, each.text): None for each in differences})
            if (here, there) not in entered:
                entered.add((here, there))
                waiting.extend((at + step, below_here, below_there) for step, below_here, below_there in steps)
        return list(found)

    def _look(self, ours: Node, official: Node, direction: Direction) -> tuple[list[Difference], list[Step]]:
        key = (ours, official, direction)
        if key not in self._seen:
            self._seen[key] = ([], [])  # while it is looked at, a cycle back to it counts as equal
            here, there = shape_of(ours), shape_of(official)
            if not (here.options or there.options):
                self._seen[key] = list(_plain(here, there, direction)), list(_below(here, there, direction))
            else:
                nullable = list(_nullable(here, there, direction))
                differences, steps = self._alternatives(ours, official, direction)
                self._seen[key] = nullable + differences, steps
        return self._seen[key]

    def _alternatives(self, ours: Node, official: Node, direction: Direction) -> tuple[list[Difference], list[Step]]:
        here, there = shape_of(ours), shape_of(official)
        if here.tag and there.tag and here.tag != there.tag:
            return [Difference("", "discriminator", f"{here.tag}, official {there.tag}")], []
        tag = here.tag or there.tag
        if tag and all(shape.tag or not shape.options for shape in (here, there)):
            return _by_value(ours, official, tag, direction)
        return [], list(self._best_matches(ours, official, direction))

    def _best_matches(self, ours: Node, official: Node, direction: Direction) -> Iterator[Step]:
        """For each alternative that must be met the one that meets it, or else differs least."""
        leader, follower = (ours, official) if direction is Direction.RESPONSE else (official, ours)
        leading, following = _options(leader), [node for _, node in _options(follower)]
        for label, node in leading:
            pool = following
            if direction is Direction.RESPONSE and not shape_of(node).free_form:
                # Any object fits an official free-form one; the official alternative with properties tells more.
                pool = [other for other in following if not shape_of(other).free_form] or following
            pairs = [(node, other) if direction is Direction.RESPONSE else (other, node) for other in pool]
            best = (
                min(pairs, key=lambda pair: len(self.compare(pair[0], pair[1], direction)))
                if len(pairs) > 1
                else pairs[0]
            )
            yield f"<{label}>" if len(leading) > 1 else "", best[0], best[1]


def _options(node: Node) -> list[tuple[str, Node]]:
    return list(shape_of(node).options) or [("", Node(node.places, node.only, nonnull=True))]


def _by_value(ours: Node, official: Node, tag: str, direction: Direction) -> tuple[list[Difference], list[Step]]:
    mine, theirs = _values(ours, tag), _values(official, tag)
    leader, follower = (mine, theirs) if direction is Direction.RESPONSE else (theirs, mine)
    asked = list(leader if leader is not None else follower or ())
    unmet = [value for value in asked if follower is not None and value not in follower]
    steps: list[Step] = []
    for value in asked:
        if value not in unmet:
            here = ours.fixed(tag, value) if mine is None else mine[value]
            there = official.fixed(tag, value) if theirs is None else theirs[value]
            steps.append((f"<{tag}={value}>", here, there))
    verb = "adds" if direction is Direction.RESPONSE else "lacks"
    return [Difference(f".{tag}", "enum", f"{verb} {_shown(unmet)}")] if unmet else [], steps


def _values(node: Node, tag: str) -> dict[str, Node] | None:
    shape = shape_of(node)
    if shape.tag == tag:
        return dict(shape.options)
    enum = shape_of(shape.properties[tag]).enum if tag in shape.properties else None
    return None if enum is None else {value: node.fixed(tag, value) for value in sorted(enum)}


def _plain(here: Shape, there: Shape, direction: Direction) -> Iterator[Difference]:
    if not _types_fit(here.types, there.types, direction):
        yield Difference("", "type", f"{_type_name(here.types)}, official {_type_name(there.types)}")
        return
    yield from _nullable(here, there, direction)
    if here.types is None or there.types is None:
        return
    if _formats_differ(here.format, there.format, direction):
        yield Difference("", "format", f"{here.format or 'none'}, official {there.format or 'none'}")
    if direction is Direction.RESPONSE:
        yield from _enum_in_response(here, there)
        yield from _properties_in_response(here, there)
    else:
        yield from _enum_in_request(here, there)
        yield from _bounds_in_request(here, there)
        yield from _properties_in_request(here, there)


def _below(here: Shape, there: Shape, direction: Direction) -> Iterator[Step]:
    if here.types is None or there.types is None or not _types_fit(here.types, there.types, direction):
        return
    counts = _is_sent if direction is Direction.RESPONSE else _is_accepted
    for name in there.properties.keys() & here.properties.keys():
        if counts(here.properties[name]) and counts(there.properties[name]):
            yield f".{name}", here.properties[name], there.properties[name]
    stricter_values, stricter_items = (
        (there.values, there.items) if direction is Direction.RESPONSE else (here.values, here.items)
    )
    if stricter_values is not None:
        yield "{}", here.values or ANYTHING, there.values or ANYTHING
    if stricter_items is not None:
        yield "[]", here.items or ANYTHING, there.items or ANYTHING


def _is_sent(node: Node) -> bool:
    return not shape_of(node).write_only


def _is_accepted(node: Node) -> bool:
    return not shape_of(node).read_only


def _types_fit(ours: frozenset[str] | None, official: frozenset[str] | None, direction: Direction) -> bool:
    if ours == official:
        return True
    if direction is Direction.RESPONSE:
        return official is None
    if direction is Direction.PARAMETER or official is None:
        return False
    return ours is None or official <= (ours | {"integer"} if "number" in ours else ours)


def _type_name(types: frozenset[str] | None) -> str:
    return "any" if types is None else "|".join(sorted(types)) or "none"


def _nullable(here: Shape, there: Shape, direction: Direction) -> Iterator[Difference]:
    if direction is Direction.RESPONSE and here.nullable and not there.nullable:
        yield Difference("", "nullable", "yes, official no")
    if direction is not Direction.RESPONSE and there.nullable and not here.nullable:
        yield Difference("", "nullable", "no, official yes")


def _formats_differ(ours: str | None, official: str | None, direction: Direction) -> bool:
    mine, theirs = (each if each in TYPED_FORMATS else None for each in (ours, official))
    if direction is Direction.REQUEST and mine in (None, "int64"):
        return False  # accepts what the narrower format accepts
    return (mine or "int32") != (theirs or "int32")


def _enum_in_response(here: Shape, there: Shape) -> Iterator[Difference]:
    if there.enum is None:
        return
    if here.enum is None:
        yield Difference("", "enum", f"any value, official only {_shown(there.enum)}")
    elif added := here.enum - there.enum:
        yield Difference("", "enum", f"adds {_shown(added)}")


def _enum_in_request(here: Shape, there: Shape) -> Iterator[Difference]:
    if here.enum is None:
        return
    if there.enum is None:
        yield Difference("", "enum", f"only {_shown(here.enum)}, official any value")
    elif lacking := there.enum - here.enum:
        yield Difference("", "enum", f"lacks {_shown(lacking)}")


def _shown(values: Iterable[Any]) -> str:
    return ", ".join(sorted(map(repr, values)))


def _bounds_in_request(here: Shape, there: Shape) -> Iterator[Difference]:
    if here.enum is not None:
        return  # the comparison of the values says it all
    official = dict(there.bounds)
    if there.enum and there.types == frozenset({"string"}):
        lengths = [len(value) for value in there.enum]
        official |= {"maxLength": max(lengths), "minLength": min(lengths)}
    for key, limit in here.bounds.items():
        known = official.get(key)
        if known is None and key in LOWER_BOUNDS and key != "minimum":
            known = 0  # the least length there is
        if known is None or (key in UPPER_BOUNDS and limit < known) or (key in LOWER_BOUNDS and limit > known):
            yield Difference("", key, f"{limit:.0f}, official {f'{official[key]:.0f}' if key in official else 'none'}")
    if unknown := here.patterns - there.patterns:
        yield Difference("", "pattern", f"{_shown(unknown)}, official {_shown(there.patterns) or 'none'}")
    if here.unique and not there.unique:
        yield Difference("", "uniqueItems", "yes, official no")


def _properties_in_request(here: Shape, there: Shape) -> Iterator[Difference]:
    accepted = {name for name, node in there.properties.items() if _is_accepted(node)}
    if not here.free_form:
        for name in sorted(accepted):
            if name not in here.properties:
                yield Difference(f".{name}", "missing", "")
            elif not _is_accepted(here.properties[name]):
                yield Difference(f".{name}", "missing", "(read-only here)")
    for name in sorted(here.required):
        if name in here.properties and not _is_accepted(here.properties[name]):
            continue
        if name not in there.required:
            yield Difference(f".{name}", "required", "yes, official no")
        elif name in there.properties and name not in accepted:
            yield Difference(f".{name}", "required", "yes, official read-only")
    if here.closed and not there.closed:
        yield Difference("", "additionalProperties", "refused, official accepted")


def _properties_in_response(here: Shape, there: Shape) -> Iterator[Difference]:
    promised = {name for name, node in there.properties.items() if _is_sent(node)}
    undeclared = there.required - there.properties.keys() - here.required
    for name in sorted(promised | undeclared):
        if name not in here.properties:
            yield Difference(f".{name}", "missing", "" if name in promised else "(required, undeclared)")
        elif not _is_sent(here.properties[name]):
            yield Difference(f".{name}", "missing", "(write-only here)")
        elif name in there.required and name not in here.required:
            yield Difference(f".{name}", "required", "no, official yes")
