# SPDX-License-Identifier: EUPL-1.2
"""Rows as model instances, without the ORM: the reads that every write begins with, and the statements it ends with.

The ORM compiles such a query anew each time, which for a wide table costs more CPU than all the rest of it.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, models

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


def insert(row: models.Model) -> None:
    """Store a new row, which gets its id. Raises IntegrityError."""
    statement, fields = _insertion(type(row))  # type: ignore[arg-type]  # a class can be hashed
    found = sql.row(statement, _values(row, fields, add=True), prepare=None)
    assert found is not None
    (row.pk,) = found
    row._state.adding, row._state.db = False, "default"


def update(row: models.Model, *attributes: str) -> None:
    """Store these attributes of a row, all when none is named. Raises IntegrityError, DatabaseError when it is gone."""
    statement, fields = _update(type(row), attributes)  # type: ignore[arg-type]
    if sql.execute(statement, [*_values(row, fields, add=False), row.pk], prepare=None) != 1:
        raise DatabaseError(f"{row._meta.label} {row.pk} is not there")


def _values(row: models.Model, fields: list[models.Field], *, add: bool) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add), connection) for field in fields]


@cache
def _insertion(model: Any) -> tuple[str, list[models.Field]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}) RETURNING id', fields


@cache
def _update(model: Any, attributes: tuple[str, ...]) -> tuple[str, list[models.Field]]:
    fields = [model._meta.get_field(each) for each in attributes] or _insertion(model)[1]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE id = %s', fields


@cache
def _columns(model: Any) -> tuple[str, list[str]]:
    fields = model._meta.concrete_fields
    return ", ".join(f'"{field.column}"' for field in fields), [field.attname for field in fields]
