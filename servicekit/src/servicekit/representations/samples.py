# SPDX-License-Identifier: EUPL-1.2
"""Sample rows, by which a change in what is rendered is noticed: one with nothing set and one with everything.

They are not stored, so they show no other rows; what is in them means nothing.
"""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from django.contrib.postgres.fields import ArrayField
from django.db import models
from rest_framework import serializers

from servicekit.representations import bodies
from servicekit.representations.model import Represented
from servicekit.representations.rendering import render, schema_of
from servicekit.representations.schemas import GroupSchema
from servicekit.stack.components import MARKS

_DAY, _MOMENT = date(2026, 2, 3), datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)


def samples(model: type[Represented]) -> dict[str, Any]:
    """The JSON of both sample rows, `empty` and `full`.

    The mark of a component stands in it as its code, that of a part that depends on the day as the name of the part.
    """
    return {name: _shown(render(_row(model, full=full))) for name, full in (("empty", False), ("full", True))}


def _shown(body: bytes) -> Any:
    for code, mark in MARKS.items():
        body = body.replace(mark.encode(), f"{code}:".encode())
    first, *rest = body.split(bodies.MARK)
    texts = [orjson.dumps(f"by day: {part.decode()}") if i % 2 == 0 else part for i, part in enumerate(rest)]
    return orjson.loads(b"".join((first, *texts)))


def _row(model: type[Any], *, full: bool, whole: bool = True) -> Any:
    row = model()
    fields = schema_of(model)().fields.values() if issubclass(model, Represented) else ()
    shown = {each.source: each for each in fields}
    for field in model._meta.concrete_fields:
        if not field.primary_key and field.name not in ("body", "etag", "shape"):
            setattr(row, field.name, _value(field, shown.get(field.name), full=full))
    if issubclass(model, Represented) and whole:
        row.complete_sample(partial(_row, full=full))
    return row


def _value(field: Any, shown: Any, *, full: bool) -> Any:
    """A value for a column, which a field of the schema may show."""
    if isinstance(shown, GroupSchema):
        return _group(shown) if full else None
    if isinstance(shown, serializers.ChoiceField) and (full or not (field.null or shown.allow_blank)):
        return next(iter(shown.choices))
    if field.is_relation:
        return _row(field.related_model, full=False, whole=False) if full or not field.null else None
    if not full and field.null:
        return None
    match field:
        case models.UUIDField():
            return UUID(int=4 << 76 | 8 << 60)
        case models.BooleanField():
            return full
        case models.IntegerField():
            return 3 if full else 1
        case models.DateTimeField():
            return _MOMENT
        case models.DateField():
            return _DAY
        case ArrayField():
            return [_value(field.base_field, None, full=True)] if full else []
        case models.JSONField():
            return [] if isinstance(shown, (serializers.ListField, serializers.ListSerializer)) else {}
    return field.name[: field.max_length] if full else ""


def _group(group: Any) -> dict[str, Any]:
    return {name: _part(name, field) for name, field in group.fields.items()}


def _part(name: str, field: Any) -> Any:
    match field:
        case GroupSchema():
            return _group(field)
        case serializers.ChoiceField():
            return next(iter(field.choices))
        case serializers.BooleanField():
            return True
        case serializers.IntegerField():
            return 3
        case serializers.DateField():
            return _DAY.isoformat()
        case serializers.ListField() | serializers.ListSerializer():
            return []
    return name
