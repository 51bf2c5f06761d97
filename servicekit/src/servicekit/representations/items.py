# SPDX-License-Identifier: EUPL-1.2
"""Lists of what is a row's own and nothing by itself: each item has a row, stored with the one that shows the list."""

from functools import cache
from typing import Any

from servicekit.database.constraints import enforced
from servicekit.representations.model import Represented, ShownBy
from servicekit.representations.shown import Shown, declarations


class Item(Shown):
    """An item of a list. Its one declaration in `shown_by` says whose list (a foreign key), and what of it is shown.

    Nothing else is stored of it, and nothing but the write context stores it.
    """

    class Meta:
        abstract = True


class Items(property):
    """The list that a row shows in the field of this name: as it is stored, or is to be once the row is stored."""

    def __init__(self) -> None:
        super().__init__(self._read, self._write)

    def __set_name__(self, owner: type[Represented], name: str) -> None:
        self._field = name

    def _read(self, row: Represented) -> list[Any]:
        given = _set_on(row)
        return given[self._field] if self._field in given else row.shown[self._field]

    def _write(self, row: Represented, values: list[Any]) -> None:
        _set_on(row)[self._field] = values


def store_items(row: Represented) -> None:
    """Store the lists that were set on a stored row, each as a whole unless it is as it was: its order is that of ids.

    Raises Invalid when a constraint of the items says that they may not be.
    """
    changed = {field: values for field, values in _set_on(row).items() if values != row.shown[field]}
    for field, values in changed.items():
        model, shown = _item(type(row), field)  # type: ignore[arg-type]  # a class can be hashed
        whose = {shown.rows: row}
        if row.shown[field]:
            model._default_manager.filter(**whose).delete()
        each_of = [value if isinstance(shown.of, tuple) else {shown.of: value} for value in values]
        with enforced(row, model.constraints):
            model._default_manager.bulk_create([model(**whose, **each) for each in each_of])
    if changed:
        del row.shown  # what it says of other rows is looked up anew, in order
    _set_on(row).clear()


def _set_on(row: Represented) -> dict[str, list[Any]]:
    """The lists that were set on a row since it was stored, by field."""
    return row.__dict__.setdefault("_items", {})


@cache
def _item(model: type[Represented], field: str) -> tuple[type[Item], ShownBy]:
    """Of what a field is the list."""
    (found,) = (
        (item, shown)
        for item, shown in declarations()
        if issubclass(item, Item)
        and shown.field == field
        and issubclass(model, item._meta.get_field(shown.rows).related_model)
    )
    return found
