# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as it is stored, in the shape of a file. A statement for each kind of row."""

from collections import defaultdict
from typing import Any

from catalogi.actions.bestand.kinds import (
    CATALOGUS,
    STATUSTYPE,
    STATUSTYPEN,
    ZAAKTYPEN,
    Item,
    Kind,
    name_statustypen,
    sort_key,
)
from catalogi.actions.names import related_as_given
from catalogi.models import Catalogus
from servicekit.problems import Problem
from servicekit.references import for_others


def stored_catalogue(domein: str, rsin: str) -> Item | None:
    """The catalogue of an organisation in a domein, with all that is in it; None when it is not there.

    Raises Problem 409 when an eigenschap or document type refers to a statustype that has no name of its own.
    """
    row = Catalogus.objects.filter(domein=domein, rsin=rsin).first()
    if row is None:
        return None
    catalogue = _item(CATALOGUS, row)
    for kind in CATALOGUS.children:
        catalogue.children[kind.name] = [_item(kind, each) for each in _rows(kind, catalogus=row.uuid)]
    _add_children(catalogue)
    for kind in CATALOGUS.children:
        catalogue.of(kind).sort(key=sort_key)
    return catalogue


def _add_children(catalogue: Item) -> None:
    """Give each zaaktype of a catalogue what belongs to it, sorted."""
    zaaktypen = {each.row.pk: each for each in catalogue.of(ZAAKTYPEN)}
    for kind in ZAAKTYPEN.children:
        found: dict[int, list[Item]] = defaultdict(list)
        for row in _rows(kind, zaaktype__catalogus=catalogue.row.uuid):
            found[row.zaaktype_id].append(_item(kind, row))
        for pk, zaaktype in zaaktypen.items():
            if kind.refers:
                _refer(zaaktype, found[pk])
            zaaktype.children[kind.name] = sorted(found[pk], key=sort_key)


def _refer(zaaktype: Item, items: list[Item]) -> None:
    """Have what refers to a statustype do so by the name of that."""
    statustypen = zaaktype.of(STATUSTYPEN)
    names = name_statustypen(statustypen)
    # One refers by the id of the statustype, another by its UUID.
    known = {key: names[i] for i, each in enumerate(statustypen) for key in (each.row.pk, each.row.uuid)}
    for item in items:
        if item.row.statustype_id is None:
            continue
        name = known[item.row.statustype_id]
        if name is None:
            raise Problem(
                409,
                f"{item.kind.name} {item.label} van {for_others(zaaktype.row.reference)} verwijst naar een statustype"
                " dat omschrijving en volgnummer met een ander deelt. Geef het een eigen omschrijving.",
            )
        item.form[STATUSTYPE] = name


def _rows(kind: Kind, **where: Any) -> list[Any]:
    return list(kind.model._default_manager.filter(**where).defer("body").order_by("id"))


def _item(kind: Kind, row: Any) -> Item:
    values = {each.source: getattr(row, each.source) for each in kind.fields.values()}
    if kind is ZAAKTYPEN:
        values["gerelateerde_zaaktypen"] = related_as_given(row.gerelateerde_zaaktypen)
    return Item(kind=kind, form=kind.form(values), concept=getattr(row, "concept", False), row=row)
