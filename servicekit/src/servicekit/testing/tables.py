# SPDX-License-Identifier: EUPL-1.2
"""Tables of tests that are walked from the URLs: who may write, what lists choose, and what may not come between.

A component has a row for each of its write operations and for each filter; an operation or filter without a row fails
by its name. Everything is asked over HTTP, so that the tables hold whatever the code inside looks like.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.urls import get_resolver

from servicekit.database import instances
from servicekit.journal.models import Line
from servicekit.scopes import SCOPES
from servicekit.stack import Municipality
from servicekit.stack.municipalities import serving
from servicekit.testing.client import Api
from servicekit.testing.rights import give, given_since
from servicekit.web.resources import Resource

_CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One method of one path of the component, and the operation that it is."""

    method: str
    path: str  #: below the API root, as `things/{uuid}`
    operation: str
    resource: type[Resource]

    @property
    def name(self) -> str:
        """Return what a row is called: `PATCH things/{uuid}`."""
        return f"{self.method} {self.path}"

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of which any will do."""
        return self.resource.scopes[self.operation]

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of what it chooses by: query parameters of a list, fields of the body of a search."""
        if self.operation == "list":
            return tuple(self.resource.filters.fields)
        if self.method == "POST" and self._finds:
            body = self.resource.contract[self.operation].body
            assert isinstance(body, dict)
            return tuple(name for name in body["properties"] if name != "ordering")
        return ()

    @property
    def orderings(self) -> tuple[str, ...]:
        """The names that it orders by; a search those of the list."""
        return tuple(self.resource.filters.ordering or ()) if self.filters else ()

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        asks = self.operation in self.resource.contract and self.resource.contract[self.operation].asks
        return self.method != "GET" and not self._finds and not asks

    @property
    def _finds(self) -> bool:
        return self.operation in self.resource.contract and self.resource.contract[self.operation].many


def routes() -> dict[str, Route]:
    """Every operation of the component's resources, by name."""
    found = {}
    for pattern in get_resolver().url_patterns:
        view = getattr(pattern, "callback", None)
        if resource := getattr(view, "resource", None):
            path = _CONVERTED.sub(r"{\1}", str(pattern.pattern))
            for method, operation in view.actions.items():
                route = Route(method.upper(), path, operation, resource)
                found[route.name] = route
    return found


def writes() -> list[Route]:
    """The operations that may change something."""
    return [route for route in routes().values() if route.writes]


def lists() -> list[Route]:
    """The lists and searches that choose by something."""
    return [route for route in routes().values() if route.filters]


