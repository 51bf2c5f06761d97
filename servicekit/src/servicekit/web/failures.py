# SPDX-License-Identifier: EUPL-1.2
"""Turn what went wrong into the standard's problem, without a word of what was in the request."""

import structlog
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from servicekit.database import refusals
from servicekit.problems import NO_ROOM, NotFound, Problem, response
from servicekit.stack import municipalities

log = structlog.get_logger()


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to a request whose view raised this."""
    if isinstance(error, Problem):
        return response(error)
    if isinstance(error, (OperationalError, InterfaceError)) or refusals.unwritable(error):
        return _again(request, error)
    if isinstance(error, (SuspiciousOperation, UnreadablePostError)):
        # More parameters than anybody means, or a client that went away while it sent.
        return response(Problem(400, "Het verzoek kan niet worden gelezen."))
    log.error(
        "unexpected", request_id=getattr(request, "request_id", ""), method=request.method,
        operation=getattr(request, "operation", ""), exc_info=error,
    )  # fmt: skip
    return server_error(request)


def unavailable(error: Exception) -> HttpResponse:
    """503: the database does not answer, or has no room for what is written."""
    log.error("database_unavailable", reason=refusals.condition(error))
    if refusals.unwritable(error):
        refusals.remember(municipalities.here().municipality.schema)
        detail = "De database kan nu niets opslaan; er is niets gewijzigd. Probeer het later opnieuw."
        return response(Problem(503, detail, retry_after=NO_ROOM))
    connection.close()
    return response(Problem(503, "De database is niet bereikbaar; probeer het later opnieuw.", retry_after=2))


def _again(request: HttpRequest, error: Exception) -> HttpResponse:
    """A read whose connection broke is answered over a new one, once; a write is not known to have happened."""
    lost = connection.connection is None or connection.connection.closed
    if not lost or request.method not in ("GET", "HEAD") or hasattr(request, "again"):
        return unavailable(error)
    request.again = True  # type: ignore[attr-defined]
    connection.close()
    try:
        municipalities.use_schema(municipalities.here().municipality)
        match = request.resolver_match
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[union-attr]
    except Problem as problem:
        return response(problem)
    except (OperationalError, InterfaceError) as again:
        return unavailable(again)


def not_found(_: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: no such path."""
    return response(NotFound())


def server_error(_: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return response(Problem(500, "Er is iets misgegaan; het is vastgelegd."))
