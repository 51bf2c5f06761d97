# SPDX-License-Identifier: EUPL-1.2
"""Show what a resource refers to whole, in `_expand` (rules 1.10): stored representations within one another.

Each level of the paths that were asked for is one statement, whatever the number of rows and of resources in it, under
the predicate of each resource. What the caller may not see is left out as what is not there: an empty object of one,
and no item of several. Nothing is rendered, and only what has something below it is parsed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from servicekit import caller
from servicekit.clock import today
from servicekit.database import sql
from servicekit.problems import Invalid, NotFound
from servicekit.reading.answers import Source, numbered
from servicekit.references import parsed, uuid_in
from servicekit.representations import bodies
from servicekit.representations.rendering import render
from servicekit.rules import Violation

DEPTH = 10  #: of a path
PATHS = 20  #: of a request
RESOURCES = 10_000  #: that are read for one answer
BYTES = 16 * 1024 * 1024  #: of one representation with all that is in it
NAME = "expand"  #: of the parameter
ALL = "*"  #: in the place of a name: all that can be expanded there
_EMPTY = b"{}"


@dataclass(frozen=True)
class Expandable:
    """A resource that can be shown in another: where it is read, by whom, and what of it can be shown in it."""

    source: Source
    scopes: tuple[str, ...]
    fields: Mapping[str, str]  #: a field with references -> the collection that they lead to


class Expand:
    """What can be expanded in a component: its resources by collection."""

    def __init__(self, resources: Mapping[str, Expandable]) -> None:
        self.resources = resources

    def read(self, texts: Iterable[str], collection: str) -> "Branch":
        """What is asked to be expanded of a collection, in the texts of the parameter: `a, b.c` each.

        A path brings in what it leads through. Raises Invalid for what is no path and for too much, and NotFound for
        a field that cannot be expanded (zrc-027, drc-013).
        """
        paths = [path.strip() for text in texts for path in text.split(",") if path.strip()]
        if len(paths) > PATHS:
            raise _invalid("max-str-length", f"Vraag om ten hoogste {PATHS} paden.")
        root = Branch(self, self.resources[collection])
        for path in paths:
            names = path.split(".")
            if not all(names):
                raise _invalid("expand-format-error", f"Dit is geen pad: {path[:100]}. Scheid velden met een punt.")
            if len(names) > DEPTH:
                raise _invalid("recursion-limit", f"Een pad heeft ten hoogste {DEPTH} velden.")
            branches = [root]
            for name in names:
                branches = [below for branch in branches for below in branch.grow(name, path)]
        return root


@dataclass
class Branch:
    """A resource in what is asked for: what is to be shown in it, and the rows that are shown there."""

    expand: Expand
    resource: Expandable
    below: dict[str, "Branch"] = field(default_factory=dict)
    rows: dict[Any, bytes] = field(default_factory=dict)
    whole: dict[Any, bytes] = field(default_factory=dict)

    def grow(self, name: str, path: str) -> "list[Branch]":
        """The branches of a name, or of all; they are made where they are not there yet. Raises NotFound."""
        fields = self.resource.fields
        if name != ALL and name not in fields:
            known = ", ".join(sorted(fields))
            raise NotFound(
                f"expand={path[:200]}: '{name[:100]}' kan hier niet worden uitgebreid. Mogelijk is: {known}."
            )
        for each in fields if name == ALL else [name]:
            self.below.setdefault(each, Branch(self.expand, self.expand.resources[fields[each]]))
        return list(self.below.values()) if name == ALL else [self.below[name]]

    @cached_property
    def references(self) -> dict[Any, dict[str, Any]]:
        """What each row leads to, by the fields that are to be expanded: a UUID, several, or None."""
        found: dict[Any, dict[str, Any]] = {}
        for key, row in self.rows.items():
            values = parsed(row)
            found[key] = {name: _uuids(values.get(name), self.resource.fields[name]) for name in self.below}
        return found

    def into(self, rows: Sequence[bytes], day: date | None = None) -> list[bytes]:
        """The representations with what is to be shown in them; both with the marks of references.

        `day` is that for which what depends on it is shown. Raises Invalid when that is too much.
        """
        self.rows = dict(enumerate(rows))
        level, read = [self], 0
        while level := [branch for branch in level if branch.below and branch.rows]:
            wanted: dict[str, set[UUID]] = defaultdict(set)
            for branch in level:
                for leads in branch.references.values():
                    for name, found in leads.items():
                        wanted[branch.resource.fields[name]].update(_each(found))
            read += sum(map(len, wanted.values()))
            if read > RESOURCES:
                raise _too_much()
            there = _fetch(self.expand.resources, wanted, day or today())
            for branch in level:
                for name, below in branch.below.items():
                    known = there.get(branch.resource.fields[name], {})
                    led_to = {uuid for leads in branch.references.values() for uuid in _each(leads[name])}
                    below.rows = {uuid: known[uuid] for uuid in led_to if uuid in known}
            level = [below for branch in level for below in branch.below.values()]
        return [self.at(key) for key in self.rows]

    def at(self, key: Any) -> bytes:
        """One row with what is to be shown in it. Raises Invalid when that is too much."""
        if not self.below:
            return self.rows[key]
        if key not in self.whole:
            shown = b",".join(b'"%b":%b' % (name.encode(), self._shown(key, name)) for name in self.below)
            self.whole[key] = b'%b,"_expand":{%b}}' % (self.rows[key][:-1], shown)
            if len(self.whole[key]) > BYTES:
                raise _too_much()
        return self.whole[key]

    def _shown(self, key: Any, name: str) -> bytes:
        found, below = self.references[key][name], self.below[name]
        if not isinstance(found, list):
            return below.at(found) if found in below.rows else _EMPTY
        shown, size = [], 0
        for each in found:
            if each in below.rows:
                shown.append(below.at(each))
                size += len(shown[-1])
                if size > BYTES:
                    raise _too_much()
        return b"[%b]" % b",".join(shown)


def _uuids(value: Any, collection: str) -> UUID | list[UUID] | None:
    """The UUIDs in the value of a field: of a reference, several, or objects that have one."""
    if isinstance(value, list):
        return [uuid for each in value for uuid in _each(_uuids(each, collection))]
    if isinstance(value, dict):
        return next((uuid for each in value.values() for uuid in _each(_uuids(each, collection))), None)
    return uuid_in(value, collection) if isinstance(value, str) else None


def _each(found: UUID | list[UUID] | None) -> Iterator[UUID]:
    if isinstance(found, list):
        yield from found
    elif found is not None:
        yield found


def _fetch(
    resources: Mapping[str, Expandable], wanted: Mapping[str, set[UUID]], day: date
) -> dict[str, dict[UUID, bytes]]:
    """The representations of rows that the caller may see, by collection and UUID; one statement for all."""
    rights, parts, given = caller.current().rights, [], {"day": day}
    collections = [name for name, uuids in wanted.items() if uuids]
    for number, collection in enumerate(collections):
        source, scopes = resources[collection].source, resources[collection].scopes
        condition, values = source.where(rights, scopes)
        allowed, more = numbered([condition], values, len(given))
        given |= more | {f"u{number}": list(wanted[collection])}
        of_day = ", ".join(f"({each})" for each in source.model.by_day.values())
        parts.append(
            f"SELECT {number}, r.uuid, r.shape, r.body, ARRAY[{of_day}]::text[]"
            f" FROM {source.tables} WHERE r.uuid = ANY(%(u{number})s) AND {source.model.visible} AND {allowed}"
        )
    found: dict[str, dict[UUID, bytes]] = defaultdict(dict)
    if not parts:
        return found
    for number, uuid, shape, body, of_day in sql.rows(" UNION ALL ".join(parts), given):
        source = resources[collections[number]].source
        if shape == source.shape:
            shown = bodies.read(source.model, [body, *of_day])
        else:  # made by another release
            row = source.model._default_manager.get(uuid=uuid)
            shown = bodies.whole(row, render(row), day)
        found[collections[number]][uuid] = bytes(shown)
    return found


def _invalid(code: str, reason: str) -> Invalid:
    return Invalid(Violation(NAME, code, reason))


def _too_much() -> Invalid:
    return _invalid("expand-too-large", "Dit antwoord wordt te groot. Vraag om minder tegelijk, of haal het apart op.")
