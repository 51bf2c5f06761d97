# SPDX-License-Identifier: EUPL-1.2
"""Rows that lead a relation with another component, and what is left there of rows that are gone here."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models.functions import Now

from servicekit.references import uuid_in
from servicekit.representations.model import Represented

if TYPE_CHECKING:
    from servicekit.pairs.counterparts import Counterpart


class Pair(Represented):
    """A row that relates a main object (`ours`) to something elsewhere (`theirs`), with a counterpart there.

    It is a row of the main object; or, without `main_field`, that object itself, which refers to something elsewhere.
    Such a one may refer to nothing, and has no counterpart then.

    `state` says how far it is: `held` until the counterpart is known to be made, `deleting` until it is known to be
    gone, empty when both sides agree. `event` is the journal line that is held meanwhile; `changed` is when a request
    or a worker began with it. A model says in `other_field` which of its fields is the reference to the other side.
    It has an index on `changed` of the rows that are not done.
    """

    HELD, DELETING, DONE = "held", "deleting", ""

    visible = "r.state <> 'deleting'"
    counterpart: "ClassVar[Counterpart]"
    other_field: ClassVar[str]

    state = models.CharField(max_length=10)
    event = models.UUIDField(null=True)
    changed = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def ours(self) -> str:
        """The reference to the end on this side."""
        return self.main.reference

    @property
    def theirs(self) -> str:
        """The reference to the other end."""
        return getattr(self, self.other_field)

    @classmethod
    def with_main(cls) -> "models.QuerySet[Self]":
        """The rows, each read with its main object."""
        rows = cls._default_manager.all()
        return rows.select_related(cls.main_field) if cls.main_field else rows

    @classmethod
    def between(cls, ours: str, theirs: str) -> "models.QuerySet[Self]":
        """The row that relates these two references; one, or none."""
        main = cls._meta.get_field(cls.main_field).related_model if cls.main_field else cls
        assert isinstance(main, type)
        assert issubclass(main, Represented)
        uuid = f"{cls.main_field}__uuid" if cls.main_field else "uuid"
        return cls._default_manager.filter(**{uuid: uuid_in(ours, main.collection), cls.other_field: theirs})


class Leftover(models.Model):
    """A pair that is gone here and whose counterpart is still to be deleted. It holds references only.

    It is due at `due`, which a worker that takes it moves on, so that no other does. Before `until` the counterpart may
    still be made, by a request that nobody waits for: that it is not there says nothing yet.
    """

    pair = models.CharField(max_length=100)  #: label of the model that the pair was of
    ours = models.CharField(max_length=1000)
    theirs = models.CharField(max_length=1000)
    due = models.DateTimeField(db_index=True)
    until = models.DateTimeField(db_default=Now())
    attempts = models.IntegerField(default=0)

    class Meta:
        app_label = "pairs"  # said, so that the room can be read where its tables are not made

    @classmethod
    def of(cls, pair: Pair, *, due: datetime, until: datetime) -> "Leftover":
        """What is left of a pair; not stored yet."""
        return cls(pair=pair._meta.label_lower, ours=pair.ours, theirs=pair.theirs, due=due, until=until)