@dataclass(frozen=True, kw_only=True)
class Request:
    """A write that is right in every way: with the rights for it, it succeeds."""

    path: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: fields of the body that bring it out of the rights -> the status that this is answered with
    outside: tuple[tuple[Mapping[str, Any], int], ...] = ()

    def send(self, api: Api, method: str, changed: Mapping[str, Any] | None = None, **options: Any) -> Any:
        """The answer to it, with some fields of its body changed."""
        body = self.body if changed is None else {**(self.body or {}), **changed}
        below_root = self.path.partition("/api/v1")[2] or self.path  # the same path, whatever the municipality
        return api.request(method, below_root, body, **self.headers, **options)


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Fields of an Autorisatie: those that cover what a row writes, and by name those that nearly do."""

    covered: Mapping[str, Any] = field(default_factory=dict)
    uncovered: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def assert_only_by_right(
    route: Route, make: Callable[[], Request], rights: Rights, *, api: Api, here: Municipality, other: Municipality
) -> None:
    """Assert that only a client with a right that covers it does this write, and that a refused one writes nothing.

    `make` makes what one write needs, in `here`; it is called for each of the scopes that must do alone.
    """
    request = make()
    everything = SCOPES[settings.COMPONENT.name]
    reading = tuple(scope for scope in everything if scope.endswith(".lezen"))
    refused: dict[str, list[dict[str, Any]]] = {
        "no rights": [],
        "read-only scopes": [_right(reading, rights.covered)] if not set(reading) & set(route.scopes) else [],
        "all scopes but those": [_right([each for each in everything if each not in route.scopes], rights.covered)],
        "a right in another component": [{**_right(route.scopes, rights.covered), "component": "none"}],
        **{name: [_right(route.scopes, fields)] for name, fields in rights.uncovered.items()},
    }
    before = stored(here)
    for name, given in refused.items():
        give(beperkt=given)
        answer = request.send(api, route.method, client="beperkt")
        assert answer.status_code == 403, f"{route.name} with {name}: {answer.status_code} {answer.content!r}"
        assert stored(here) == before, f"{route.name} with {name} wrote something"
    give(beperkt=[_right(route.scopes, rights.covered)])
    for changed, status in request.outside:
        answer = request.send(api, route.method, changed, client="beperkt")
        assert answer.status_code == status, f"{route.name} into {changed}: {answer.status_code} {answer.content!r}"
        assert stored(here) == before, f"{route.name} into {changed} wrote something"
    _assert_not_from_elsewhere(route, request, api=api, here=here, other=other)
    for number, scope in enumerate(route.scopes):
        each = make() if number else request
        before = stored(here)
        give(beperkt=[_right([scope], rights.covered)])
        answer = each.send(api, route.method, client="beperkt")
        assert 200 <= answer.status_code < 300, f"{route.name} with {scope}: {answer.status_code} {answer.content!r}"
        assert stored(here) != before, f"{route.name} with {scope} wrote nothing"


def assert_a_new_right_counts(route: Route, make: Callable[[], Request], rights: Rights, *, api: Api) -> None:
    """Assert that a client that was given its right a moment ago, of which nobody was told yet, does this write.

    What `rights` cover it gets after nothing, and after what nearly covers it. What is `outside` of these it gets after
    them, with all rights: it is answered then as a client that had these.
    """
    covered = [_right(route.scopes, rights.covered)]
    before = {"no rights": [], **{name: [_right(route.scopes, given)] for name, given in rights.uncovered.items()}}
    for name, given in before.items():
        request = make()
        give(beperkt=given)
        with given_since(beperkt=covered):
            answer = request.send(api, route.method, client="beperkt")
        assert 200 <= answer.status_code < 300, f"{route.name} after {name}: {answer.status_code} {answer.content!r}"
    for number, (changed, _) in enumerate(make().outside):
        give(beperkt="all")
        request = make()
        wanted = request.send(api, route.method, request.outside[number][0], client="beperkt").status_code
        request = make()
        give(beperkt=covered)
        with given_since(beperkt="all"):
            answer = request.send(api, route.method, request.outside[number][0], client="beperkt")
        assert answer.status_code == wanted, f"{route.name} into {changed}: {answer.status_code} {answer.content!r}"


def _assert_not_from_elsewhere(
    route: Route, request: Request, *, api: Api, here: Municipality, other: Municipality
) -> None:
    before = stored(here)
    for rights in ([], "all"):
        with serving(other):
            give(alles=rights)
        answer = request.send(api, route.method, municipality=other.name)
        if not rights:
            assert answer.status_code == 403, f"{route.name} in {other.name} without rights: {answer.status_code}"
        elif "{" in route.path:
            assert answer.status_code == 404, f"{route.name} in {other.name}: {answer.status_code}"
        assert stored(here) == before, f"{route.name} in {other.name} wrote something in {here.name}"


def _right(scopes: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"component": settings.COMPONENT.code, "scopes": list(scopes), **fields}


def stored(municipality: Municipality) -> dict[str, list[Any]]:
    """Every row of the component in a municipality, and its journal."""
    with serving(municipality):
        models = [*apps.get_app_config(settings.COMPONENT.name).get_models(), Line]
        return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


#: name of a filter -> value -> the labels of the rows that it leaves
type Choices = Mapping[str, Mapping[str, str]]


def assert_chooses(route: Route, rows: Mapping[str, str], choices: Choices, *, api: Api) -> None:
    """Assert that each filter of a list leaves the right ones of `rows`, label (one character) -> URL.

    Each must leave some and not others at one value at least, or it would not be told from one that does nothing.
    """
    missing = [name for name in route.filters if name not in choices]
    assert not missing, f"no row for {route.name}: {', '.join(missing)}"
    unknown = [name for name in choices if name not in route.filters]
    assert not unknown, f"{route.name} has no filter {', '.join(unknown)}"
    wrong = []
    for name, values in choices.items():
        assert any(0 < len(wanted) < len(rows) for wanted in values.values()), (
            f"{route.name} {name} tells nothing apart"
        )
        for value, wanted in values.items():
            urls = _found(api, route, {name: value})
            found = "".join(sorted(label for label, url in rows.items() if url in urls))
            if found != "".join(sorted(wanted)):
                wrong.append(f"{name}={value} gives {found or 'nothing'}, not {wanted or 'nothing'}")
    assert not wrong, f"{route.name}: {'; '.join(wrong)}"


def assert_orders(route: Route, rows: Mapping[str, str], *, api: Api) -> None:
    """Assert that each ordering of a list is that of the field of its name, rows without a value last either way.

    No two of them may give the rows in the same order, or one would not be told from the other.
    """
    shown = {url: api.get(url).json() for url in rows.values()}
    orders: dict[tuple[str, ...], str] = {}
    for name in route.orderings:
        for asked in (name, f"-{name}"):
            found = _found(api, route, {"ordering": asked})
            filled = sorted(
                (url for url in rows.values() if shown[url][name] is not None),
                key=lambda url: shown[url][name],
                reverse=asked != name,
            )
            assert len({shown[url][name] for url in filled}) == len(filled), f"{route.name} {name} has equal values"
            wanted = [*filled, *(url for url in found if shown[url][name] is None)]
            assert found == wanted, f"{route.name} is not ordered by {asked}"
            other = orders.setdefault(tuple(found), asked)
            assert other == asked, f"{route.name}: {asked} cannot be told from {other}"


def comparisons(name: str, values: Mapping[str, str | None], *operators: str) -> dict[str, dict[str, str]]:
    """The choices of filters that compare a field with a day or number: `values` are those of the rows, by label.

    Each is asked at every value, so that < is told from <=, and = from both. The operators are those of the names:
    `""`, `gt`, `gte`, `lt` and `lte`.
    """
    meets: dict[str, Callable[[str, str], bool]] = {
        "": lambda one, other: one == other,
        "gt": lambda one, other: one > other,
        "gte": lambda one, other: one >= other,
        "lt": lambda one, other: one < other,
        "lte": lambda one, other: one <= other,
    }
    given = {label: value for label, value in values.items() if value is not None}
    return {
        f"{name}__{operator}" if operator else name: {
            asked: "".join(label for label, value in given.items() if meets[operator](value, asked))
            for asked in given.values()
        }
        for operator in operators
    }


def _found(api: Api, route: Route, asked: Mapping[str, str]) -> list[str]:
    if route.method == "POST":
        body = dict(asked)
        if asked.keys() == {"ordering"}:  # alone it would be a search for nothing
            listed = _results(api.get(f"/{route.path.partition('/')[0]}"))
            body["uuid__in"] = ",".join(each["url"].rpartition("/")[2] for each in listed)
        answer = api.post(f"/{route.path}", body)
    else:
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items())
        answer = api.get(f"/{route.path}?{query}")
    assert answer.status_code == 200, f"{route.name} {asked}: {answer.content!r}"
    return [each["url"] for each in _results(answer)]


def _results(answer: Any) -> list[dict[str, Any]]:
    found = answer.json()
    return found if isinstance(found, list) else found["results"]


@contextmanager
def meanwhile(change: Callable[[], Any]) -> Iterator[None]:
    """Have something change just before the write in this block takes its first lock: after all that it read without.

    The change is in the transaction of that write, and so goes with it when it is refused.
    """
    made: list[bool] = []
    by_uuid = instances.by_uuid

    def look(*given: Any, locked: bool = False, **more: Any) -> Any:
        if locked and not made:
            made.append(True)
            change()
        return by_uuid(*given, locked=locked, **more)

    with patch.object(instances, "by_uuid", look):
        yield
    assert made, "nothing was locked"


def assert_conflict(answer: Any, before: dict[str, list[Any]], municipality: Municipality) -> None:
    """Assert that a write was refused since something changed meanwhile (409), and that it wrote nothing."""
    assert answer.status_code == 409, (answer.status_code, answer.content)
    assert stored(municipality) == before
