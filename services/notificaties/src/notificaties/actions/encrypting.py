# SPDX-License-Identifier: EUPL-1.2
"""Encrypt the secrets of abonnementen anew, while others read and write them."""

from dataclasses import dataclass

import structlog

from notificaties.peers.secrets import Unreadable, decrypt, encrypt
from servicekit.database import sql

BATCH = 100  #: abonnementen that are read and written in one statement
log = structlog.get_logger("secrets")

_READ = """
SELECT id, uuid, secrets::varchar, auth::varchar FROM notificaties_abonnement
WHERE id > %s AND (auth <> '' OR NOT %s) ORDER BY id LIMIT %s
"""
# Only where it still is what was read: whoever changed it meanwhile has encrypted it.
_WRITE = """
UPDATE notificaties_abonnement a SET secrets = given.encrypted, auth = ''
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS given (id, encrypted, secrets, auth)
WHERE a.id = given.id AND a.secrets = given.secrets AND a.auth = given.auth
"""


@dataclass(frozen=True, kw_only=True)
class Encrypted:
    """How many abonnementen were encrypted, and of how many no key decrypts the secrets."""

    count: int = 0
    unreadable: int = 0


def encrypt_abonnementen(*, only_plain: bool) -> Encrypted:
    """Encrypt the secrets of every abonnement by the first key, or of those that a release without keys left plain.

    In batches without a lock. What changes meanwhile is read again, since a process that does not have the first key
    yet may have changed it. What cannot be read stays as it is, and is an alert in the log.
    """
    count, unreadable, last = 0, 0, 0
    while found := sql.rows(_READ, [last, only_plain, BATCH], decoded=True):
        given, lost = [], []
        for number, uuid, secrets, auth in found:
            try:
                given.append((number, encrypt(decrypt(secrets, auth)), secrets, auth))
            except Unreadable:
                lost.append(uuid)
        done = sql.execute(_WRITE, [list(each) for each in zip(*given, strict=True)]) if given else 0
        if done < len(given):
            continue
        count += done
        for uuid in lost:
            log.error("secrets_unreadable", alert=True, abonnement=str(uuid))
        unreadable += len(lost)
        last = found[-1][0]
    return Encrypted(count=count, unreadable=unreadable)
