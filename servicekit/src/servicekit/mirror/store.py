# SPDX-License-Identifier: EUPL-1.2
"""What this component keeps of the others: fetched once, refreshed by notification or in the background.

So validating a new row takes no network call once its type is known.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings

from servicekit import caller, peers, sql
from servicekit.clock import now
from servicekit.mirror.models import Mirrored, State
from servicekit.municipalities import here
from servicekit.problems import Problem
from servicekit.references import absolute


class Unusable(Exception):
    """The URL leads to nothing usable: `bad-url` or `invalid-resource` of section 1.6 of the rules."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


BAD_URL = "De URL {url} kon niet worden opgehaald."
INVALID_RESOURCE = "De URL {url} verwijst niet naar een {expected}."

_parsed: dict[tuple[str, str, str], tuple[int, Any]] = {}
_generations: dict[str, int] = {}
_fetching: dict[tuple[str, str], threading.Lock] = {}
_guard = threading.Lock()


def generation() -> int:
    """The mirror's generation: as read at the start of a write, or as it is now; then one statement."""
    try:
        if (known := caller.current().mirror_generation) is not None:
            return known
    except LookupError:
        pass
    found = sql.row("SELECT generation FROM mirror_state")
    return found[0] if found else 0


def facts[T](reference: str, read: Callable[[dict[str, Any]], T], expected: str, parent: str = "") -> T:
    """What `read` makes of the resource, from process memory, the table, or one GET.

    `parent` is the field that names what it belongs to. `read` raises KeyError, TypeError or ValueError for a body of
    another shape. Raises Unusable, or Problem 503 when its component is down and it was never fetched.
    """
    key = (here().municipality.name, reference)
    # One URL may be asked as two kinds of resource, of which it is one at most.
    parsed = (*key, expected)
    known = _parsed.get(parsed)
    current = generation()
    if known is not None and known[0] == current:
        return known[1]
    row = sql.row("SELECT body FROM mirror_mirrored WHERE reference = %s", [reference])
    body = row[0] if row else _fetch(key, reference, expected, parent)
    try:
        value = read(body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unusable(
            "invalid-resource", INVALID_RESOURCE.format(url=absolute(reference), expected=expected)
        ) from error
    _parsed[parsed] = current, value
    return value


def _fetch(key: tuple[str, str], reference: str, expected: str, parent: str) -> dict[str, Any]:
    with _guard:
        lock = _fetching.setdefault(key, threading.Lock())
    with lock:  # single flight: whoever comes second finds the row
        row = sql.row("SELECT body FROM mirror_mirrored WHERE reference = %s", [reference])
        if row:
            return row[0]
        body, etag = fetch(reference, expected)
        store(reference, body, etag, parent)
        return body


def fetch(reference: str, expected: str) -> tuple[dict[str, Any], str]:
    """(JSON, ETag) of a resource from its owner, kept nowhere. Raises Unusable or Problem 503."""
    url = absolute(reference)
    try:
        _, body, headers = peers.call("GET", reference)
    except (peers.NotTrusted, peers.Refused) as error:
        raise Unusable("bad-url", BAD_URL.format(url=url)) from error
    except peers.Unreachable as error:
        raise Problem(
            503, f"De eigenaar van {url} is niet bereikbaar; probeer het later opnieuw.", retry_after=5
        ) from error
    if not isinstance(body, dict):
        raise Unusable("invalid-resource", INVALID_RESOURCE.format(url=url, expected=expected))
    return body, headers.get("ETag", "")


def store(reference: str, body: dict[str, Any], etag: str, parent: str) -> None:
    """Keep a fetched resource."""
    from servicekit.references import NotAUrl, normal

    above = ""
    if parent and isinstance(body.get(parent), str):
        try:
            above = normal(body[parent])
        except NotAUrl:
            above = ""
    Mirrored.objects.update_or_create(
        reference=reference, defaults={"body": body, "etag": etag[:200], "parent": above, "fetched": now()}
    )


def forget(reference: str) -> None:
    """Drop a resource and what belongs to it: its owner says that it changed."""
    from django.db.models import F, Q

    Mirrored.objects.filter(Q(reference=reference) | Q(parent=reference)).delete()
    State.objects.update(generation=F("generation") + 1)


def look_again() -> None:
    """Ask the owners of what was fetched longest ago whether it changed, by ETag; for the worker.

    An owner that notifies makes this needless; one that does not is found out here. What is down is left as it is.
    """
    stale = Mirrored.objects.filter(fetched__lt=now() - timedelta(seconds=settings.MIRROR_MAX_AGE)).order_by("fetched")
    for row in stale[:100]:
        headers = {"If-None-Match": row.etag} if row.etag else {}
        try:
            status, body, answered = peers.call("GET", row.reference, headers=headers)
        except peers.Unreachable:
            return
        except (peers.Refused, peers.NotTrusted):
            forget(row.reference)
            continue
        if status == 304 or body == row.body:
            Mirrored.objects.filter(pk=row.pk).update(fetched=now())
        elif isinstance(body, dict):
            forget(row.reference)
            Mirrored.objects.create(
                reference=row.reference,
                parent=row.parent,
                body=body,
                etag=answered.get("ETag", "")[:200],
                fetched=now(),
            )
