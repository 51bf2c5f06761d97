# SPDX-License-Identifier: EUPL-1.2
"""Rows that keep their representation, and what such a row says of itself."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models

from servicekit.references import own
from servicekit.representations.shown import Shown, look_up


@dataclass(frozen=True, kw_only=True)
class Judged:
    """By which columns of the main object's table a row is judged; no type: by scope only."""

    type: str = ""
    level: str = ""
    ready: str = ""  #: boolean column that must be true for an application limited to what is ready to publish


@dataclass(frozen=True)
class ShownBy:
    """Which other rows show a row: those in its attribute `rows` (a row, several, or None), in their `field`.

    They are rendered again when it comes, when it goes, when it moves from one of them to another, and when one of the
    `values` that they show changes. Where `rows` is a foreign key, `shown` of that row has the field: an array in the
    `order` given, or `one` alone; of the URL, a column, or several as objects. `c` in SQL is this row.
    """

    rows: str
    field: str
    values: tuple[str, ...] = ()
    _: KW_ONLY
    of: str | tuple[str, ...] = "uuid"
    one: bool = False
    where: str = ""
    order: str = "c.id"
    below: bool = False  #: they belong to it, so they come and go with it: looked for when one of the `values` changes
    distinct: bool = False  #: each value of the column once; the order is then of groups


class Represented(Shown):
    """A row that keeps its representation: `body` with marks, its digest `etag`, and the `shape` it was made in."""

    #: the name of the foreign key to the object under whose lock it changes; empty for a main object
    main_field = ""
    #: as notifications and audit trail name it, and as its URL does
    resource = ""
    collection = ""
    #: of a main object: the kanaal its changes are published on, and by which columns it is judged
    channel = ""
    judged = Judged()
    #: whether its changes are in the audit trail
    audited = True
    #: which acties on it are notified, when its main object has a kanaal
    notifies: ClassVar[tuple[str, ...]] = ("create", "update", "partial_update", "destroy")
    #: SQL over the row (`r`): false hides it from every read
    visible = "TRUE"
    #: fields that depend on the day -> the SQL that gives their JSON when the row is read (bodies.py)
    by_day: ClassVar[dict[str, str]] = {}

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(unique=True, default=uuid4)
    body = models.TextField()
    etag = models.CharField(max_length=32)
    shape = models.CharField(max_length=12)

    class Meta:
        abstract = True

    @cached_property
    def shown(self) -> dict[str, Any]:
        """Return what it shows of other rows, by field; looked up for each rendering once it is stored."""
        return look_up(self)

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

    def complete_sample(self, row_of: Callable[[type[models.Model]], Any]) -> None:
        """Give a sample row (samples.py) what it shows and no column of it holds; `row_of` makes one of a model."""

    @property
    def main(self) -> "Represented":
        """The main object: the one whose lock, rights and audit trail cover this row."""
        return getattr(self, self.main_field) if self.main_field else self
