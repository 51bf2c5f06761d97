# SPDX-License-Identifier: EUPL-1.2
"""Parts of a representation that depend on the day it is read: filled in by the statement that reads the row.

A model names them in `live`: field -> SQL over the row (`r`) and the day (`%(day)s`) that gives the JSON of the field,
never NULL. The stored body has a mark in their place: a byte that JSON escapes everywhere else, as in references.
"""

from datetime import date
from typing import TYPE_CHECKING

import orjson

from servicekit.clock import today
from servicekit.database import sql

if TYPE_CHECKING:
    from servicekit.representations.model import Represented

MARK = "\x1f"


def mark(field: str) -> orjson.Fragment:
    """What stands in the stored body in the place of a live field."""
    return orjson.Fragment(f"{MARK}{field}{MARK}")


def body_of(model: "type[Represented]", stored: str = "r.body") -> str:
    """SQL for the representation of a row as it is on `%(day)s`, made of the stored one."""
    found = stored
    for field, expression in model.live.items():
        found = f"replace({found}, chr({ord(MARK)}) || '{field}' || chr({ord(MARK)}), ({expression}))"
    return found


def filled(instance: "Represented", stored: str | None = None, day: date | None = None) -> bytes:
    """The representation of a row with its live parts as they are on a day, today when None. At most one statement.

    `stored` is used in the place of its own stored body.
    """
    body = instance.body if stored is None else stored
    if not instance.live:
        return body.encode()
    model = type(instance)
    found = sql.row(
        f"SELECT {body_of(model, '%(body)s::text')} FROM {model._meta.db_table} r WHERE r.id = %(id)s",
        {"body": body, "id": instance.pk, "day": day or today()},
    )
    assert found is not None, "filled() is for rows that are stored"
    return found[0]
