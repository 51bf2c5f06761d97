# SPDX-License-Identifier: EUPL-1.2
"""Stored representations: the JSON of a resource, rendered when it changes and sent as it is.

Serialising a page of 100 costs 80 ms of CPU, sending stored bytes half a millisecond.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson
from django.apps import apps
from django.db import models

from servicekit.database import sql
from servicekit.database.transactions import require_lock
from servicekit.representations import bodies
from servicekit.representations.model import Represented

if TYPE_CHECKING:
    from servicekit.representations.schemas import Schema

_schemas: dict[type[models.Model], "type[Schema]"] = {}


def register(model: type[models.Model], schema: "type[Schema]") -> None:
    """Say which schema renders a model; a schema does so by naming the model in its Meta."""
    _schemas[model] = schema


def schema_of(model: type[models.Model]) -> "type[Schema]":
    """The schema that renders a model."""
    return _schemas[model]


@cache
def shape_of(schema: Any) -> str:
    """By what old representations are told: the `version` in the schema's Meta, and its fields by name and kind.

    Who changes what is rendered gives the schema a new version (default 1); `manage.py representations` notices when
    that was forgotten. A text in the contract is no part of it.
    """
    fields = sha256(repr((_tree(schema())[1:], sorted(schema.Meta.model.by_day))).encode()).hexdigest()
    return f"{version_of(schema)}-{fields[:8]}"


def version_of(schema: Any) -> int:
    """The version that somebody gave to what a schema renders."""
    return getattr(schema.Meta, "version", 1)


def _tree(field: Any) -> Any:
    """The names and kinds of what a field renders."""
    inside = getattr(field, "child", None)
    if inside is not None:
        return type(field).__name__, _tree(inside)
    fields = getattr(field, "fields", {})
    parts = [(name, _tree(each)) for name, each in fields.items() if not each.write_only]
    # Of a schema that renders each kind of a resource by one of its own, those are what it renders.
    kinds = [(name, _tree(each())) for name, each in sorted(vars(type(field)).get("kinds", {}).items())]
    return type(field).__name__, parts, kinds


def shape_now(model: type[Represented]) -> str:
    """The shape in which this release renders a model."""
    return shape_of(schema_of(model))  # type: ignore[arg-type]  # a class can be hashed


def represented() -> Iterator[type[Represented]]:
    """The models of this component that keep their representation."""
    return (model for model in apps.get_models() if issubclass(model, Represented))


@cache
def _renderer(schema: Any) -> "Schema":
    renderer = schema()
    for field in schema.Meta.model.by_day:
        renderer.fields.pop(field)
    return renderer


def dump(value: Any) -> bytes:
    """JSON bytes; own references in it stand marked."""
    return orjson.dumps(value)


def render(instance: models.Model) -> bytes:
    """The representation of a row as it is now, with marks."""
    if instance.pk is not None:
        instance.__dict__.pop("shown", None)  # it may have changed since the last rendering
    shown = _renderer(schema_of(type(instance))).to_representation(instance)  # type: ignore[arg-type]  # a class can be hashed
    return dump(shown | {field: bodies.place(field) for field in instance.by_day})


def digest(body: bytes) -> str:
    """The digest that an ETag is made of."""
    return sha256(body).hexdigest()[:32]


def represent(*instances: Represented, save: bool = True) -> None:
    """Render rows again, in the transaction that changed what they show, under their main object's lock.

    With `save=False` only the fields are set, for a row that is about to be stored. Raises NotLocked.
    """
    for instance in instances:
        require_lock(instance.main)
        body = render(instance)
        instance.body, instance.etag = body.decode(), digest(body)
        instance.shape = shape_now(type(instance))
        if save:
            sql.execute(
                f'UPDATE "{instance._meta.db_table}" SET body = %s, etag = %s, shape = %s WHERE id = %s',
                [instance.body, instance.etag, instance.shape, instance.pk],
            )
