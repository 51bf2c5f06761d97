# SPDX-License-Identifier: EUPL-1.2
from django.core.management.base import BaseCommand

from servicekit.representations.rendering import represented, shape_now


class Command(BaseCommand):
    """Say the shape of each stored representation of this component, for docs/reference/shapes.md."""

    help = "List resources and the shape in which they are stored."
    requires_system_checks: list[str] = []

    def handle(self, **_: object) -> None:
        for model in represented():
            self.stdout.write(f"{model.resource or model._meta.model_name} {shape_now(model)}")
