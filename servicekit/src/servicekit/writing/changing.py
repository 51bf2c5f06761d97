# SPDX-License-Identifier: EUPL-1.2
"""The one way in which something is written, so that no step of it can be forgotten.

A write locks the main object before it reads anything that it judges by, asks again whether the caller may, judges
If-Match, and keeps the old representation. What it then stores is rendered and is one line in the journal; every row
that shows it is rendered once, when all is stored. `creating` begins what makes a row, `changing` what changes or
destroys one; both are the transaction of the action. What calls several actions makes them one by `all_or_nothing`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import AbstractContextManager, contextmanager
from typing import Any, overload
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from servicekit.database import instances
from servicekit.database.constraints import broken_by, enforced
from servicekit.database.transactions import hold, lock, together, writing
from servicekit.journal.recording import forget, record
from servicekit.problems import NotFound, Problem, check
from servicekit.representations.etags import require_match
from servicekit.representations.items import store_items
from servicekit.representations.model import Represented, ShownBy
from servicekit.representations.rendering import dump, represent
from servicekit.rules import Violation

type Permit = Callable[[Any], None]  #: raises Forbidden (or NotFound) unless the caller may do this to a main object
type Others = Mapping[type[Represented], Iterable[UUID]]  #: more main objects to lock: model -> their UUIDs

#: what is stored of a representation
RENDERED = ("body", "etag", "shape")
_MOVED = "Dit object is tegelijk door een ander verzoek gewijzigd; probeer het opnieuw."


class NothingWritten(RuntimeError):
    """A write ended without a line in the journal, or without saying that nothing changed: a defect of ours."""


class Change[R: Represented, M: Represented]:
    """A write under way. All main objects that it was told of are locked; `locked` has those that are there."""

    def __init__(
        self, locked: dict[UUID, Any], *, main: M | None = None, row: R | None = None, permit: Permit | None = None
    ) -> None:
        self.locked = locked
        self._main, self._row, self._permit = main, row, permit
        mains = [each for each in (main, *locked.values()) if each is not None]
        self._mains = {(type(each), each.pk): each for each in mains}
        self._bodies = {each.uuid: each.body for each in mains}
        self._old = row.body if row is not None else None
        self._judged = _judged(main) if main is not None else None
        self._shown = self._shown_values(row) if row is not None else {}
        self._stale: dict[tuple[type[Represented], UUID], Represented] = {}
        self._written = False

    @property
    def main(self) -> M:
        """The main object as it is now, locked."""
        assert self._main is not None, "what is created without a main object is one"
        return self._main

    @property
    def row(self) -> R:
        """The row that changes, as it is now; its main object is locked and If-Match was judged."""
        assert self._row is not None, "there is no row before it is created"
        return self._row

    def create[N: Represented](self, row: N, **line: Any) -> N:
        """Store a new row, of the main object or one itself. `line` are options of `record`.

        A main object that is not made under another is asked of `permit`. Raises what that raises, and Invalid when a
        constraint of its model says that it may not be.
        """
        if not row.main_field:
            hold(row)
            if self._main is None and self._permit is not None:
                self._permit(row)
        self.create_along(row)
        self._record("create", row, **line)
        return row

    def create_along(self, row: Represented) -> None:
        """Store a new row of a locked main object that has no line of its own. Raises Invalid like `create`."""
        self._attach(row, row.main_field)
        represent(row, save=False)
        with enforced(row, row.constraints):
            instances.insert(row)
        store_items(row)
        self._render_later(self._dependents(row))

    def update(self, *, partial: bool, **line: Any) -> R:
        """Store the row with what was set on it; `partial` says which action that is. `line` are options of `record`.

        Asks again whether the caller may, when type or level of the main object are not what they were. Raises
        Forbidden for that, and Invalid like `create`.
        """
        row, before = self.row, self._judged
        if row is self._main and self._permit is not None and _judged(row) != before:
            self._permit(row)
        self._store(row)
        self._render_later(self._shown_differently())
        action = "partial_update" if partial else "update"
        self._record(action, row, old=self._old, before=before, **line)
        return row

    def begin(self, action: str, *values: str, **line: Any) -> None:
        """Store these `values` of the row, which say that an action on it has begun; its line is held until it ends."""
        self._store(self.row, *values)
        self._render_later(self._shown_differently())
        self._record(action, self.row, old=self._old, held=True, **line)

    def destroy(self, row: Represented | None = None, **line: Any) -> None:
        """Delete the row, or another of a locked main object, and what may be personal of it in the journal."""
        row = self.row if row is None else row
        self._attach(row, row.main_field)
        showing = self._dependents(row)
        self._record("destroy", row, old=row.body, **line)
        if not row.main_field:
            forget(row.reference)
        row.delete()
        self._stale.pop((type(row), row.uuid), None)
        self._render_later(showing)

    def save_along(self, row: Represented, *values: str) -> None:
        """Store a row of a locked main object that changes along, and has no line of its own; these `values` only."""
        self._attach(row, row.main_field)
        self._store(row, *values)

    def tell(self, main: Represented, **line: Any) -> None:
        """Have others told of a locked main object that changed along, as a partial_update of it."""
        if self._stale.pop((type(main), main.uuid), None) is not None:
            represent(main)
        record("partial_update", main, old=self._bodies[main.uuid], **line)

    def note(self, action: str, given: Mapping[str, Any]) -> None:
        """Say in the audit trail what was done with the row that changes no representation, and what was given for it.

        Nobody is notified of it.
        """
        self._record(action, self.row, audit=True, notify=False, new=dump(given).decode())

    def leave(self) -> None:
        """Say that everything is as it was asked for already: there is nothing to write."""
        self._written = True

    def _record(self, action: str, row: Represented, **line: Any) -> None:
        record(action, row, **line)
        self._written = True

    def _store(self, row: Represented, *values: str) -> None:
        store_items(row)
        represent(row, save=False)
        with enforced(row, row.constraints):
            instances.update(row, *((*values, *RENDERED) if values else ()))
        self._stale.pop((type(row), row.uuid), None)

    def _render_later(self, rows: Iterable[Represented]) -> None:
        """Have rows rendered at the end, once, whatever else changes of what they show."""
        for each in rows:
            self._stale.setdefault((type(each), each.uuid), each)

    def _finish(self) -> None:
        if not self._written:
            raise NothingWritten
        represent(*self._stale.values())

    def _dependents(self, row: Represented) -> list[Represented]:
        """The rows that show a row that comes or goes."""
        return [each for shown in row.shown_by if not shown.below for each in self._rows(row, shown.rows)]

    def _shown_differently(self) -> list[Represented]:
        """The rows that show the row otherwise than before."""
        found: list[Represented] = []
        for shown in self.row.shown_by:
            rows_before, values_before = self._shown[shown]
            values = [getattr(self.row, name) for name in shown.values]
            if shown.below:
                found += self._rows(self.row, shown.rows) if values != values_before else []
                continue
            rows = self._rows(self.row, shown.rows)
            found += rows if values != values_before else [each for each in rows if each not in rows_before]
            found += [each for each in rows_before if each not in rows]
        return found

    def _shown_values(self, row: Represented) -> dict[ShownBy, tuple[list[Represented], list[Any]]]:
        return {
            shown: ([] if shown.below else self._rows(row, shown.rows), [getattr(row, name) for name in shown.values])
            for shown in row.shown_by
        }

    def _rows(self, row: Represented, attribute: str) -> list[Represented]:
        """The rows in an attribute, each under the locked main object where that is here."""
        self._attach(row, attribute)
        rows = _in(row, attribute)
        for each in rows:
            self._attach(each, each.main_field)
        return rows

    def _attach(self, row: Represented, name: str) -> None:
        """Have a foreign key to a main object that is locked be that one, and not be read from the database."""
        field = next((each for each in row._meta.concrete_fields if each.name == name), None)
        if field is not None and field.is_relation:
            main = self._mains.get((field.related_model, getattr(row, field.attname)))
            if main is not None:
                setattr(row, name, main)


@overload
def creating(
    *, others: Others | None = None, permit: Permit | None = None
) -> AbstractContextManager[Change[Any, Any]]: ...
@overload
def creating[M: Represented](
    *, under: M, others: Others | None = None, permit: Permit | None = None, absent: Problem | None = None
) -> AbstractContextManager[Change[Any, M]]: ...
@contextmanager
def creating[M: Represented](
    *, under: M | None = None, others: Others | None = None, permit: Permit | None = None, absent: Problem | None = None
) -> Iterator[Change[Any, M]]:
    """The transaction that creates a row `under` a main object, or a main object.

    `under` is locked, and `permit` asked again of it as it is now; `others` are locked with it. Without `under`,
    `permit` is asked of what is made. Raises `absent` when `under` is there no more, and what `permit` raises.
    """
    with writing():
        locked = _lock(under, others)
        main = locked.pop(under.uuid, None) if under is not None else None
        if under is not None and main is None:
            raise absent or NotFound()
        if main is not None and permit is not None:
            permit(main)
        yield from _written(Change(locked, main=main, permit=permit))


@contextmanager
def changing[R: Represented](
    found: R, *, others: Others | None = None, permit: Permit | None = None
) -> Iterator[Change[R, Any]]:
    """The transaction that changes or destroys a row that was `found` without a lock.

    `permit` is asked of its main object as it was found, which is then locked, and `permit` asked again of it, and the
    row read as it is now; `others` are locked too. Raises NotFound, what `permit` raises, Problem 412 (If-Match), or
    409 when it was moved to another main object.
    """
    if permit is not None:
        permit(found.main)  # in the transaction nobody can be asked whether the caller's rights are newer
    with writing():
        under = found.main
        locked = _lock(under, others)
        main = locked.pop(under.uuid, None)
        row = _now(found, main)
        if permit is not None:
            permit(main)
        require_match(row)
        yield from _written(Change(locked, main=main, row=row, permit=permit))


@contextmanager
def all_or_nothing() -> Iterator[Callable[[Others], dict[UUID, Any]]]:
    """The one transaction of several actions, none of which may ask another component any more.

    Gives what locks main objects (model -> their UUIDs, in that order) and returns those that are there, by UUID. Lock
    all that the actions lock before the first of them, or two of these may wait for each other. Of an action that is
    refused nothing stays, and others may follow it.
    """
    with together():
        yield lambda others: _lock(None, others)


def _written[R: Represented, M: Represented](change: Change[R, M]) -> Iterator[Change[R, M]]:
    yield change
    change._finish()


def _lock(under: Represented | None, others: Others | None) -> dict[UUID, Any]:
    """All main objects, locked: those of each model together, the models in the order that was given."""
    wanted: dict[type[Represented], set[UUID]] = {model: set(uuids) for model, uuids in (others or {}).items()}
    if under is not None:
        wanted.setdefault(type(under), set()).add(under.uuid)
    locked: dict[UUID, Any] = {}
    for model, uuids in wanted.items():
        locked |= lock(model, uuids)
    return locked


def _now[R: Represented](found: R, main: Any) -> R:
    """The row as it is now under its locked main object."""
    if main is None:
        raise NotFound()
    if not found.main_field:
        return main
    row = next(iter(instances.select(type(found), "id = %s", [found.pk])), None)
    if row is None:
        raise NotFound()
    if getattr(row, row._meta.get_field(row.main_field).attname) != main.pk:
        raise Problem(409, _MOVED, retry_after=1)
    setattr(row, row.main_field, main)
    return row


def _judged(main: Represented) -> tuple[str, int | None]:
    judged = main.judged
    return (
        getattr(main, judged.type) if judged.type else "",
        getattr(main, judged.level) if judged.level else None,
    )


def broken(row: Represented, wrong: Set[str] = frozenset()) -> Iterator[Violation]:
    """Say which constraints that are rules a row would break that is about to be stored; a statement each.

    Not those of attributes that are `wrong` already.
    """
    for each in row._meta.constraints:
        if each.name in row.constraints:
            try:
                each.validate(type(row), row, exclude=set(wrong))
            except ValidationError:
                yield broken_by(row, row.constraints[each.name])


def check_row(row: Represented, violations: Iterable[Violation]) -> None:
    """Raise Invalid when anything is wrong, and say then which constraints the row would break as well.

    When nothing is, storing it says so without a statement more.
    """
    if found := list(violations):
        check([*found, *broken(row)])


def showing(row: Represented) -> list[Represented]:
    """The rows that show a row which comes or goes: by `shown_by`, without those that belong to it."""
    return [each for shown in row.shown_by if not shown.below for each in _in(row, shown.rows)]


def _in(row: Represented, attribute: str) -> list[Represented]:
    found = getattr(row, attribute)
    return [] if found is None else [found] if isinstance(found, models.Model) else list(found)


def find[R: Represented](model: type[R], uuid: UUID) -> R:
    """The row with this UUID and its main object, as they are without a lock. Raises NotFound."""
    if not model.main_field:
        row = instances.one(model, uuid)
    else:
        row = model._default_manager.select_related(model.main_field).filter(uuid=uuid).first()
    if row is None:
        raise NotFound()
    return row
