# SPDX-License-Identifier: EUPL-1.2
"""Deliver what was given up to an abonnement, and let it go on when it is paused."""

from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError

from notificaties.actions.abonnement import replay_abonnement
from servicekit.problems import NotFound
from servicekit.stack.municipalities import serving, stack


class Command(BaseCommand):
    help = "Deliver again what was given up to an abonnement, and resume it."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("abonnement", type=UUID, help="the UUID at the end of its URL")

    def handle(self, *, abonnement: UUID, **_: Any) -> None:
        for municipality in stack().municipalities:
            with serving(municipality):
                try:
                    given_up = replay_abonnement(abonnement)
                except NotFound:
                    continue
            self.stdout.write(f"{municipality.name}: {given_up} deliveries that were given up are sent again.")
            return
        raise CommandError(f"There is no abonnement {abonnement}.")
