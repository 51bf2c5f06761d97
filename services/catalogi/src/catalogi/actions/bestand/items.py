# SPDX-License-Identifier: EUPL-1.2
"""A file as items: each checked by the schema that the API checks it by, every fault with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from catalogi.actions.bestand.kinds import CATALOGUS, CONCEPT, STATUSTYPE, STATUSTYPEN, Item, Kind, name_statustypen
from catalogi.actions.bestand.reading import Fault, Faulty, Node, read_yaml
from catalogi.actions.names import wish
from catalogi.schemas.relations import NameField
from servicekit.problems import Invalid
from servicekit.representations.schemas import GroupSchema, Schema, parse
from servicekit.rules import NON_FIELD, Violation

#: key of a file that has some of a catalogue, which then is there already and stays as it is
PART = "deel"
#: what stands in the catalogus of such a file
_NAMES = ("domein", "rsin")


@dataclass(frozen=True)
class File:
    """The catalogue that is in a file, all or `part` of it."""

    catalogue: Item
    part: bool
    root: Node

    def faulty(self, violations: Iterable[Violation]) -> Faulty:
        """What is wrong with places of it, ready to raise."""
        return Faulty(*(Fault(self.root.line_of(each.name), each.name, each.code, each.reason) for each in violations))


def read_file(data: bytes) -> File:
    """Read a file. Raises Faulty with all that is wrong by itself."""
    reader = _Reader(read_yaml(data))
    file = File(*reader.catalogue(), reader.root)
    if reader.faults:
        raise file.faulty(reader.faults)
    return file


def place_of(place: str, name: str) -> str:
    """Where a field of what stands at a place stands; a fault of no field is of the whole."""
    return place if name == NON_FIELD else f"{place}.{name}"


class _Reader:
    """Reads one file, and gathers what is wrong with it."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.faults: list[Violation] = []

    def fault(self, place: str, code: str, reason: str) -> None:
        """Add a fault at a place."""
        self.faults.append(Violation(place, code, reason))

    def catalogue(self) -> tuple[Item, bool]:
        """All of it; of no use when there are faults."""
        found = self.mapping(self.root, "")
        self.known(found, "", (PART, CATALOGUS.model.resource, *(each.name for each in CATALOGUS.children)))
        part = found[PART].value is True if PART in found else False
        if PART in found and not isinstance(found[PART].value, bool):
            self.fault(PART, "invalid", "Geef true of false.")
        place = CATALOGUS.model.resource
        if place not in found:
            self.fault(place, "required", "Zet hier de catalogus, met domein en rsin.")
        fields = self.mapping(found.get(place), place)
        if not fields:
            return Item(kind=CATALOGUS, form={}), part
        self.known(fields, place, _NAMES if part else tuple(CATALOGUS.fields))
        form = {name: each.plain() for name, each in fields.items()}
        # Of a part only the names count; the schema asks who looks after it as well.
        asked = {"contactpersoonBeheerNaam": "-"} if part else {}
        catalogue = self.parsed(CATALOGUS, form | asked, place)
        for kind in CATALOGUS.children:
            catalogue.children[kind.name] = self.items(kind, found.get(kind.name), kind.name)
        return catalogue, part

    def items(self, kind: Kind, node: Node | None, place: str) -> list[Item]:
        """The rows of a kind in a list, which may be left out."""
        if node is None or node.value is None:
            return []
        if not isinstance(node.value, list):
            self.fault(place, "not_a_list", "Geef een lijst: elk onderdeel begint met een streepje.")
            return []
        return [self.item(kind, each, f"{place}.{index}") for index, each in enumerate(node.value)]

    def item(self, kind: Kind, node: Node, place: str) -> Item:
        """One row, with what belongs to it."""
        found = self.mapping(node, place)
        if not found:
            return Item(kind=kind, form={}, place=place)
        below = {each.name: each for each in kind.children}
        more = (*((CONCEPT,) if kind.is_version else ()), *((STATUSTYPE,) if kind.refers else ()), *below)
        self.known(found, place, (*kind.fields, *more))
        form = {name: each.plain() for name, each in found.items() if name not in more}
        item = self.parsed(kind, form, place)
        if kind.is_version:
            item.concept = self.concept(found, place)
        if kind.refers and STATUSTYPE in found and found[STATUSTYPE].value is not None:
            item.form[STATUSTYPE] = found[STATUSTYPE].plain()
        for name, each in below.items():
            item.children[name] = self.items(each, found.get(name), f"{place}.{name}")
        self.refer(item)
        return item

    def concept(self, found: dict[str, Node], place: str) -> bool:
        """Whether a version is a concept, which a file always says."""
        value = found[CONCEPT].value if CONCEPT in found else None
        if not isinstance(value, bool):
            reason = "Geef true voor een concept, false voor een gepubliceerde versie."
            self.fault(f"{place}.{CONCEPT}", "invalid" if CONCEPT in found else "required", reason)
        return value is True

    def parsed(self, kind: Kind, form: dict[str, Any], place: str) -> Item:
        """A row of fields that the schema of the API takes."""
        body = {name: each for name, each in form.items() if name in kind.fields}
        for name, each in kind.fields.items():
            self.names(each, body.get(name), f"{place}.{name}")
            self.nested(each, body.get(name), f"{place}.{name}")
        try:
            given = parse(kind.schema, _complete(kind.fields, body))
        except Invalid as invalid:
            for each in invalid.violations:
                self.fault(place_of(place, each.name), each.code, each.reason)
            return Item(kind=kind, form={}, place=place)
        if given.get("versiedatum", empty) is None:
            given["versiedatum"] = given["begin_geldigheid"]
        return Item(kind=kind, form=kind.form(given), given=given, place=place)

    def names(self, each: serializers.Field, value: Any, place: str) -> None:
        """Refuse a URL where a name is meant: it would be another in another municipality."""
        if isinstance(each, serializers.ListField) and isinstance(each.child, NameField) and isinstance(value, list):
            for index, text in enumerate(value):
                self.names(each.child, text, f"{place}.{index}")
        elif isinstance(each, NameField) and isinstance(value, str) and wish(value, "").is_url:
            self.fault(place, "invalid", "Geef de naam van een type in deze catalogus, en geen URL.")

    def nested(self, each: serializers.Field, value: Any, place: str) -> None:
        """Refuse keys that the fields of a field do not have."""
        if isinstance(each, serializers.ListSerializer) and isinstance(value, list):
            for index, item in enumerate(value):
                self.nested(each.child, item, f"{place}.{index}")
        elif isinstance(each, Schema) and isinstance(value, dict):
            writable = tuple(name for name, part in each.fields.items() if not part.read_only)
            self.known(value, place, writable)

    def refer(self, zaaktype: Item) -> None:
        """Find the statustypen of a zaaktype that are referred to, and have them named as an export does."""
        statustypen = zaaktype.of(STATUSTYPEN)
        names = name_statustypen(statustypen)
        for item in (each for kind in zaaktype.kind.children if kind.refers for each in zaaktype.of(kind)):
            if (wanted := item.form.get(STATUSTYPE)) is None:
                continue
            by_name = [i for i, each in enumerate(statustypen) if each.form.get("omschrijving") == wanted]
            found = by_name or [i for i, each in enumerate(statustypen) if str(each.form.get("volgnummer")) == wanted]
            if len(found) == 1 and names[found[0]] is not None:
                item.statustype, item.form[STATUSTYPE] = statustypen[found[0]], names[found[0]]
                continue
            reason = "Geef omschrijving of volgnummer van een statustype van dit zaaktype; dat van geen ander."
            self.fault(f"{item.place}.{STATUSTYPE}", "does_not_exist", reason)

    def mapping(self, node: Node | None, place: str) -> dict[str, Node]:
        """The fields of a node, none when something is wrong with it."""
        if node is None:
            return {}
        if not isinstance(node.value, dict) or not node.value:
            self.fault(place, "invalid", "Geef hier velden: een naam, een dubbele punt en een waarde.")
            return {}
        return node.value

    def known(self, found: Any, place: str, names: tuple[str, ...]) -> None:
        """Refuse keys that nobody reads: a field spelled in another way would be lost."""
        for name in found:
            if name not in names:
                said = f"Dit veld kan hier niet. Wel: {', '.join(names)}."
                self.fault(f"{place}.{name}" if place else name, "unknown-field", said)


def _complete(fields: dict[str, serializers.Field], given: Any) -> Any:
    """Give lists and texts that must be there, and may be empty, as empty where a file leaves them out."""
    if not isinstance(given, dict):
        return given
    whole = dict(given)
    for name, each in fields.items():
        if each.read_only:
            continue
        if name not in whole:
            if each.required and isinstance(each, (serializers.ListField, serializers.ListSerializer)):
                whole[name] = []
            elif each.required and getattr(each, "allow_blank", False):
                whole[name] = ""
        elif isinstance(each, GroupSchema):
            whole[name] = _complete(each.fields, whole[name])
        elif isinstance(each, serializers.ListSerializer) and isinstance(whole[name], list):
            whole[name] = [_complete(each.child.fields, item) for item in whole[name]]
    return whole
