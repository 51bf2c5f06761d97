# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from servicekit.openapi.serving import contracts_folder
from servicekit.representations.rendering import represented, schema_of, shape_now, version_of
from servicekit.representations.samples import samples


class Command(BaseCommand):
    """Write what this component's sample rows are rendered as, or with --check say whether the file is still true.

    What is stored is rendered anew only when its shape changes. So a sample that is rendered otherwise, with the same
    version of its schema, is refused: clients would go on to get the old JSON.
    """

    help = "Write contracts/<component>/representations.json from the code."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when the file differs.")

    def handle(self, *, check: bool, **_: Any) -> None:
        path = contracts_folder() / settings.COMPONENT.name / "representations.json"
        before = orjson.loads(path.read_bytes()) if path.exists() else {}
        made = {}
        for model in represented():
            schema = schema_of(model)
            name = model.resource or str(model._meta.model_name)
            made[name] = {"version": version_of(schema), "shape": shape_now(model), **samples(model)}
            known = before.get(name, made[name])
            if known != made[name] and known["shape"] == made[name]["shape"]:
                raise CommandError(f"{name} is rendered otherwise: give {schema.__name__}.Meta the next version")
        written = orjson.dumps(made, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        if check and made != before:
            raise CommandError(f"{path} is not what the code says; make contracts")
        if made != before:
            path.write_bytes(written)
            self.stdout.write(f"{path}: written")
