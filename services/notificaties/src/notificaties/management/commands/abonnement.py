# SPDX-License-Identifier: EUPL-1.2
"""The desk without HTTP: say how an abonnement stands, pause, resume and test it, and deliver again."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import datetime
from getpass import getuser
from typing import Any
from uuid import UUID

import orjson
from django.core.management import BaseCommand, CommandError

from notificaties.actions import desk, steering
from servicekit import caller, references
from servicekit.clock import AMSTERDAM
from servicekit.problems import Problem
from servicekit.rights.predicate import Rights
from servicekit.stack.municipalities import serving, stack

VERBS: dict[str, Callable[..., Any]] = {
    "state": lambda uuid: desk.state(desk.find_abonnement(uuid)),
    "pause": steering.pause_abonnement,
    "resume": steering.resume_abonnement,
    "replay": steering.replay_abonnement,
    "test": steering.test_abonnement,
}


class Command(BaseCommand):
    help = "Say how delivering to an abonnement stands, pause, resume or test it, or deliver again."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb in VERBS:
            each = verbs.add_parser(verb)
            each.add_argument("municipality", help="its name in the stack file")
            each.add_argument("abonnement", type=UUID, help="the UUID at the end of its URL")
            if verb == "replay":
                what = each.add_mutually_exclusive_group(required=True)
                what.add_argument("--from", dest="vanaf", type=_moment, help="all accepted since this moment")
                what.add_argument("--position", dest="positie", type=int, help="all from this position on")
                what.add_argument("--dead", dest="opgegeven", action="store_true", help="all that was given up")
                what.add_argument("--event", dest="notificatie", type=UUID, help="the one with this event id")

    def handle(self, *, verb: str, municipality: str, abonnement: UUID, **given: Any) -> None:
        try:
            place = stack().municipality(municipality)
        except KeyError:
            raise CommandError(f"There is no municipality {municipality}.") from None
        asked = {name: given[name] for name in ("vanaf", "positie", "opgegeven", "notificatie") if name in given}
        with serving(place):
            # The audit trail names the user of this machine.
            everything = Rights(everything=True, label="manage.py")
            caller.set_current(caller.Caller(client_id="manage.py", user_id=getuser(), rights=everything))
            try:
                answer = VERBS[verb](abonnement, **asked)
            except Problem as problem:
                raise CommandError(problem.detail) from problem
            finally:
                caller.set_current(None)
            self.stdout.write(references.outward(orjson.dumps(answer)).decode())


def _moment(text: str) -> datetime:
    """A moment in ISO 8601, in Amsterdam when it names no zone."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
    return read if read.tzinfo else read.replace(tzinfo=AMSTERDAM)
