# SPDX-License-Identifier: EUPL-1.2
import difflib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from servicekit.openapi.generation import Unclear, text
from servicekit.openapi.serving import contracts_folder


class Command(BaseCommand):
    """Write this component's contract, or with --check say whether the committed one is still true."""

    help = "Write contracts/<component>/openapi.yaml from the code."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when the file differs.")

    def handle(self, *, check: bool, **_: Any) -> None:
        try:
            made = text()
        except Unclear as unclear:
            raise CommandError(str(unclear)) from unclear
        path = contracts_folder() / settings.COMPONENT.name / "openapi.yaml"
        there = path.read_bytes() if path.exists() else b""
        if check and there != made:
            lines = difflib.unified_diff(there.decode().splitlines(), made.decode().splitlines(), lineterm="", n=1)
            raise CommandError("\n".join([f"{path} is not what the code says; make contracts", *lines]))
        if there != made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
            self.stdout.write(f"{path}: written")
