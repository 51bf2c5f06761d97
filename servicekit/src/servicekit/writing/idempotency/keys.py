# SPDX-License-Identifier: EUPL-1.2
"""Idempotency-Key on POST (draft-ietf-httpapi-idempotency-key-header): a repeat makes nothing twice."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job
from servicekit.problems import Problem
from servicekit.writing.idempotency.models import Request

KEEP = timedelta(days=7)


class Repeated(Exception):
    """The request was carried out before: what it made, to be answered as it is now."""

    def __init__(self, reference: str, status: int) -> None:
        super().__init__(reference)
        self.reference, self.status = reference, status


@dataclass
class Key:
    """The key of the request being answered, claimed first in the action's transaction."""

    client_id: str
    method: str
    path: str
    key: str
    digest: str = ""  #: SHA-256 of the body, taken while it is read
    claimed: bool = False  #: an action that goes on after a call to another component has a second transaction

    def claim(self) -> None:
        """Insert the key's row. Raises Repeated, Problem 422 (other body) or 409 (the first is still running)."""
        if self.claimed:
            return
        if not self.digest:
            raise RuntimeError("a key stands for a body, and none was read")
        name = "\0".join((self.client_id, self.method, self.path, self.key))
        number = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
        lock = sql.row("SELECT pg_try_advisory_xact_lock(%s::bigint)", [number])
        if lock is None or not lock[0]:
            raise Problem(409, "Een verzoek met deze Idempotency-Key wordt nog uitgevoerd.")
        made = sql.execute(
            "INSERT INTO idempotency_request (client_id, method, path, key, digest, made)"
            " VALUES (%s, %s, %s, %s, %s, now()) ON CONFLICT DO NOTHING",
            [self.client_id, self.method, self.path, self.key, self.digest],
        )
        self.claimed = True
        if made:
            return
        before = Request.objects.get(client_id=self.client_id, method=self.method, path=self.path, key=self.key)
        if before.digest != self.digest:
            raise Problem(
                422, "Deze Idempotency-Key is eerder met een andere inhoud gebruikt.", "idempotency-key-reused"
            )
        raise Repeated(before.reference, before.status or 201)

    def keep(self, reference: str, status: int) -> None:
        """Note what the request made, in the same transaction."""
        sql.execute(
            "UPDATE idempotency_request SET reference = %s, status = %s"
            " WHERE client_id = %s AND method = %s AND path = %s AND key = %s",
            [reference, status, self.client_id, self.method, self.path, self.key],
        )


def drop(reference: str) -> None:
    """Forget the keys under which something was made that has been undone: a repeat makes it anew."""
    Request.objects.filter(reference=reference).delete()


@job("forget_keys", every=3600)
def forget_keys() -> None:
    """Drop keys older than a week."""
    Request.objects.filter(made__lt=now() - KEEP).delete()
