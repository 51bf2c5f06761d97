# SPDX-License-Identifier: EUPL-1.2
"""Read what a request says of itself before anything is done for it: its id, its trace, and why it is made."""

import re
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

from django.http import HttpRequest

from servicekit import caller

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_TOELICHTING = "X-Audit-Toelichting"
_REQUEST_ID = re.compile(r"[\w.:-]{1,100}")


def receive(request: HttpRequest) -> None:
    """Keep with a request its id (the client's when it can stand in a log) and its trace (W3C Trace Context)."""
    _take_toelichting(request)
    given = request.headers.get("X-Request-Id", "")
    request.request_id = given if _REQUEST_ID.fullmatch(given) else str(uuid4())  # type: ignore[attr-defined]
    # Passed on to other components, and kept with what the request changes.
    traced = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    request.traceparent = traced[0] if traced else ""  # type: ignore[attr-defined]
    request.trace_id = traced[1] if traced else ""  # type: ignore[attr-defined]
    # A server thread keeps the context of its last request, so nothing may be left of it.
    caller.set_current(None)


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
