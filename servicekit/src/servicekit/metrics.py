# SPDX-License-Identifier: EUPL-1.2
"""Prometheus metrics of the processes of a component."""

import os
from collections.abc import Iterator
from contextlib import suppress

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily

from servicekit.stack.municipalities import stack
from servicekit.web import health

REQUESTS = Histogram(
    "meent_request_seconds",
    "Time to answer, by operation and status",
    ["operation", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
JOBS = Histogram("meent_job_seconds", "Time of one run of a job", ["job"])
JOB_FAILURES = Counter("meent_job_failures", "Runs of a job that raised", ["job"])


class _Status:
    """The numbers of /status, asked when they are read: no number is better than an old one."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily("meent_status", "The numbers of /status", labels=["municipality", "name"])
        with suppress(DatabaseError, InterfaceError):
            for municipality in stack().municipalities:
                for name, value in health.status_of(municipality).items():
                    if isinstance(value, (int, float)):
                        family.add_metric([municipality.name, name], value)
            yield family


def metrics(_: HttpRequest) -> HttpResponse:
    """What Prometheus reads, of all processes that answer; reachable on the component's own port only."""
    registry = CollectorRegistry()
    registry.register(_Status())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # where each process keeps its numbers, when there are several
        multiprocess.MultiProcessCollector(registry)
        return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    return HttpResponse(generate_latest(REGISTRY) + generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
