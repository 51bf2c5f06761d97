# SPDX-License-Identifier: EUPL-1.2
"""Who asks: the client of the request that is being answered, for rights and journal."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servicekit.rights.predicate import Rights
    from servicekit.writing.idempotency.keys import Key


@dataclass(kw_only=True)
class Caller:
    """The authenticated client, the user it acts for, and what it said of this request."""

    client_id: str
    user_id: str = ""
    user_representation: str = ""
    rights: "Rights"
    toelichting: str = ""
    logrecord_id: str = ""  #: X-NLX-Logrecord-ID, by which the request is found in the logs of the network
    request_id: str = ""
    traceparent: str = ""  #: W3C Trace Context of the request, as it came
    if_match: str = ""  #: what the client believes the ETag to be
    key: "Key | None" = field(default=None)
    order: Callable[[str], tuple[int, ...]] | None = None  #: where a field stands in the body that was read
    mirror_generation: int | None = None  #: of the mirror when this request began, read along with the rights


_current: ContextVar[Caller | None] = ContextVar("caller", default=None)


def current() -> Caller:
    """The caller of this request; LookupError outside one."""
    caller = _current.get()
    if caller is None:
        raise LookupError("there is no caller outside a request")
    return caller


def key() -> "Key | None":
    """The Idempotency-Key of this request; None without one, and outside a request."""
    caller = _current.get()
    return caller.key if caller is not None else None


def set_current(caller: Caller | None) -> None:
    """Say who calls; set on every request, since a server thread keeps its context."""
    _current.set(caller)
