# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from servicekit.openapi.events import folder, schemas


class Command(BaseCommand):
    """Write the JSON Schemas of this component's events, or with --check say which committed ones are not true."""

    help = "Write contracts/notificaties/events/<type>.json from the code, of the events of this component."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when a file differs.")

    def handle(self, *, check: bool, **_: Any) -> None:
        option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        made = {folder() / f"{name}.json": orjson.dumps(each, option=option) for name, each in schemas().items()}
        there = {
            path: path.read_bytes()
            for kanaal in settings.COMPONENT.channels
            for path in folder().glob(f"nl.overheid.{kanaal}.*.json")
        }
        stale = sorted(path for path in made.keys() | there.keys() if made.get(path) != there.get(path))
        if check and stale:
            raise CommandError("\n".join(f"{path} is not what the code says; make contracts" for path in stale))
        for path in stale:
            if path in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(made[path])
            else:
                path.unlink()
            self.stdout.write(f"{path}: {'written' if path in made else 'removed'}")
