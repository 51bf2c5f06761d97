# SPDX-License-Identifier: EUPL-1.2
"""After a release: render again what was made in another shape, under the lock, without down time."""

import time

import structlog
from django.db import Error, models

from servicekit.database.transactions import lock, writing
from servicekit.jobs import job
from servicekit.representations.model import Represented
from servicekit.representations.rendering import represent, represented, shape_now
from servicekit.stack.municipalities import here

BATCH = 100
#: seconds until a table that was found in order is looked through again: only a process of the release before this
#: one, which is still to be stopped, can have written in it what is not, and whoever reads that renders it afresh
REST = 3600.0
log = structlog.get_logger("jobs")
_in_order: dict[tuple[str, str], float] = {}


@job("rerender", every=60)
def rerender() -> None:
    """Bring stored representations to this release's shape, a main object at a time."""
    for model in represented():
        name = (here().municipality.schema, model._meta.label)
        if time.monotonic() >= _in_order.get(name, 0.0):
            _rerender(model)
            _in_order[name] = time.monotonic() + REST


def _rerender(model: type[Represented]) -> None:
    """All rows of one model, in order of id; one that cannot be rendered is logged and passed."""
    stale = model._default_manager.exclude(shape=shape_now(model))
    last = 0
    while rows := list(stale.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for row in rows:
            try:
                _represent(row)
            except Error:
                raise  # of the database, and of no row
            except Exception as error:
                log.error("rerender_failed", alert=True, row=row.reference, exc_info=error)
        last = rows[-1].pk


def _represent(row: models.Model) -> None:
    with writing():
        lock(type(row.main), [row.main.uuid])
        current = type(row)._default_manager.filter(pk=row.pk).first()
        if current is not None:
            represent(current)
