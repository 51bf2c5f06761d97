# SPDX-License-Identifier: EUPL-1.2
"""What a file would change in a catalogue. Pure: what is stored and what a file has go in, changes come out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson

from catalogi.actions.bestand.kinds import CATALOGUS, NAME, Form, Item, Kind
from servicekit.rules import Violation

CREATE, UPDATE, PUBLISH, DESTROY, STAY = "create", "update", "publish", "destroy", "stay"
CORRECT, REMOVE = "correct", "remove"
#: what may change of a published version without a correction (ztc-009)
_ONLY_EINDE = {"eindeGeldigheid"}


@dataclass(eq=False)
class Change:
    """One change, of what is stored (`before`) into what a file has (`wanted`), either of which may not be there."""

    action: str
    kind: Kind
    before: Item | None
    wanted: Item | None
    parent: Item | None = None  #: what it belongs to, as the file has it
    version: Item | None = None  #: the stored version that it is, or belongs to
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)  #: name -> (old, new)

    @property
    def item(self) -> Item:
        """Where it is about: as the file has it, else as it is stored."""
        found = self.wanted or self.before
        assert found is not None
        return found

    @property
    def needs(self) -> set[str]:
        """What must be allowed for it."""
        published = self.version is not None and not self.version.concept
        if self.action == DESTROY:
            return {REMOVE} if self.kind.is_version else {REMOVE, CORRECT} if published else set()
        if not published or self.action == STAY or (self.fields.keys() == _ONLY_EINDE and self.kind.is_version):
            return set()
        return {CORRECT}

    def values(self) -> dict[str, Any]:
        """What an update is given: the attributes that change, and those that are worked out anew with them."""
        assert self.wanted is not None
        names = {*self.fields}
        for name in self.fields:
            names |= set(self.kind.follows.get(name, ()))
        return {each.source: self.wanted.given[each.source] for name, each in self.kind.fields.items() if name in names}


@dataclass(eq=False)
class Plan:
    """All changes of a file, in the order of that."""

    changes: list[Change]
    faults: list[Violation]  #: what can never be, each by its place in the file
    fingerprint: str  #: of the catalogue and the file that it was made of

    @property
    def does(self) -> list[Change]:
        """The changes that change something."""
        return [each for each in self.changes if each.action != STAY]

    @property
    def needs(self) -> set[str]:
        """What must be allowed for it."""
        return set().union(*(each.needs for each in self.changes))


def plan_of(before: Item | None, wanted: Item, *, part: bool) -> Plan:
    """Compare a catalogue as it is stored with a file that has all or `part` of it.

    Items of the file get the row that they are. A version that the file does not have is removed, or of a part, where
    the file has no other version of its name, stays.
    """
    planner = _Planner(part)
    if before is None:
        planner.changes.append(Change(CREATE, CATALOGUS, None, wanted))
    else:
        planner.compare(CATALOGUS, before, wanted)
    for kind in CATALOGUS.children:
        planner.versions(kind, before.of(kind) if before else [], wanted.of(kind), wanted)
    return Plan(planner.changes, planner.faults, _fingerprint(before, wanted, part))


class _Planner:
    def __init__(self, part: bool) -> None:
        self.part = part
        self.changes: list[Change] = []
        self.faults: list[Violation] = []

    def versions(self, kind: Kind, stored: list[Item], wanted: list[Item], parent: Item) -> None:
        """Compare the versions of types, and what belongs to each."""
        pairs, gone = match(kind, stored, wanted)
        named = {each.form.get(NAME[kind]) for each in wanted}
        for each in gone:
            stays = self.part and each.form.get(NAME[kind]) not in named
            self.changes.append(Change(STAY if stays else DESTROY, kind, each, None, version=each))
        for before, item in pairs:
            if before is None:
                self.changes.append(Change(CREATE, kind, None, item, parent))
            else:
                self.compare(kind, before, item, parent, before)
            for below in kind.children:
                self.children(below, before, item)
            if not item.concept and (before is None or before.concept):
                self.changes.append(Change(PUBLISH, kind, before, item, parent))
            elif item.concept and before is not None and not before.concept:
                reason = "Deze versie is gepubliceerd, en wordt geen concept meer."
                self.faults.append(Violation(f"{item.place}.concept", "non-concept-object", reason))

    def children(self, kind: Kind, version: Item | None, parent: Item) -> None:
        """Compare what belongs to a version."""
        pairs, gone = match(kind, version.of(kind) if version else [], parent.of(kind))
        self.changes += [Change(DESTROY, kind, each, None, parent, version) for each in gone]
        for before, item in pairs:
            if before is None:
                self.changes.append(Change(CREATE, kind, None, item, parent, version))
            else:
                self.compare(kind, before, item, parent, version)

    def compare(
        self, kind: Kind, before: Item, wanted: Item, parent: Item | None = None, version: Item | None = None
    ) -> None:
        """Add the change of a row, if it is one."""
        wanted.row = before.row
        fields = differences(kind, before.form, wanted.form)
        if kind is CATALOGUS and self.part:
            fields = {}  # it only names the catalogue
        if fields:
            self.changes.append(Change(UPDATE, kind, before, wanted, parent, version, fields))


def differences(kind: Kind, before: Form, wanted: Form) -> dict[str, tuple[Any, Any]]:
    """The fields that two forms differ in: (old, new), None for what is left out."""
    names = [*kind.fields, *(each for each in (*before, *wanted) if each not in kind.fields)]
    return {
        name: (before.get(name), wanted.get(name))
        for name in dict.fromkeys(names)
        if before.get(name) != wanted.get(name) and not (name in kind.derived and name not in wanted)
    }


def match(kind: Kind, stored: list[Item], wanted: list[Item]) -> tuple[list[tuple[Item | None, Item]], list[Item]]:
    """The items of a file, each with the stored one that it is, if any; and the stored ones that are left.

    Those that are the same in all go first, so that of several by one name each is itself. Last, a concept is the one
    that has its name still free: it may have got another period.
    """
    found: dict[Item, Item] = {}
    for key in (_whole, *(_key(keys) for keys in kind.keys)):
        _pair(key, stored, wanted, found)
    if kind in NAME:
        _pair(_key((NAME[kind],)), [each for each in stored if each.concept], wanted, found)
    taken = set(found.values())
    return [(found.get(each), each) for each in wanted], [each for each in stored if each not in taken]


def _pair(key: Any, stored: Iterable[Item], wanted: Iterable[Item], found: dict[Item, Item]) -> None:
    """Add to what was found the pairs, in order, of what has the same key."""
    taken = set(found.values())
    free: dict[Any, list[Item]] = defaultdict(list)
    for each in stored:
        if each not in taken:
            free[key(each)].append(each)
    for each in wanted:
        if each not in found and free[key(each)]:
            found[each] = free[key(each)].pop(0)


def _key(names: tuple[str, ...]) -> Any:
    return lambda item: tuple(item.form.get(name) for name in names)


def _whole(item: Item) -> Any:
    return item.concept, orjson.dumps(item.form, option=orjson.OPT_SORT_KEYS)


def _fingerprint(before: Item | None, wanted: Item, part: bool) -> str:
    told = [list(_told(before)) if before else None, list(_told(wanted)), part]
    return sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def _told(item: Item) -> Iterator[Any]:
    """All that an item says, with what belongs to it."""
    # The row of a file's item is what is found for it, and none of what it says.
    yield [item.form, item.concept, "" if item.place else str(item.row.uuid)]
    for kind in item.kind.children:
        for each in item.of(kind):
            yield from _told(each)
