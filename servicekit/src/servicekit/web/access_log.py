# SPDX-License-Identifier: EUPL-1.2
"""The line that each request leaves, and its time among the metrics; never a query, a header or a body."""

import structlog
from django.http import HttpRequest, HttpResponse

from servicekit import metrics

log = structlog.get_logger("access")


def write(request: HttpRequest, answer: HttpResponse, seconds: float) -> None:
    """Log a request and what became of it."""
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
