# SPDX-License-Identifier: EUPL-1.2
"""ETags: the digest of the stored bytes and of the address that answers them (RFC 9110 section 8.8.3)."""

from servicekit import caller
from servicekit.database.transactions import require_lock
from servicekit.problems import Problem
from servicekit.representations import bodies
from servicekit.representations.model import Represented
from servicekit.representations.rendering import digest, render, shape_now
from servicekit.stack.municipalities import here


def etag_header(etag: str) -> str:
    """The strong ETag of stored bytes as this address answers them."""
    return f'"{etag}{here().salt}"'


def matches(given: str, etag: str) -> bool:
    """Whether an If-None-Match or If-Match header names this ETag (RFC 9110; weak prefixes count as equal)."""
    if given.strip() == "*":
        return True
    return etag in (each.strip().removeprefix("W/") for each in given.split(","))


def require_match(instance: Represented) -> None:
    """Judge the If-Match of the request against a row whose main object is locked. Raises Problem 412 when stale."""
    require_lock(instance.main)
    given = caller.current().if_match
    if given:
        # Of what another release rendered, a reader got the ETag of a fresh rendering.
        fresh = instance.shape == shape_now(type(instance))
        etag = instance.etag
        if not fresh or instance.by_day:
            etag = digest(bytes(bodies.whole(instance, None if fresh else render(instance))))
        if not matches(given, etag_header(etag)):
            raise Problem(412, "Het object is intussen gewijzigd; haal het opnieuw op.")
