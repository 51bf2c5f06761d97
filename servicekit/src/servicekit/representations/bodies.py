# SPDX-License-Identifier: EUPL-1.2
"""A representation on its way out: the bytes of the table, with places in them for what is known when it is read.

A place is a name between two bytes that JSON escapes everywhere else, as the marks of references are (ADR 0005). What
depends on the day has one: a model names such fields in `by_day`, each with SQL over the row (`r`) and the day
(`%(day)s`) that gives the JSON of the field, never NULL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from servicekit.clock import today
from servicekit.database import sql

if TYPE_CHECKING:
    from servicekit.representations.model import Represented

MARK = b"\x1f"


def place(name: str) -> orjson.Fragment:
    """Return what stands in a stored representation where a part goes."""
    return orjson.Fragment(MARK + name.encode() + MARK)


@dataclass(frozen=True)
class Body:
    """A representation: what is `stored`, and the JSON of its `parts`; both with the marks of references."""

    stored: bytes
    parts: Mapping[str, bytes] = field(default_factory=dict)

    def splice(self, **parts: bytes) -> "Body":
        """The same with more parts: each goes to the place of its name, or is a field after the others."""
        return replace(self, parts={**self.parts, **parts})

    def __bytes__(self) -> bytes:
        """The JSON, marks of references still in it. Raises KeyError for a place whose part is not there."""
        if not self.parts:
            return self.stored
        pieces, more = self.stored.split(MARK), dict(self.parts)
        for index in range(1, len(pieces), 2):
            pieces[index] = more.pop(pieces[index].decode())
        whole = b"".join(pieces)
        if not more:
            return whole
        return whole[:-1] + b"".join(b',"%b":%b' % (name.encode(), value) for name, value in more.items()) + b"}"


def columns(model: "type[Represented]", stored: str = "r.body") -> str:
    """SQL for the representation of a row as it is on `%(day)s`: the stored one, and its parts; `read` reads them."""
    return ", ".join((stored, *(f"({expression})" for expression in model.by_day.values())))


def read(model: "type[Represented]", values: Sequence[Any]) -> Body:
    """The representation in the values of `columns`."""
    stored, *parts = values
    return Body(stored, dict(zip(model.by_day, parts, strict=True)))


def whole(instance: "Represented", stored: bytes | None = None, day: date | None = None) -> Body:
    """The representation of a stored row as it is on a day, today when None. At most one statement.

    `stored` is used in the place of its own stored body.
    """
    body = instance.body.encode() if stored is None else stored
    if not instance.by_day:
        return Body(body)
    model = type(instance)
    found = sql.row(
        f"SELECT {columns(model, '%(body)s::text')} FROM {model._meta.db_table} r WHERE r.id = %(id)s",
        {"body": body.decode(), "id": instance.pk, "day": day or today()},
    )
    assert found is not None, "what is not stored has no parts yet"
    return read(model, found)
