# SPDX-License-Identifier: EUPL-1.2
"""Sign what is sent to a subscriber, so that it can tell who sent it, and when (Standard Webhooks)."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from servicekit.rules import Violation, Violations, rule

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  #: bytes of a key


@rule("nrc-ondertekening")
def signing_key_fits(*, given: str) -> Violations:
    """A signing key is `whsec_` and 24 to 64 bytes in base64. What was given is a secret, so no reason shows it."""
    try:
        size = len(_bytes(given))
    except ValueError:
        yield Violation("signingKeys", "invalid", "Geef een sleutel als `whsec_` met daarachter base64 (RFC 4648).")
        return
    if not SHORTEST <= size <= LONGEST:
        reason = f"De sleutel heeft {size} bytes. Geef er een van {SHORTEST} tot en met {LONGEST} bytes in base64."
        yield Violation("signingKeys", "invalid-length", reason)


@rule("nrc-ondertekening")
def derive_signature(*, event: str, timestamp: int, body: bytes, keys: Sequence[str]) -> str:
    """The header `webhook-signature`: a signature by each of the keys, of event id, Unix seconds and body together.

    While a subscriber replaces its key, both sign: it may believe either.
    """
    signed = f"{event}.{timestamp}.".encode() + body
    made = (hmac.digest(_bytes(each), signed, hashlib.sha256) for each in keys)
    return " ".join(f"v1,{base64.b64encode(each).decode()}" for each in made)


def _bytes(key: str) -> bytes:
    """The bytes of a key. Raises ValueError."""
    if not key.startswith(PREFIX):
        raise ValueError(PREFIX)
    return base64.b64decode(key.removeprefix(PREFIX), validate=True)
