# SPDX-License-Identifier: EUPL-1.2
"""Stored representations: the JSON of a resource, rendered when it changes and sent as it is.

Serialising a page of 100 costs 80 ms of CPU, sending stored bytes half a millisecond.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

import orjson
from django.apps import apps
from django.conf import settings
from django.db import models

from servicekit import caller
from servicekit.database import sql
from servicekit.database.transactions import require_lock
from servicekit.problems import Problem
from servicekit.references import own
from servicekit.representations import by_day
from servicekit.rights.predicate import Judged
from servicekit.stack.municipalities import here

if TYPE_CHECKING:
    from servicekit.representations.schemas import Schema

_schemas: dict[type[models.Model], "type[Schema]"] = {}


class Represented(models.Model):
    """A row that keeps its representation: `body` with marks, its digest `etag`, and the `shape` it was made in."""

    #: the name of the foreign key to the object under whose lock it changes; empty for a main object
    main_field = ""
    #: as notifications and audit trail name it, and as its URL does
    resource = ""
    collection = ""
    #: of a main object: the kanaal its changes are published on, and by which columns it is judged
    channel = ""
    judged = Judged()
    #: SQL over the row (`r`): false hides it from every read
    visible = "TRUE"
    #: fields that depend on the day -> the SQL that gives their JSON when the row is read (by_day)
    live: ClassVar[dict[str, str]] = {}

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True, default=uuid4)
    body = models.TextField()
    etag = models.CharField(max_length=32)
    shape = models.CharField(max_length=12)

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """Its own reference, `code:collection/uuid`."""
        return own(settings.COMPONENT.code, self.collection, self.uuid)

    @property
    def weergave(self) -> str:
        """How the audit trail names it to people."""
        return str(self.uuid)

    @property
    def notified(self) -> dict[str, str]:
        """Of a main object: what its notifications may be filtered on; values may be references."""
        return {}

    @property
    def main(self) -> "Represented":
        """The main object: the one whose lock, rights and audit trail cover this row."""
        return getattr(self, self.main_field) if self.main_field else self


def register(model: type[models.Model], schema: "type[Schema]") -> None:
    """Say which schema renders a model; a schema does so by naming the model in its Meta."""
    _schemas[model] = schema


def schema_of(model: type[models.Model]) -> "type[Schema]":
    """The schema that renders a model."""
    return _schemas[model]


@cache
def shape_of(schema: Any) -> str:
    """Twelve hex digits that change when the serializer tree does, and so tell old representations."""
    return sha256(f"{schema()!r}{sorted(schema.Meta.model.live)}".encode()).hexdigest()[:12]


def shape_now(model: "type[Represented]") -> str:
    """The shape in which this release renders a model."""
    return shape_of(schema_of(model))  # type: ignore[arg-type]  # a class can be hashed


def represented() -> Iterator["type[Represented]"]:
    """The models of this component that keep their representation."""
    return (model for model in apps.get_models() if issubclass(model, Represented))


@cache
def _renderer(schema: Any) -> "Schema":
    renderer = schema()
    for field in schema.Meta.model.live:
        renderer.fields.pop(field)
    return renderer


def dump(value: Any) -> bytes:
    """JSON bytes; own references in it stand marked."""
    return orjson.dumps(value)


def render(instance: models.Model) -> bytes:
    """The representation of a row as it is now, with marks."""
    shown = _renderer(schema_of(type(instance))).to_representation(instance)  # type: ignore[arg-type]  # a class can be hashed
    return dump(shown | {field: by_day.mark(field) for field in instance.live})


def digest(body: bytes) -> str:
    """The digest that an ETag is made of."""
    return sha256(body).hexdigest()[:32]


def represent(*instances: Represented, save: bool = True) -> None:
    """Render rows again, in the transaction that changed what they show, under their main object's lock.

    With `save=False` only the fields are set, for a row that is about to be inserted. Raises NotLocked.
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


def etag_header(etag: str) -> str:
    """The strong ETag of stored bytes as this address answers them."""
    return f'"{etag}{here().salt}"'


def matches(given: str, etag: str) -> bool:
    """Whether an If-None-Match or If-Match header names this ETag (RFC 9110; weak prefixes count as equal)."""
    if given.strip() == "*":
        return True
    return etag in (each.strip().removeprefix("W/") for each in given.split(","))


def require_match(instance: Represented) -> None:
    """Judge the If-Match of the request against a row whose main object is locked. Raises Problem 412 when stale."""
    require_lock(instance.main)
    given = caller.current().if_match
    if given:
        # Of what another release rendered, a reader got the ETag of a fresh rendering.
        fresh = instance.shape == shape_now(type(instance))
        etag = (
            instance.etag
            if fresh and not instance.live
            else digest(by_day.filled(instance, None if fresh else render(instance).decode()))
        )
        if not matches(given, etag_header(etag)):
            raise Problem(412, "Het object is intussen gewijzigd; haal het opnieuw op.")
