# SPDX-License-Identifier: EUPL-1.2
"""Look up what a row shows of the rows that refer to it, as those declare it in `shown_by`, in one statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models

from servicekit.database import sql
from servicekit.references import own
from servicekit.rules import Violation

if TYPE_CHECKING:
    from servicekit.representations.model import ShownBy


class Shown(models.Model):
    """A row that the write context stores, and that others show: no other model is looked for in what they show."""

    #: the rows that show it, and are rendered again with it
    shown_by: ClassVar[tuple["ShownBy", ...]] = ()
    #: constraint of the table -> the violation that it is (rules.not_unique)
    constraints: ClassVar[dict[str, Violation]] = {}

    class Meta:
        abstract = True


def declarations() -> Iterator[tuple[type[Shown], "ShownBy"]]:
    """Which rows of this component show which others."""
    return ((model, each) for model in apps.get_models() if issubclass(model, Shown) for each in model.shown_by)


@dataclass(frozen=True)
class _Part:
    """One field of what a row shows: SQL over its id (`z.id`), and of which collection it gives UUIDs, if it does."""

    field: str
    sql: str
    collection: str
    one: bool

    def read(self, value: Any) -> Any:
        """The value as a schema shows it: references in place of UUIDs."""
        if not self.collection:
            return value
        if self.one:
            return own(settings.COMPONENT.code, self.collection, value) if value else None
        return [own(settings.COMPONENT.code, self.collection, each) for each in value]


def look_up(instance: models.Model) -> dict[str, Any]:
    """Return what a row shows of others, by field. Of one that is not stored yet there is nothing to show."""
    statement, parts = _statement(type(instance))  # type: ignore[arg-type]  # a class can be hashed
    if instance.pk is None:
        return {part.field: None if part.one else [] for part in parts}
    found = sql.row(statement, [instance.pk])
    assert found is not None
    return {part.field: part.read(value) for part, value in zip(parts, found, strict=True)}


@cache
def _statement(model: Any) -> tuple[str, list[_Part]]:
    parts = list(_parts(model))
    columns = ", ".join(part.sql for part in parts)
    return f"SELECT {columns} FROM (SELECT %s::bigint AS id) z", parts


def _parts(model: type[models.Model]) -> Iterator[_Part]:
    """All that other models declare to be shown by this one, through a foreign key to it."""
    for other, each in declarations():
        column = _foreign_key(other, each.rows, model)
        if column:
            yield _part(other, each, f"FROM {other._meta.db_table} c WHERE c.{column} = z.id")


def _foreign_key(other: type[models.Model], name: str, model: type[models.Model]) -> str:
    field = next((each for each in other._meta.concrete_fields if each.name == name), None)
    return field.column if field is not None and field.related_model is model else ""


def _part(other: type[models.Model], declared: "ShownBy", rows: str) -> _Part:
    rows += f" AND {declared.where}" if declared.where else ""
    if isinstance(declared.of, tuple):
        pairs = ", ".join(f"'{name}', c.{name}" for name in declared.of)
        listed = f"jsonb_agg(jsonb_build_object({pairs}) ORDER BY {declared.order})"
        return _Part(declared.field, f"(SELECT COALESCE({listed}, '[]') {rows})", "", one=False)
    column = f"c.{declared.of}"
    collection = other.collection if declared.of == "uuid" else ""
    if declared.one:
        return _Part(declared.field, f"(SELECT {column} {rows})", collection, one=True)
    if declared.distinct:
        rows += f" GROUP BY {column}"
    return _Part(declared.field, f"ARRAY(SELECT {column} {rows} ORDER BY {declared.order})", collection, one=False)
