# SPDX-License-Identifier: EUPL-1.2
"""Whose request this is: the municipality of the moment, its roots, and its schema in the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from select import POLLIN, poll
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from psycopg.pq import TransactionStatus

from servicekit.stack import Municipality, Stack, load
from servicekit.stack.components import MARKS


@dataclass(frozen=True)
class Here:
    """A municipality as seen from one of its addresses (by position in the stack file)."""

    municipality: Municipality
    address: int = 0

    @cached_property
    def roots(self) -> dict[str, str]:
        """Code -> API root at this address."""
        return self.municipality.roots_at(self.address)

    @cached_property
    def marks(self) -> list[tuple[bytes, bytes]]:
        """Return what stands in stored bytes, and what is sent instead."""
        return [(MARKS[code].encode(), f"{root}/".encode()) for code, root in self.roots.items()]

    @cached_property
    def salt(self) -> str:
        """Eight hex digits that make an ETag differ between addresses."""
        return sha256(repr(self.roots).encode()).hexdigest()[:8]

    @cached_property
    def known_roots(self) -> list[tuple[str, str]]:
        """(root with a slash, code) of every root the components have or had, longest first."""
        places = self.municipality.places.values()
        found = {f"{root}/": place.code for place in places for root in (*place.roots, *place.former_roots)}
        return sorted(found.items(), key=lambda item: -len(item[0]))


_here: ContextVar[Here | None] = ContextVar("here", default=None)


def here() -> Here:
    """The municipality of this request or job; LookupError outside one."""
    found = _here.get()
    if found is None:
        raise LookupError("no municipality is current")
    return found


def activate(place: Here | None) -> Token:
    """Make a municipality current, for this context and for its next statement."""
    token = _here.set(place)
    if place is not None:
        use_schema(place.municipality)
    return token


@contextmanager
def serving(municipality: Municipality, address: int = 0) -> Iterator[Here]:
    """Run a block for a municipality, for jobs and tests."""
    before = _here.get()
    place = Here(municipality, address)
    activate(place)
    try:
        yield place
    finally:
        _here.set(before)


def role_of(municipality: Municipality) -> str:
    """The role that owns this component's tables of a municipality."""
    return f"{settings.COMPONENT.name}_{municipality.schema}"


def use_schema(municipality: Municipality) -> None:
    """Point the connection at a municipality's schema and role; a statement only when it last served another.

    A connection that PostgreSQL has ended is made anew, so that no write begins on it.
    """
    connection.ensure_connection()
    if _ended(connection.connection):
        connection.close()
        connection.ensure_connection()
    raw = connection.connection
    if getattr(raw, "meent_schema", None) == municipality.schema:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('role', %s, false), set_config('search_path', %s, false)",
            [role_of(municipality), municipality.schema],
        )
    raw.meent_schema = municipality.schema


def _ended(raw: Any) -> bool:
    """Whether there is something to read where nothing was asked: PostgreSQL's last word, or the end itself."""
    if raw.closed or raw.pgconn.transaction_status != TransactionStatus.IDLE:
        return bool(raw.closed)
    looking = poll()
    looking.register(raw.pgconn.socket, POLLIN)
    return bool(looking.poll(0))


@cache
def stack() -> Stack:
    """The stack this process serves, read once. Raises StackError."""
    return load(settings.STACK, with_keys=settings.COMPONENT.encrypts)


class Elsewhere(Exception):
    """The request belongs to an address this stack does not have (None), or had before (the new URL)."""

    def __init__(self, location: str | None) -> None:
        super().__init__(location)
        self.location = location


@dataclass(frozen=True)
class Route:
    """One API root of this component: where requests to it go."""

    host: str
    path: str  #: of the API root, as /zaken/api/v1
    here: Here
    moved_to: str = ""  #: the new root when this one is a former one


def _netloc(root: str) -> str:
    parts = urlsplit(root)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return (parts.hostname or "") + (f":{parts.port}" if parts.port and parts.port != default else "")


@cache
def routes() -> dict[str, list[Route]]:
    """Host -> the roots of this component there, longest path first."""
    found: dict[str, list[Route]] = {}
    code = settings.COMPONENT.code
    for municipality in stack().municipalities:
        place = municipality.places[code]
        for index, root in enumerate(place.roots):
            found.setdefault(_netloc(root), []).append(
                Route(_netloc(root), urlsplit(root).path, Here(municipality, index))
            )
        for root in place.former_roots:
            found.setdefault(_netloc(root), []).append(
                Route(_netloc(root), urlsplit(root).path, Here(municipality), moved_to=place.root)
            )
    for listed in found.values():
        listed.sort(key=lambda route: -len(route.path))
    return found


def base_path(path: str) -> str:
    """Return what the API root and the component's other doors have in common: /zaken of /zaken/api/v1."""
    return path.removesuffix("/api/v1")


def route_of(host: str, path: str) -> tuple[Route, str]:
    """The root that a request is for, and the path below it (or below the component's base, for callbacks).

    Raises Elsewhere for an unknown Host or a root that moved; LookupError when the host has no such path.
    """
    host = re.sub(r":(80|443)$", "", host.lower())
    known = routes().get(host)
    if known is None:
        raise Elsewhere(None)
    for route in known:
        base = base_path(route.path)
        if base != route.path and path.startswith(f"{route.path}/callbacks/"):
            raise LookupError(path)  # a door beside the API, and no part of it
        if path.startswith(route.path) and path[len(route.path) : len(route.path) + 1] in ("/", ""):
            if route.moved_to:
                raise Elsewhere(route.moved_to + path[len(route.path) :])
            return route, path[len(route.path) :] or "/"
        if not route.moved_to and path.startswith(f"{base}/callbacks/"):
            return route, path[len(base) :]
    raise LookupError(path)
