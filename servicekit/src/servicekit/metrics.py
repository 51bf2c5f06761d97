# SPDX-License-Identifier: EUPL-1.2
"""Prometheus metrics of one process."""

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

from servicekit import health
from servicekit.municipalities import stack

REQUESTS = Histogram(
    "meent_request_seconds",
    "Time to answer, by operation and status",
    ["operation", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
JOBS = Histogram("meent_job_seconds", "Time of one run of a job", ["job"])
JOB_FAILURES = Counter("meent_job_failures", "Runs of a job that raised", ["job"])
STATUS = Gauge("meent_status", "The numbers of /status", ["municipality", "name"])


def metrics(_: HttpRequest) -> HttpResponse:
    """What Prometheus reads; reachable on the component's own port only."""
    try:
        for municipality in stack().municipalities:
            for name, value in health.status_of(municipality).items():
                if isinstance(value, (int, float)):
                    STATUS.labels(municipality.name, name).set(value)
    except (DatabaseError, InterfaceError):
        STATUS.clear()  # no number is better than an old one
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
