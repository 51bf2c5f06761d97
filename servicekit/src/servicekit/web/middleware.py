# SPDX-License-Identifier: EUPL-1.2
"""The one middleware: which municipality a request is for, what every answer carries, and the line it leaves."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, UnreadablePostError

from servicekit import caller, metrics
from servicekit.problems import NotFound, Problem, response
from servicekit.stack import municipalities
from servicekit.web import bodies, health, transfers

log = structlog.get_logger("access")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_TOELICHTING = "X-Audit-Toelichting"
_REQUEST_ID = re.compile(r"[\w.:-]{1,100}")
_OWN_PATHS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/livez": health.livez,
    "/readyz": health.readyz,
    "/status": health.status,
    "/metrics": health.metrics,
}


class _WriteMoved(HttpResponsePermanentRedirect):
    """A write to where the API is now; of the 301 that the standard has for this, most clients would make a GET."""

    status_code = 308


class Gate:
    """Every request passes here first and every answer last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.version = settings.COMPONENT.version

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if own := _OWN_PATHS.get(request.path_info):
            answer = own(request)
            answer["API-version"] = self.version
            return answer
        started = time.perf_counter()
        _take_toelichting(request)
        given = request.headers.get("X-Request-Id", "")
        request.request_id = given if _REQUEST_ID.fullmatch(given) else str(uuid4())  # type: ignore[attr-defined]
        # W3C Trace Context: passed on to other components, and kept with what the request changes.
        traced = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
        request.traceparent = traced[0] if traced else ""  # type: ignore[attr-defined]
        request.trace_id = traced[1] if traced else ""  # type: ignore[attr-defined]
        # A server thread keeps the context of its last request, so nothing may be left of it.
        caller.set_current(None)
        answer = self._answer(request)
        if answer.streaming:
            answer = self._paced(answer)
        answer["API-version"] = self.version
        answer["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        if answer.status_code in (204, 304):
            del answer["Content-Type"]
        elif not answer.streaming:
            answer["Content-Length"] = str(len(answer.content))
            if request.method == "HEAD":
                answer.content = b""
        if answer.status_code == 408:
            answer["Connection"] = "close"  # more of the request may come (RFC 9110 section 15.5.9)
        if (allowed := getattr(request, "allowed", None)) and "Allow" not in answer:
            answer["Allow"] = allowed
        if request.META.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in request.META:
            bodies.incoming(request).drain()
        self._log(request, answer, time.perf_counter() - started)
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            try:
                route, path = municipalities.route_of(request.META.get("HTTP_HOST", ""), request.path_info)
            except municipalities.Elsewhere as elsewhere:
                municipalities.activate(None)
                if elsewhere.location is None:
                    return response(Problem(421, "Deze host is hier niet bekend."))
                query = request.META.get("QUERY_STRING", "")
                moved = HttpResponsePermanentRedirect if request.method in ("GET", "HEAD") else _WriteMoved
                return moved(elsewhere.location + (f"?{query}" if query else ""))
            except LookupError:
                municipalities.activate(None)
                return response(NotFound())
            request.path_info = path
            try:
                municipalities.activate(route.here)
            except (OperationalError, InterfaceError):
                # The connection that this thread kept was lost, and nothing was asked of it yet.
                connection.close()
                municipalities.activate(route.here)
            return self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            # Only opening the connection can fail here; what a view raises passes process_exception.
            return self._unavailable(error)

    def _paced(self, answer: Any) -> HttpResponse:
        try:
            transfers.leaving(answer)
        except Problem as problem:
            answer.close()
            return response(problem)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn what a view raised into the standard's problem; without a word of what was in the request."""
        if isinstance(error, Problem):
            return response(error)
        if isinstance(error, (OperationalError, InterfaceError)):
            return self._again(request, error)
        if isinstance(error, (SuspiciousOperation, UnreadablePostError)):
            # More parameters than anybody means, or a client that went away while it sent.
            return response(Problem(400, "Het verzoek kan niet worden gelezen."))
        structlog.get_logger().error(
            "unexpected", request_id=getattr(request, "request_id", ""), method=request.method,
            operation=getattr(request, "operation", ""), exc_info=error,
        )  # fmt: skip
        return response(Problem(500, "Er is iets misgegaan; het is vastgelegd."))

    def _again(self, request: HttpRequest, error: DatabaseError | InterfaceError) -> HttpResponse:
        """A read whose connection broke is answered over a new one, once; a write is not known to have happened."""
        lost = connection.connection is None or connection.connection.closed
        if lost and request.method in ("GET", "HEAD") and not hasattr(request, "again"):
            request.again = True  # type: ignore[attr-defined]
            connection.close()
            return self._answer_again(request)
        return self._unavailable(error)

    def _answer_again(self, request: HttpRequest) -> HttpResponse:
        try:
            municipalities.use_schema(municipalities.here().municipality)
            match = request.resolver_match
            return match.func(request, *match.args, **match.kwargs)  # type: ignore[union-attr]
        except Problem as problem:
            return response(problem)
        except (OperationalError, InterfaceError) as error:
            return self._unavailable(error)

    def _unavailable(self, error: Exception) -> HttpResponse:
        structlog.get_logger().error("database_unavailable", reason=type(error).__name__)
        connection.close()
        return response(Problem(503, "De database is niet bereikbaar; probeer het later opnieuw.", retry_after=2))

    def _log(self, request: HttpRequest, answer: HttpResponse, seconds: float) -> None:
        operation = getattr(request, "operation", "")
        metrics.REQUESTS.labels(operation, answer.status_code).observe(seconds)
        line = {
            "request_id": request.request_id,  # type: ignore[attr-defined]
            "trace_id": getattr(request, "trace_id", ""),
            "method": request.method,
            "operation": operation,
            "status": answer.status_code,
            "ms": round(seconds * 1000, 2),
            "client": getattr(request, "client_id", ""),
        }
        if (problem := getattr(answer, "problem", None)) is not None:
            line["instance"], line["code"] = problem["instance"], problem["code"]
            if reason := getattr(answer, "reason", ""):
                line["reason"] = reason
        log.info("request", **line)


def _take_toelichting(request: HttpRequest) -> None:
    """Take back the X-Audit-Toelichting that the gateway put in the query: its header was not ASCII (ADR 0024)."""
    query = request.META.get("QUERY_STRING", "")
    if _TOELICHTING + "=" not in query:
        return
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    given = b" ".join(value.encode("latin-1") for name, value in pairs if name == _TOELICHTING)
    given = given.replace(b"\0", b"")  # which no header can have, and no database keep
    try:
        request.META["HTTP_X_AUDIT_TOELICHTING"] = given.decode()
    except UnicodeDecodeError:
        request.META["HTTP_X_AUDIT_TOELICHTING"] = given.decode("latin-1")
    request.META["QUERY_STRING"] = urlencode([pair for pair in pairs if pair[0] != _TOELICHTING], encoding="latin-1")


def not_found(_: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: no such path."""
    return response(NotFound())


def server_error(_: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return response(Problem(500, "Er is iets misgegaan; het is vastgelegd."))
