# SPDX-License-Identifier: EUPL-1.2
"""What subscribers trust us with, as the database holds it: encrypted by the keys of the stack file (ADR 31)."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from servicekit.stack.municipalities import stack


class Unreadable(Exception):
    """None of the keys of the stack file decrypts it."""


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """The secrets of an abonnement: what is sent as Authorization, and the keys that sign."""

    auth: str = field(default="", repr=False)
    signing_keys: Sequence[str] = field(default=(), repr=False)


def encrypt(secrets: Secrets) -> str:
    """The secrets of an abonnement as its row keeps them, by the first key."""
    return _cipher(stack().encryption_keys).encrypt(orjson.dumps(asdict(secrets))).decode()


def decrypt(secrets: str, auth: str = "") -> Secrets:
    """The secrets of a row, by any of the keys; an `auth` that a release without them left there counts first.

    Raises Unreadable.
    """
    found = Secrets()
    if secrets:
        try:
            found = Secrets(**orjson.loads(_cipher(stack().encryption_keys).decrypt(secrets.encode())))
        except InvalidToken:
            raise Unreadable from None
    return replace(found, auth=auth) if auth else found


@lru_cache(maxsize=1)
def _cipher(keys: tuple[bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(each)) for each in keys])
