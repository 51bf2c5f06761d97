# SPDX-License-Identifier: EUPL-1.2
"""Rows as model instances, without the ORM: the reads that every write begins with.

The ORM compiles such a query anew each time, which for a wide table costs more CPU than all the rest of it.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from servicekit.database import sql


def by_uuid[M: models.Model](model: type[M], uuids: Iterable[UUID], *, locked: bool = False) -> dict[UUID, M]:
    """The rows with these UUIDs that there are; `locked` in the order of their UUID, so that no two wait crosswise."""
    wanted = sorted(set(uuids))
    lock = " FOR NO KEY UPDATE" if locked else ""
    found = select(model, f"uuid = ANY(%s) ORDER BY uuid{lock}", [wanted]) if wanted else []
    return {each.uuid: each for each in found}


def one[M: models.Model](model: type[M], uuid: UUID) -> M | None:
    """The row with this UUID, not locked; None when there is none."""
    return by_uuid(model, [uuid]).get(uuid)


def select[M: models.Model](model: type[M], condition: str, parameters: Sequence[Any]) -> list[M]:
    """The rows that satisfy a condition in SQL, which may end with their order."""
    columns, names = _columns(model)  # type: ignore[arg-type]  # a class can be hashed
    statement = f'SELECT {columns} FROM "{model._meta.db_table}" WHERE {condition}'
    return [model.from_db("default", names, values) for values in sql.rows(statement, parameters, decoded=True)]


@cache
def _columns(model: Any) -> tuple[str, list[str]]:
    fields = model._meta.concrete_fields
    return ", ".join(f'"{field.column}"' for field in fields), [field.attname for field in fields]
