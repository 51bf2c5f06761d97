# SPDX-License-Identifier: EUPL-1.2
"""What the contract says of an operation where its name does not say it."""

from dataclasses import dataclass
from types import EllipsisType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servicekit.reading.filters import Filters
    from servicekit.representations.schemas import Schema

#: a schema, an OpenAPI schema as it is, or nothing
type Content = type[Schema] | dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation of a Resource, in its attribute `contract`; `...` is what follows from the operation's name."""

    id: str = ""  #: operationId; `<resource>_<operation>` when empty
    summary: str = ""  #: Dutch; the docstring of the operation when empty
    parameters: "Filters | None" = None  #: query parameters; those of a list are the resource's filters
    required: tuple[str, ...] = ()  #: which of these a request must have
    body: "Content | EllipsisType" = ...  #: what it takes; the resource's schema on POST, PUT and PATCH
    example: dict[str, Any] | None = None  #: of a body that is an OpenAPI schema; a Schema has its own `example`
    answer: "Content | EllipsisType" = ...  #: what it gives; the resource's schema
    many: bool = False  #: whether it gives several, paged when the parameters are
    status: int = 0  #: of its success; 201 to create, 204 without an answer, else 200
    media: str = "application/json"  #: of its answer
    located: bool = True  #: whether a 201 says where what was made is


DEFAULT = Operation()
