# SPDX-License-Identifier: EUPL-1.2
"""Why a client may, or may not, do something, without HTTP."""

from typing import Any

import orjson
from django.core.management import BaseCommand, CommandError

from autorisaties.actions.uitleg import explain, question_faults
from autorisaties.schemas import VraagSchema
from servicekit.problems import Problem
from servicekit.representations.schemas import parse
from servicekit.stack.components import CODES
from servicekit.stack.municipalities import serving, stack


class Command(BaseCommand):
    help = "Say whether a client may do something, and else what is missing."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("municipality", help="its name in the stack file")
        parser.add_argument("client", help="its client id")
        parser.add_argument("component", choices=CODES, help="that was asked")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--operation", dest="operatie", help="its operationId in the contract, as zaak_retrieve")
        what.add_argument("--scopes", help="instead, with commas between: those of which any will do")
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument("--resource", help="URL of an object in the component")
        whose.add_argument("--type", help="instead, the URL of a type")
        parser.add_argument("--level", dest="vertrouwelijkheidaanduiding", help="of an object of that type")
        parser.add_argument("--json", action="store_true", help="print all of the answer")

    def handle(self, *, municipality: str, client: str, component: str, json: bool, **given: Any) -> None:
        try:
            place = stack().municipality(municipality)
        except KeyError:
            raise CommandError(f"There is no municipality {municipality}.") from None
        names = ("operatie", "resource", "type", "vertrouwelijkheidaanduiding")
        asked = {name: given[name] for name in names if given[name]}
        if given["scopes"]:
            asked["scopes"] = given["scopes"].split(",")
        asked |= {"clientId": client, "component": CODES[component]}
        with serving(place):
            try:
                answer = explain(**parse(VraagSchema, asked, more_faults=question_faults))
            except Problem as problem:
                said = [f"{each.name}: {each.reason}" for each in problem.violations]
                raise CommandError("\n".join(said) or problem.detail) from problem
        self.stdout.write(orjson.dumps(answer).decode() if json else "\n".join(answer["uitleg"]))
