# SPDX-License-Identifier: EUPL-1.2
"""After a release: render again what was made in another shape, under the lock, without down time."""

from django.apps import apps

from servicekit.jobs import job
from servicekit.representations import Represented, represent, schema_of, shape_of
from servicekit.transactions import lock, writing

BATCH = 100


@job("rerender", every=60)
def rerender() -> None:
    """Bring stored representations to this release's shape, a main object at a time."""
    for model in apps.get_models():
        if not issubclass(model, Represented):
            continue
        shape = shape_of(schema_of(model))  # type: ignore[arg-type]  # a class can be hashed
        for row in model._default_manager.exclude(shape=shape)[:BATCH]:
            with writing():
                lock(type(row.main), [row.main.uuid])
                current = model._default_manager.filter(pk=row.pk).first()
                if current is not None:
                    represent(current)
