# SPDX-License-Identifier: EUPL-1.2
"""Encrypt what a release without encryption left plain: migrations have no keys."""

import structlog

from notificaties.actions.encrypting import encrypt_abonnementen
from servicekit.stack import Municipality

log = structlog.get_logger("secrets")


def configure(municipality: Municipality) -> None:
    """Encrypt the secrets of abonnementen that are plain. Idempotent, and safe while the release before runs."""
    if done := encrypt_abonnementen(only_plain=True).count:
        log.info("secrets_encrypted", municipality=municipality.name, count=done)
