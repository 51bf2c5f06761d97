# SPDX-License-Identifier: EUPL-1.2
"""Compares the operations of two OpenAPI documents: where they are, who may call them, what goes in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .documents import Document, Place, resolve
from .schemas import Comparison, Direction
from .shapes import node_at, shape_of

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# OAS 3.0.3, Parameter Object: a definition of these as parameter is ignored; media types and security say it.
IGNORED_HEADERS = {"accept", "content-type", "authorization"}
VERSION = "3.0.3"


@dataclass(frozen=True)
class Finding:
    """One incompatibility: the operation, the location in it, its kind, and ours against official."""

    operation: str
    at: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.operation} {self.at}: {self.kind} {self.text}".rstrip()


@dataclass
class Result:
    """The differences that a comparison found; `present` and `absent` are operationIds of the official document."""

    findings: list[Finding] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Operation:
    """One operation of a document, with the parameters of its path."""

    document: Document
    method: str
    path: str
    value: Mapping[str, Any]
    shared_parameters: tuple[Mapping[str, Any], ...]

    @property
    def id(self) -> str:
        """The operationId, or method and path where a document gives none."""
        return str(self.value.get("operationId", self.where))

    @property
    def where(self) -> str:
        """Method and path, as one writes them."""
        return f"{self.method.upper()} {self.path}"

    @property
    def template(self) -> tuple[str, str]:
        """Method and path without the names of the path's parameters."""
        return self.method, re.sub(r"\{[^}]*\}", "{}", self.path)

    def resolved(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """A part of this operation with its reference followed."""
        return resolve(Place(self.document, value)).value


def operations_of(document: Document) -> list[Operation]:
    """All operations, in the order of the document."""
    return [
        Operation(document, method, path, item[method], tuple(item.get("parameters", ())))
        for path, item in document.content["paths"].items()
        for method in METHODS
        if method in item
    ]


def compare_operations(ours: Document | None, official: Iterable[Operation]) -> Result:
    """Compares each official operation with ours; without a document of ours all are absent.

    Raises UnusableDocument for a reference that leads nowhere.
    """
    result = Result()
    mine = operations_of(ours) if ours else []
    if ours and (version := ours.content.get("openapi")) != VERSION:
        result.findings.append(Finding("document", "openapi", "differs", f"{version}, wanted {VERSION}"))
    by_template = {operation.template: operation for operation in mine}
    by_id = {operation.id: operation for operation in mine}
    comparison = Comparison()
    for there in official:
        # By name too: an operation at another address is a fault, not an operation that is still to come.
        here = by_template.get(there.template) or by_id.get(there.id)
        if here is None:
            result.absent.append(there.id)
            continue
        result.present.append(there.id)
        found = (Finding(there.id, *difference) for difference in _differences(here, there, comparison))
        result.findings += dict.fromkeys(found)  # several media types may have one schema: each fault once
    return result


Difference = tuple[str, str, str]


def _differences(here: Operation, there: Operation, comparison: Comparison) -> Iterator[Difference]:
    if here.where != there.where:
        yield "path", "differs", f"{here.where}, official {there.where}"
    if here.id != there.id:
        yield "operationId", "differs", f"{here.id}, official {there.id}"
    if (mine := _security(here)) != (theirs := _security(there)):
        yield "security", "differs", f"{_security_text(mine)}, official {_security_text(theirs)}"
    yield from _parameters(here, there, comparison)
    yield from _request(here, there, comparison)
    yield from _responses(here, there, comparison)


Requirement = frozenset[tuple[str, frozenset[frozenset[str]]]]


def _security(operation: Operation) -> frozenset[Requirement]:
    """The alternatives of schemes with their scopes; the standard writes scopes of which one will do as `(a | b)`."""
    content = operation.document.content
    schemes = content.get("components", {}).get("securitySchemes", {})
    requirements = operation.value.get("security", content.get("security", []))
    return frozenset(
        frozenset(
            (_scheme(name, schemes.get(name, {})), frozenset(_one_of(scope) for scope in scopes))
            for name, scopes in requirement.items()
        )
        for requirement in requirements
    ) - {frozenset()}


def _scheme(name: str, definition: Mapping[str, Any]) -> str:
    return f"{name} ({definition.get('type', 'undefined')} {definition.get('scheme', '')})".replace(" )", ")")


def _one_of(scope: str) -> frozenset[str]:
    return frozenset(part.strip() for part in scope.strip("() ").split("|"))


def _security_text(security: frozenset[Requirement]) -> str:
    return " or ".join(sorted(map(_requirement_text, security))) or "none"


def _requirement_text(requirement: Requirement) -> str:
    scopes = {scheme: sorted(" | ".join(sorted(any_of)) for any_of in scopes) for scheme, scopes in requirement}
    return " and ".join(f"{scheme} [{', '.join(names)}]" for scheme, names in sorted(scopes.items()))


def _parameters(here: Operation, there: Operation, comparison: Comparison) -> Iterator[Difference]:
    mine, theirs = _parameters_of(here), _parameters_of(there)
    for key, official in theirs.items():
        at = f"parameters.{official['in']}.{official['name']}"
        if key not in mine:
            yield at, "missing", "(required)" if official.get("required") else ""
            continue
        ours = mine[key]
        if (required := bool(ours.get("required"))) != bool(official.get("required")):
            yield at, "required", "yes, official no" if required else "no, official yes"
        node, official_node = node_at(here.document, ours["schema"]), node_at(there.document, official["schema"])
        for difference in comparison.compare(node, official_node, Direction.PARAMETER):
            yield at + difference.at, difference.kind, difference.text
        style, official_style = _style(ours), _style(official)
        if style != official_style and (shape_of(official_node).types or set()) & {"array", "object"}:
            yield at, "style", f"{style}, official {official_style}"
    for key, ours in mine.items():
        if key not in theirs and ours.get("required"):
            yield f"parameters.{ours['in']}.{ours['name']}", "required", "yes, official has none"


def _parameters_of(operation: Operation) -> dict[tuple[str, str], Mapping[str, Any]]:
    found = {}
    for value in (*operation.shared_parameters, *operation.value.get("parameters", ())):
        parameter = operation.resolved(value)
        place, name = parameter["in"], parameter["name"]
        if place == "header":
            name = name.lower()
        if place != "header" or name not in IGNORED_HEADERS:
            found[place, name] = parameter
    return found


def _style(parameter: Mapping[str, Any]) -> str:
    style = parameter.get("style", "form" if parameter["in"] in ("query", "cookie") else "simple")
    return f"{style}{' exploded' if parameter.get('explode', style == 'form') else ''}"


def _request(here: Operation, there: Operation, comparison: Comparison) -> Iterator[Difference]:
    ours = here.resolved(here.value["requestBody"]) if "requestBody" in here.value else None
    if "requestBody" not in there.value:
        if ours and ours.get("required"):
            yield "request", "required", "yes, official has none"
        return
    official = there.resolved(there.value["requestBody"])
    if ours is None:
        yield "request", "missing", ""
        return
    if ours.get("required") and not official.get("required"):
        yield "request", "required", "yes, official no"
    yield from _content("request", (here, ours), (there, official), comparison, Direction.REQUEST)


def _responses(here: Operation, there: Operation, comparison: Comparison) -> Iterator[Difference]:
    mine = {str(status): value for status, value in here.value["responses"].items()}
    for status, value in there.value["responses"].items():
        at = f"response {status}"
        if str(status) not in mine:
            yield at, "missing", ""
            continue
        ours, official = here.resolved(mine[str(status)]), there.resolved(value)
        if ours.get("content") and not official.get("content"):
            yield at, "body", "yes, official none"
        yield from _content(at, (here, ours), (there, official), comparison, Direction.RESPONSE)


def _content(
    at: str,
    ours: tuple[Operation, Mapping[str, Any]],
    official: tuple[Operation, Mapping[str, Any]],
    comparison: Comparison,
    direction: Direction,
) -> Iterator[Difference]:
    (here, mine), (there, theirs) = ours, official
    for media_type, content in theirs.get("content", {}).items():
        if media_type not in mine.get("content", {}):
            yield at, "mediaType", f"lacks {media_type}"
            continue
        node = node_at(here.document, mine["content"][media_type].get("schema", {}))
        official_node = node_at(there.document, content.get("schema", {}))
        for difference in comparison.compare(node, official_node, direction):
            yield f"{at} body{difference.at}", difference.kind, difference.text
