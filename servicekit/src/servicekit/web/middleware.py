# SPDX-License-Identifier: EUPL-1.2
"""The one middleware: a request's way in and its answer's way out, each step in a module of its own."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from servicekit.problems import Problem, response
from servicekit.web import access_log, arrival, bodies, failures, health, routing, transfers

_OWN_PATHS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/livez": health.livez,
    "/readyz": health.readyz,
    "/status": health.status,
    "/metrics": health.metrics,
}


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
        arrival.receive(request)
        try:
            answer = routing.enter(request) or self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            # Only opening the connection can fail here; what a view raises passes process_exception.
            answer = failures.unavailable(error)
        if answer.streaming:
            answer = _paced(answer)
        self._complete(request, answer)
        if request.META.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in request.META:
            bodies.incoming(request).drain()
        access_log.write(request, answer, time.perf_counter() - started)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """Turn what a view raised into the standard's problem."""
        return failures.answer_to(request, error)

    def _complete(self, request: HttpRequest, answer: HttpResponse) -> None:
        """Give an answer the headers that every answer has."""
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


def _paced(answer: Any) -> HttpResponse:
    """An answer that is sent as fast as its client reads it; the problem when too many are sent so."""
    try:
        transfers.leaving(answer)
    except Problem as problem:
        answer.close()
        return response(problem)
    return answer
