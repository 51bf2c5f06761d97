# SPDX-License-Identifier: EUPL-1.2
"""Prometheus metrics of the processes of a component."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Histogram(
    "meent_request_seconds",
    "Time to answer, by operation and status",
    ["operation", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
JOBS = Histogram("meent_job_seconds", "Time of one run of a job", ["job"])
JOB_FAILURES = Counter("meent_job_failures", "Runs of a job that raised", ["job"])
BROKER_AWAY = Gauge(
    "meent_broker_away",
    "1 while the broker takes no wake-up, and is left alone for some seconds",
    multiprocess_mode="mostrecent",
)
BROKER_FAILURES = Counter("meent_broker_failures", "Times that the broker took no wake-up")
