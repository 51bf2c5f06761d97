# SPDX-License-Identifier: EUPL-1.2
"""The operations of a resource: which action each is, and what the contract says of it where its name does not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import getdoc
from types import EllipsisType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servicekit.reading.filters import Filters
    from servicekit.representations.schemas import Schema

#: a schema, an OpenAPI schema as it is, or nothing
type Content = type[Schema] | dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation of a Resource; `...` is what follows from the operation's name."""

    action: Callable[..., Any] | None = None  #: what it calls, when it is nothing but that
    more_faults: Callable[..., None] | None = None  #: what `parse` takes, called with what is in the path as well
    id: str = ""  #: operationId; `<resource>_<operation>` when empty
    summary: str = ""  #: Dutch
    description: str = ""  #: Dutch: when it may be done, where the summary leaves that open
    parameters: "Filters | None" = None  #: query parameters; those of a list are the resource's filters
    required: tuple[str, ...] = ()  #: which of these a request must have
    body: "Content | EllipsisType" = ...  #: what it takes; the resource's schema on POST, PUT and PATCH
    takes: "dict[str, Any] | None" = None  #: bodies by media type, when it is not JSON alone
    large: str = ""  #: a text in that body that may be of any length, as `bodies.read` has it
    example: dict[str, Any] | None = None  #: of a body that is an OpenAPI schema; a Schema has its own `example`
    answer: "Content | EllipsisType" = ...  #: what it gives; the resource's schema
    asks: bool = False  #: whether it changes nothing, though it is a POST
    many: bool = False  #: whether it gives several, paged when the parameters are
    status: int = 0  #: of its success; 201 to create, 204 without an answer, else 200
    media: str = "application/json"  #: of its answer
    problems: tuple[int, ...] = ()  #: statuses of its failures beside those that any operation may have
    located: bool = True  #: whether a 201 says where what was made is


DEFAULT = Operation()


def operation(action: Callable[..., Any], summary: str, description: str = "", **told: Any) -> Any:
    """An operation that is one call of an action, to be named in the class of its resource.

    By that name: `create` calls it with the values of the body, `update` and `partial_update` also with the UUID and
    `partial`, `destroy` and any other with the UUID alone. `told` are fields of Operation.
    """
    return Operation(action=action, summary=summary, description=description, **told)


def described(**told: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Say of an operation that is a method what the contract must know; its docstring is summary and description."""

    def mark(method: Callable[..., Any]) -> Callable[..., Any]:
        method.told = Operation(**told)  # type: ignore[attr-defined]
        return method

    return mark


def operation_of(method: Callable[..., Any], told: Operation = DEFAULT) -> Operation:
    """Return what is said of an operation that is a method: what is `told`, by its mark, and by its docstring."""
    told = getattr(method, "told", told)
    if told.summary:
        return told
    summary, _, description = (getdoc(method) or "").partition("\n")
    return replace(told, summary=summary, description=description.strip())
