# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as the text of a file: always in the same order, with the comments of the file that was there."""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from catalogi.actions.bestand.items import PART
from catalogi.actions.bestand.kinds import CATALOGUS, CONCEPT, STATUSTYPE, Item, Kind
from catalogi.actions.bestand.reading import Fault, Faulty, read_yaml


def write_catalogue(catalogue: Item, *, part: bool = False, before: bytes | None = None) -> str:
    """The text of a file that holds a catalogue, or `part` of one. Raises Faulty when `before` is not such a file.

    `before` is the file that takes its place: its comments stay where what they stand at does.
    """
    yaml = _yaml()
    wanted = _document(catalogue, part)
    if before is not None:
        # What nobody may apply is not given to a parser that knows anchors and tags.
        if not isinstance(read_yaml(before).value, dict):
            raise Faulty(
                Fault(0, "", "invalid", "In dit bestand staat geen catalogus. Kies een ander om te schrijven.")
            )
        wanted = _keep_mapping(yaml.load(before.decode("utf-8-sig")), wanted, CATALOGUS)
    text = StringIO()
    yaml.dump(_styled(wanted), text)
    return text.getvalue()


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 1_000_000  # so that a changed word is one changed line
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.default_flow_style = False
    return yaml


def _document(catalogue: Item, part: bool) -> dict[str, Any]:
    form = {name: catalogue.form[name] for name in ("domein", "rsin")} if part else catalogue.form
    document: dict[str, Any] = {PART: True} if part else {}
    document[CATALOGUS.model.resource] = dict(form)
    for kind in CATALOGUS.children:
        if items := catalogue.of(kind):
            document[kind.name] = [_mapping(each) for each in items]
    return document


def _mapping(item: Item) -> dict[str, Any]:
    """An item as a file has it: its names and whether it is a concept first, and what belongs to it last."""
    keys = item.kind.keys[0]
    mapping = {name: item.form[name] for name in keys if name in item.form}
    if item.kind.is_version:
        mapping[CONCEPT] = item.concept
    mapping |= {name: item.form[name] for name in item.kind.fields if name in item.form}
    if STATUSTYPE in item.form:
        mapping[STATUSTYPE] = item.form[STATUSTYPE]
    for kind in item.kind.children:
        if items := item.of(kind):
            mapping[kind.name] = [_mapping(each) for each in items]
    return mapping


def _styled(value: Any) -> Any:
    """Have texts of several lines stand as such, where that leaves every character as it is; in place.

    A text with what cannot be seen is escaped: a parser may take that for the end of a line.
    """
    for key in value if isinstance(value, dict) else range(len(value)):
        each = value[key]
        if isinstance(each, (dict, list)):
            _styled(each)
        elif isinstance(each, str):
            if "\n" in each and _fits_block(each):
                value[key] = LiteralScalarString(each)
            elif not each.isprintable():
                value[key] = DoubleQuotedScalarString(each)
    return value


def _fits_block(text: str) -> bool:
    """Whether a block shows a text as it is: lines of what can be seen, with no space around them."""
    lines = text.removesuffix("\n").split("\n")
    return bool(lines[0] and lines[-1]) and all(each == each.strip() and each.isprintable() for each in lines if each)


def _keep_mapping(old: CommentedMap, new: dict[str, Any], kind: Kind) -> CommentedMap:
    """The old mapping with the values of the new one, in the order of that."""
    below = {each.name: each for each in kind.children}
    for name in [each for each in old if each not in new]:
        del old[name]
    for name, value in new.items():
        kept = old.get(name)
        if name in below and isinstance(kept, CommentedSeq):
            old[name] = _keep_list(kept, value, below[name])
        elif isinstance(kept, CommentedMap) and isinstance(value, dict):
            old[name] = _keep_mapping(kept, value, kind)
        elif kept != value or isinstance(kept, bool) is not isinstance(value, bool):
            old[name] = value
    for name in new:
        old.move_to_end(name)
    return old


def _keep_list(old: CommentedSeq, new: list[dict[str, Any]], kind: Kind) -> CommentedSeq:
    """The old list with what the new one has, each at its own place and with its own comments."""
    known: dict[str, CommentedMap] = {}
    for each in old:
        if isinstance(each, CommentedMap):
            known.setdefault(_named(each, kind), each)
    items = []
    for each in new:
        kept = known.pop(_named(each, kind), None)
        items.append(each if kept is None else _keep_mapping(kept, each, kind))
    where = {id(each): index for index, each in enumerate(old)}
    comments = dict(old.ca.items)
    old.ca.items.clear()
    old[:] = items
    for index, each in enumerate(items):
        if (before := where.get(id(each))) in comments:
            old.ca.items[index] = comments[before]
    return old


def _named(mapping: dict[str, Any], kind: Kind) -> str:
    return repr([str(mapping.get(key)) for key in kind.keys[0]])
