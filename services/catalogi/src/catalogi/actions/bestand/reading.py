# SPDX-License-Identifier: EUPL-1.2
"""YAML of somebody else as a tree of texts, with the line of each: nothing in it is run, repeated or guessed at.

Plain `true`, `false` and `null` are what they say; any other scalar is text, so that `1.10` and `007` stay as they are.
"""

from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 12  #: a catalogue has 7
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file: at a line (0 for all of it), under a dotted path in it, as an `invalidParams` item."""

    line: int
    place: str
    code: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.line}: " if self.line else ""
        return f"{where}{self.place}: {self.reason} ({self.code})" if self.place else f"{where}{self.reason}"


class Faulty(Exception):
    """A file cannot be applied: everything that is wrong with it, by line."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = sorted(dict.fromkeys(faults), key=lambda each: (each.line, each.place))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Node:
    """A value, and the line on which it or its key stands."""

    value: Any  #: str, bool, None, a list of nodes or a dict of them
    line: int

    def plain(self) -> Any:
        """The value without lines."""
        if isinstance(self.value, dict):
            return {key: each.plain() for key, each in self.value.items()}
        return [each.plain() for each in self.value] if isinstance(self.value, list) else self.value

    def line_of(self, path: str) -> int:
        """The line of the deepest node on a dotted path below this one."""
        node = self
        for part in path.split("."):
            inside = node.value
            if isinstance(inside, list) and part.isdecimal() and int(part) < len(inside):
                node = inside[int(part)]
            elif isinstance(inside, dict) and part in inside:
                node = inside[part]
            else:
                break
        return node.line


def read_yaml(data: bytes) -> Node:
    """The tree of one YAML document in UTF-8. Raises Faulty: the first thing that is wrong ends the reading."""
    if len(data) > MAX_BYTES:
        raise _wrong(0, f"Het bestand is groter dan {MAX_BYTES // 1024 // 1024} MiB. Verdeel het.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _wrong(line, "Het bestand is geen UTF-8. Sla het op als UTF-8.") from error
    try:
        tree = _compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = error.problem if isinstance(error, MarkedYAMLError) else "een teken dat niet is toegestaan"
        raise _wrong(mark.line + 1 if mark else 0, f"Dit is geen YAML: {said}.") from error
    if tree is None or tree.value is None:
        raise _wrong(0, "Het bestand is leeg.")
    return tree


def _wrong(line: int, reason: str) -> Faulty:
    return Faulty(Fault(line, "", "invalid", reason))


class _Open:
    """A list or mapping whose end was not read yet."""

    def __init__(self, line: int, value: Any) -> None:
        self.value, self.line = value, line
        self.key: Node | None = None

    def add(self, node: Node) -> None:
        if isinstance(self.value, list):
            self.value.append(node)
        elif self.key is None:
            if not isinstance(node.value, str):
                raise _wrong(node.line, "Een sleutel is een tekst.")
            if node.value in self.value:
                raise _wrong(node.line, f"De sleutel {node.value[:100]} staat er twee keer.")
            self.key = node
        else:
            self.value[self.key.value] = Node(node.value, self.key.line)
            self.key = None


def _compose(text: str) -> Node | None:
    """The tree of the events of a parser. By hand, so that what a file may not have is refused before it is built."""
    whole: list[Node] = []
    open_: list[_Open] = []
    for event in YAML(typ="safe", pure=True).parse(text):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, DocumentStartEvent) and whole:
            raise _wrong(line, "Er staat meer dan een document in. Geef elke catalogus een eigen bestand.")
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            done = open_.pop()
            node = Node(done.value, done.line)
        elif not isinstance(event, NodeEvent):
            continue
        else:
            _refuse_tricks(event, line)
            if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                if len(open_) == MAX_DEPTH:
                    raise _wrong(line, f"Dit staat dieper dan {MAX_DEPTH} niveaus.")
                open_.append(_Open(line, {} if isinstance(event, MappingStartEvent) else []))
                continue
            assert isinstance(event, ScalarEvent)
            node = Node(_PLAIN.get(event.value, event.value) if event.style is None else event.value, line)
        if open_:
            open_[-1].add(node)
        else:
            whole.append(node)
    return whole[0] if whole else None


def _refuse_tricks(event: Any, line: int) -> None:
    """Refuse what repeats another part, which may be without end, and what asks for a type."""
    if isinstance(event, AliasEvent) or event.anchor is not None:
        raise _wrong(line, "Ankers en verwijzingen (& en *) kunnen hier niet. Schrijf het uit.")
    if event.tag is not None:
        raise _wrong(line, "Tags (!) kunnen hier niet.")
