# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from servicekit.representations.items import Item
from servicekit.representations.shown import declarations


class Command(BaseCommand):
    """Prints which rows of this component show which others, as the models declare it: the lines of a table."""

    help = "Say which rows show which others, as lines of a Markdown table."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each declaration."""
        for model, each in declarations():
            values = "all" if issubclass(model, Item) else ", ".join(f"`{value}`" for value in each.values)
            row = (settings.COMPONENT.name, f"`{model.__name__}`", f"its `{each.rows}`", f"`{each.field}`", values)
            self.stdout.write(f"| {' | '.join(row)} |")
