# SPDX-License-Identifier: EUPL-1.2
"""Say whether the process lives, is ready, and what it sees: on the component's own port, but for readyz."""

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import orjson
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

from servicekit.database import refusals, sql
from servicekit.stack import Municipality
from servicekit.stack.municipalities import activate, serving, stack

_migrated: set[str] = set()


def livez(_: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse(b'{"status":"ok"}', content_type="application/json")


def readyz(_: HttpRequest) -> HttpResponse:
    """The database answers and each schema has its migrations; settings were read at start. Calls nobody.

    After a write that found no room, here or where the component keeps files, this is red until one succeeds.
    """
    faults = []
    for municipality in stack().municipalities:
        try:
            with serving(municipality):
                if municipality.schema not in _migrated:
                    executor = MigrationExecutor(connection)
                    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                        faults.append(f"{municipality.name}: migrations are missing; run configure")
                        continue
                    _migrated.add(municipality.schema)
                else:
                    sql.row("SELECT 1")
                refusals.probe(municipality.schema)
                if settings.COMPONENT.ready:
                    faults += [f"{municipality.name}: {fault}" for fault in import_string(settings.COMPONENT.ready)()]
        except DatabaseError as error:
            faults.append(f"{municipality.name}: {refusals.condition(error)}")
            break
    activate(None)
    body = {"status": "unavailable", "faults": faults} if faults else {"status": "ok"}
    return HttpResponse(orjson.dumps(body), status=503 if faults else 200, content_type="application/json")


def status(_: HttpRequest) -> HttpResponse:
    """Per municipality: what waits to be published, what was set aside, and the age of the rights."""
    return HttpResponse(
        orjson.dumps({each.name: status_of(each) for each in stack().municipalities}), content_type="application/json"
    )


def status_of(municipality: Municipality) -> dict[str, Any]:
    """Return what /status says of one municipality: the kit's numbers, and those of the component itself."""
    with serving(municipality):
        row = sql.row(
            "SELECT (SELECT count(*) FROM journal_line WHERE notify AND published IS NULL AND NOT dead),"
            " (SELECT count(*) FROM journal_line WHERE dead), (SELECT count(*) FROM journal_line WHERE held),"
            " (SELECT EXTRACT(EPOCH FROM now() - checked)::float8 FROM rights_state),"
            " (SELECT max(attempts) FROM journal_line WHERE notify AND published IS NULL AND NOT dead),"
            " (SELECT EXTRACT(EPOCH FROM now() - min(time))::float8 FROM journal_line"
            "  WHERE notify AND published IS NULL AND NOT dead)"
        )
        own = import_string(settings.COMPONENT.status)() if settings.COMPONENT.status else {}
    unpublished, dead, held, age, attempts, oldest = row or (None,) * 6
    return {
        **own,
        "unpublished": unpublished,
        "oldest_unpublished_seconds": oldest,
        "failed_attempts": attempts or 0,
        "set_aside": dead,
        "held": held,
        "rights_age_seconds": age,
        "peers": {place.code: {"root": place.root, "via": place.via} for place in municipality.places.values()},
    }


class _Status:
    """The numbers of /status, asked when they are read: no number is better than an old one."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily("meent_status", "The numbers of /status", labels=["municipality", "name"])
        with suppress(DatabaseError, InterfaceError):
            for municipality in stack().municipalities:
                for name, value in status_of(municipality).items():
                    if isinstance(value, (int, float)):
                        family.add_metric([municipality.name, name], value)
            yield family


def metrics(_: HttpRequest) -> HttpResponse:
    """Return what Prometheus reads, of all processes that answer; reachable on the component's own port only."""
    registry = CollectorRegistry()
    registry.register(_Status())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # where each process keeps its numbers, when there are several
        multiprocess.MultiProcessCollector(registry)
        return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    return HttpResponse(generate_latest(REGISTRY) + generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
