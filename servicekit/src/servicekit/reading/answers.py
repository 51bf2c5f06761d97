# SPDX-License-Identifier: EUPL-1.2
"""Reads: select stored representations by filter, predicate and page, and join their bytes. No serializer runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from servicekit import caller, references
from servicekit.clock import today
from servicekit.database import sql
from servicekit.problems import Forbidden, NotFound, Problem
from servicekit.reading.filters import Query
from servicekit.representations import bodies
from servicekit.representations.bodies import Body
from servicekit.representations.etags import etag_header, matches
from servicekit.representations.model import Represented
from servicekit.representations.rendering import digest, render, shape_now
from servicekit.rights import store
from servicekit.rights.checks import refusal, scope_missing
from servicekit.rights.predicate import Rights
from servicekit.stack.municipalities import here

if TYPE_CHECKING:
    from servicekit.reading.expanding import Branch

#: how often an answer is made again because the rights changed while it was made
TRIES = 4
_RECORD = b"\x1e"  #: between representations that are to be told apart: JSON escapes it everywhere
_RESTLESS = Problem(503, "De rechten veranderen terwijl zij worden gelezen; probeer het opnieuw.", retry_after=1)


@dataclass(frozen=True)
class Source:
    """Where the rows of one model are read from, and under which main object they are judged."""

    model: type[Represented]

    @cached_property
    def table(self) -> str:
        """The model's table; its alias in statements is `r`."""
        return self.model._meta.db_table

    @cached_property
    def main(self) -> type[Represented]:
        """The model of the main object."""
        name = self.model.main_field
        return self.model._meta.get_field(name).related_model if name else self.model

    @cached_property
    def alias(self) -> str:
        """The alias under which the main object's columns are judged."""
        return "m" if self.model.main_field else "r"

    @cached_property
    def tables(self) -> str:
        """FROM: the rows and, for a child, its main object."""
        if not self.model.main_field:
            return f"{self.table} r"
        column = self.model._meta.get_field(self.model.main_field).column
        return f"{self.table} r JOIN {self.main._meta.db_table} m ON m.id = r.{column}"

    @cached_property
    def shape(self) -> str:
        """The shape that this release renders."""
        return shape_now(self.model)

    @cached_property
    def columns(self) -> str:
        """SQL for the representation of a row; `bodies.read` reads its values."""
        return bodies.columns(self.model)

    @cached_property
    def parts(self) -> str:
        """SQL for what depends on the day in the rows of a page: an array of each part, in the order of `place`."""
        return "".join(f", array_agg(({part}) ORDER BY c.place)" for part in self.model.by_day.values())

    def where(self, rights: Rights, scopes: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
        """The one predicate over this source."""
        return rights.where(scopes, self.main.judged, self.alias)


def representation(
    source: Source, uuid: UUID, scopes: tuple[str, ...], *, etag_only: bool = False, day: date | None = None
) -> tuple[str, Body]:
    """(etag, representation) of one row the caller may see, as it is on `day`; an empty one with `etag_only`.

    The caller's rights are those of this moment afterwards. One statement; a second when they changed. Raises NotFound
    when it is absent and Forbidden when it is there but not for this client (zrc-006).
    """
    who = caller.current()
    columns = "" if etag_only else f", {source.columns}"
    day = day or today()
    for _ in range(TRIES):
        generation, rights = store.cached(who.client_id)
        condition, parameters = source.where(rights, scopes)
        allowed, named = numbered([condition], parameters)
        found = sql.row(
            f"SELECT r.etag, r.shape, ({allowed}), {store.FRESHNESS}{columns}"
            f" FROM {source.tables} CROSS JOIN rights_state s"
            f" WHERE r.uuid = %(uuid)s AND {source.model.visible}"
            f" AND {rights.exists(source.main.judged, source.alias)}",
            named | {"uuid": uuid, "day": day},
        )
        if found is None:
            now = store.current(who.client_id)
            if now is not rights:
                continue  # judged by rights that have changed since
            if not now.has(scopes):
                if store.look_again(now):
                    continue
                raise scope_missing(scopes)
            raise NotFound()
        etag, shape, allowed_row, now_generation, age, *values = found
        if store.fresh(generation, now_generation, age):
            who.rights = rights  # what else the request asks is judged by the same
            if allowed_row or not store.look_again(rights):
                break
        else:
            store.load(who.client_id)
    else:
        raise _RESTLESS
    if not allowed_row:
        raise _refusal(source, uuid, scopes)
    if shape != source.shape:
        # Made by another release: rendered for this answer only; the worker writes it, under the lock.
        row = source.model._default_manager.get(uuid=uuid)
        body = bodies.whole(row, render(row), day)
        return digest(bytes(body)), body
    if etag_only:
        return etag, Body(b"")
    body = bodies.read(source.model, values)
    return digest(bytes(body)) if source.model.by_day else etag, body


def _refusal(source: Source, uuid: UUID, scopes: tuple[str, ...]) -> Forbidden:
    """Why a row is not for the caller; one statement, for the log."""
    judged, alias = source.main.judged, source.alias
    columns = (f"{alias}.{judged.type}" if judged.type else "''", f"{alias}.{judged.level}" if judged.level else "0")
    found = sql.row(f"SELECT {', '.join(columns)} FROM {source.tables} WHERE r.uuid = %s", [uuid])
    type_, level = found or ("", 0)
    return refusal(scopes, type=type_, level=level)


def retrieve(
    request: HttpRequest, source: Source, uuid: UUID, scopes: tuple[str, ...], day: date | None = None,
    *, expand: "Branch | None" = None,
) -> HttpResponse:  # fmt: skip
    """The answer of a GET or HEAD on one row, 304 when the client has it already; with `expand` more is shown in it."""
    if expand is not None or source.model.by_day:
        _, body = representation(source, uuid, scopes, day=day)
        return variant(request, body if expand is None else expand.into([bytes(body)], day)[0])
    if given := request.headers.get("If-None-Match"):
        etag, _ = representation(source, uuid, scopes, etag_only=True)
        if matches(given, etag_header(etag)):
            answer = HttpResponse(status=304)
            answer["ETag"] = etag_header(etag)
            return answer
    etag, body = representation(source, uuid, scopes)
    answer = json(body)
    answer["ETag"] = etag_header(etag)
    return answer


def meets(source: Source, uuid: UUID, query: Query) -> bool:
    """Whether a row meets the conditions of a query."""
    conditions, named = numbered((*query.conditions, "r.uuid = %s"), (*query.parameters, uuid))
    return sql.row(f"SELECT 1 FROM {source.tables} WHERE {conditions}", named) is not None


def variant(request: HttpRequest, body: Body | bytes) -> HttpResponse:
    """The answer of a GET or HEAD whose body was made for this request: its ETag is of what it sends."""
    etag = etag_header(digest(bytes(body)))
    given = request.headers.get("If-None-Match")
    answer = HttpResponse(status=304) if given and matches(given, etag) else json(body)
    answer["ETag"] = etag
    return answer


def json(body: Body | bytes, status: int = 200) -> HttpResponse:
    """An answer of a representation or other JSON with marks, with this address's roots in it."""
    return HttpResponse(references.outward(bytes(body)), status=status, content_type="application/json")


def page(
    request: HttpRequest, source: Source, query: Query, scopes: tuple[str, ...], order: str,
    *, day: date | None = None, expand: "Branch | None" = None,
) -> HttpResponse:  # fmt: skip
    """The answer of a paged list: exact count, next and previous, and a page of representations.

    With `expand` more is shown in each of them.
    """
    size = query.size or settings.PAGE_SIZE
    first = (query.page - 1) * size
    between = b"," if expand is None else _RECORD
    count, rows = _selected(source, query, scopes, order, f" LIMIT {size} OFFSET {first}", day=day, between=between)
    if expand is not None and rows:
        rows = b",".join(expand.into(rows.split(_RECORD), day))
    if query.page > 1 and first >= count:
        raise NotFound("Ongeldige pagina.")
    head = orjson.dumps(
        {
            "count": count,
            "next": _page_url(request, query.page + 1) if first + size < count else None,
            "previous": _page_url(request, query.page - 1) if query.page > 1 else None,
        }
    )
    return json(b"".join((head[:-1], b',"results":[', rows, b"]}")))


def array(source: Source, query: Query, scopes: tuple[str, ...], order: str) -> HttpResponse:
    """The answer of a list that the standard does not page: a plain array."""
    _, rows = _selected(source, query, scopes, order, "")
    return json(b"".join((b"[", rows, b"]")))


def _selected(
    source: Source, query: Query, scopes: tuple[str, ...], order: str, limit: str,
    *, day: date | None = None, between: bytes = b",",
) -> tuple[int, bytes]:  # fmt: skip
    """(exact count, joined representations) of what filter and predicate leave, in one statement.

    The bytes are joined by PostgreSQL, which spares a Python object per row, with `between` in between. A second
    statement when the rights changed since, or when some were made by another release. The caller's rights are those
    of this moment afterwards.
    """
    who = caller.current()
    order = ", ".join(filter(None, (query.ordering, order)))
    for _ in range(TRIES):
        generation, rights = store.cached(who.client_id)
        asked, named = numbered((*query.conditions, source.model.visible), query.parameters)
        parts = []
        for condition, values in rights.parts(scopes, source.main.judged, source.alias):
            part, more = numbered((condition,), values, len(named))
            parts.append(part)
            named |= more
        counted = " + ".join(f"(SELECT count(*) FROM {source.tables} WHERE {asked} AND {part})" for part in parts)
        named["day"] = day or today()
        chosen = (
            f"SELECT r.id, row_number() OVER (ORDER BY {order}) AS place FROM {source.tables}"
            f" WHERE {asked} AND ({' OR '.join(parts)}) ORDER BY {order}{limit}"
        )
        found = sql.row(
            f"SELECT {store.FRESHNESS}, {counted}, page.*"
            f" FROM rights_state s CROSS JOIN (SELECT string_agg(r.body, %(between)s ORDER BY c.place),"
            f" bool_and(r.shape = %(shape)s){source.parts}"
            f" FROM ({chosen}) c JOIN {source.table} r ON r.id = c.id) page",
            named | {"shape": source.shape, "between": between.decode()},
        )
        now_generation, age, count, rows, same_shape, *parts_of_day = found or (0, None, 0, None, None)
        if store.fresh(generation, now_generation, age):
            break
        store.load(who.client_id)
    else:
        raise _RESTLESS
    if not rights.has(scopes):
        if store.look_again(rights):
            return _selected(source, query, scopes, order, limit, day=day, between=between)
        raise scope_missing(scopes)
    who.rights = rights
    if same_shape is False:
        return count, between.join(_fresh_bodies(source, chosen, named))
    return count, _with_parts(source, rows or b"", parts_of_day)


def _with_parts(source: Source, rows: bytes, parts: Sequence[Sequence[bytes]]) -> bytes:
    """The joined representations of a page with their parts in place: each row has each of its places once."""
    if not rows or not parts:
        return rows
    following = {name.encode(): iter(values) for name, values in zip(source.model.by_day, parts, strict=True)}
    pieces = rows.split(bodies.MARK)
    pieces[1::2] = [next(following[name]) for name in pieces[1::2]]
    return b"".join(pieces)


def _fresh_bodies(source: Source, chosen: str, named: dict[str, Any]) -> list[bytes]:
    """The same rows, those of another release rendered for this answer; the worker writes them, under the lock."""
    found = sql.rows(
        f"SELECT r.id, r.shape, {source.columns}"
        f" FROM ({chosen}) c JOIN {source.table} r ON r.id = c.id ORDER BY c.place",
        named,
    )
    stale = [number for number, shape, *_ in found if shape != source.shape]
    rows = source.model._default_manager.filter(pk__in=stale)
    fresh = {each.pk: bodies.whole(each, render(each), named["day"]) for each in rows}
    return [bytes(fresh.get(number) or bodies.read(source.model, values)) for number, _, *values in found]


def numbered(conditions: Sequence[str], values: Sequence[Any], first: int = 0) -> tuple[str, dict[str, Any]]:
    """The conditions joined, with parameters named from `first` on: what stands twice is then sent once."""
    parts = " AND ".join(conditions).split("%s")
    joined = "".join(f"{part}%(p{first + i})s" for i, part in enumerate(parts[:-1])) + parts[-1]
    return joined, {f"p{first + i}": value for i, value in enumerate(values)}


def _page_url(request: HttpRequest, number: int) -> str:
    """This list's URL with another page, all other parameters kept."""
    return url_with(request, "page", str(number) if number > 1 else "")


def url_with(request: HttpRequest, name: str, value: str) -> str:
    """The URL of this request with another value of one parameter, without it when that is empty."""
    root = here().roots[settings.COMPONENT.code]
    parameters = [(each, given) for each, values in request.GET.lists() for given in values if each != name]
    if value:
        parameters.append((name, value))
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{root}{request.path_info}{query}"
