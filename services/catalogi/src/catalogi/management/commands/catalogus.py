# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as a file: write it, say what a file would change, and apply it."""

import sys
from getpass import getuser
from pathlib import Path
from typing import Any

import orjson
from django.core.management import BaseCommand, CommandError

from catalogi.actions.bestand.applying import apply_file, plan_file
from catalogi.actions.bestand.exporting import export_catalogue
from catalogi.actions.bestand.reading import MAX_BYTES, Faulty
from catalogi.actions.bestand.telling import as_json, as_text
from catalogi.actions.scopes import READ, WRITE
from servicekit import caller
from servicekit.problems import Problem
from servicekit.rights.predicate import Grant, Rights
from servicekit.stack.municipalities import serving, stack

#: the exit status of a plan that would change something; 1 is that it cannot be
CHANGES = 2


class Command(BaseCommand):
    help = "Write a catalogue to a file, say what a file would change in it, or apply a file."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="write a catalogue to a file")
        plan = verbs.add_parser("plan", help="say what a file would change: exit status 2, or 0 when nothing")
        apply = verbs.add_parser("apply", help="make a catalogue what a file says, all of it or nothing")
        for each in (export, plan, apply):
            each.add_argument("municipality", help="its name in the stack file")
        export.add_argument("domein", help="that of the catalogue")
        export.add_argument(
            "file", type=Path, nargs="?", help="to write, keeping its comments; standard output if none"
        )
        export.add_argument("--rsin", default="", help="of its owner; that of the municipality when left out")
        export.add_argument("--zaaktype", action="append", default=[], metavar="IDENTIFICATIE",
                            help="only this one, with the types that it names; may be given again")  # fmt: skip
        for each in (plan, apply):
            each.add_argument("file", type=Path)
            each.add_argument("--json", action="store_true", help="for a machine")
        apply.add_argument("--plan", dest="fingerprint", default="", metavar="FINGERPRINT",
                           help="refuse when catalogue or file are not what this plan was made of")  # fmt: skip
        apply.add_argument("--correct", action="store_true", help="change what is published")
        apply.add_argument("--remove", action="store_true", help="remove versions that are not in the file")

    def handle(self, *, verb: str, municipality: str, **given: Any) -> None:
        try:
            place = stack().municipality(municipality)
        except KeyError:
            raise CommandError(f"There is no municipality {municipality}.") from None
        with serving(place):
            scopes = {READ[0], WRITE[0]}
            # A plan tries everything, and says which of these it takes.
            if verb == "plan" or given.get("correct"):
                scopes.add("catalogi.geforceerd-schrijven")
            if verb == "plan" or given.get("remove"):
                scopes.add("catalogi.geforceerd-verwijderen")
            # The journal names the user of this machine.
            rights = Rights(label="manage.py", grants=(Grant(frozenset(scopes), "", 0),))
            caller.set_current(caller.Caller(client_id="manage.py", user_id=getuser(), rights=rights))
            try:
                getattr(self, verb)(place, **given)
            except Faulty as faulty:
                raise CommandError("\n".join(f"{given['file']}:{each}" for each in faulty.faults)) from faulty
            except Problem as problem:
                raise CommandError(problem.detail) from problem
            finally:
                caller.set_current(None)

    def export(self, place: Any, *, domein: str, rsin: str, file: Path | None, zaaktype: list[str], **_: Any) -> None:
        """Write a catalogue, or what a few zaaktypen need, to a file or standard output."""
        before = _read(file) if file is not None and file.exists() else None
        text = export_catalogue(domein, rsin or place.rsin, zaaktypen=zaaktype, before=before)
        if file is None:
            self.stdout.write(text, ending="")
        else:
            file.write_text(text, encoding="utf-8")

    def plan(self, _: Any, *, file: Path, json: bool, **__: Any) -> None:
        """Say what a file would change, and what that takes."""
        planned = plan_file(_read(file))
        if json:
            self.stdout.write(orjson.dumps(as_json(planned), option=orjson.OPT_INDENT_2).decode())
        else:
            self.stdout.write(as_text(planned))
        if planned.plan.does:
            sys.exit(CHANGES)

    def apply(self, _: Any, *, file: Path, json: bool, fingerprint: str, **__: Any) -> None:
        """Make the catalogue what the file says."""
        plan = apply_file(_read(file), fingerprint=fingerprint)
        if json:
            self.stdout.write(orjson.dumps({"changed": len(plan.does)}).decode())
        else:
            self.stdout.write(f"{len(plan.does)} changes made." if plan.does else "Nothing to change.")


def _read(file: Path) -> bytes:
    """The bytes of a file; one more than may be, at most."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error
