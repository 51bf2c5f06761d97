# SPDX-License-Identifier: EUPL-1.2
from django.apps import apps
from django.core.management.base import BaseCommand

from servicekit.representations import Represented, schema_of, shape_of


class Command(BaseCommand):
    """Say the shape of each stored representation of this component, for docs/reference/shapes.md."""

    help = "List resources and the shape in which they are stored."
    requires_system_checks: list[str] = []

    def handle(self, **_: object) -> None:
        for model in apps.get_models():
            if issubclass(model, Represented):
                name = model.resource or model._meta.model_name
                self.stdout.write(f"{name} {shape_of(schema_of(model))}")  # type: ignore[arg-type]  # it can be hashed
