# SPDX-License-Identifier: EUPL-1.2
"""Encrypt all secrets of abonnementen by the first key of the stack file, after which the others may go."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from notificaties.actions.encrypting import encrypt_abonnementen
from servicekit.stack.municipalities import serving, stack


class Command(BaseCommand):
    help = "Encrypt the secrets of all abonnementen by the first of `encryption_keys`; api and worker may run."
    requires_system_checks = ()

    def handle(self, **_: Any) -> None:
        unreadable = 0
        for municipality in stack().municipalities:
            with serving(municipality):
                done = encrypt_abonnementen(only_plain=False)
            self.stdout.write(f"{municipality.name}: the secrets of {done.count} abonnementen are encrypted anew.")
            unreadable += done.unreadable
        if unreadable:
            raise CommandError(
                f"The secrets of {unreadable} abonnementen cannot be read with any of `encryption_keys`: put their key"
                " back, or have their clients give `auth` and `signingKeys` again. The log names them"
                " (secrets_unreadable)."
            )
