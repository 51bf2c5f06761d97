# SPDX-License-Identifier: EUPL-1.2
"""What this component keeps of the others: fetched once, refreshed by notification or in the background.

So validating a new row takes no network call once its type is known.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from servicekit import caller, peers, sql
from servicekit.clock import now
from servicekit.mirror.models import Mirrored, State
from servicekit.municipalities import here
from servicekit.problems import Problem
from servicekit.references import NotAUrl, absolute, is_own, normal


class Unusable(Exception):
    """The URL leads to nothing usable: `bad-url` or `invalid-resource` of section 1.6 of the rules."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


GONE = (404, 410)  #: what says that a resource is no more; other refusals say nothing of it
BAD_URL = "De URL {url} kon niet worden opgehaald."
INVALID_RESOURCE = "De URL {url} verwijst niet naar een {expected}."

_parsed: dict[tuple[str, str, str], tuple[int, Any]] = {}
_fetching: dict[tuple[str, str, int], "Future[tuple[dict[str, Any], str]]"] = {}
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


def facts[T](
    reference: str,
    read: Callable[[dict[str, Any]], T],
    expected: str,
    parent: str = "",
    lasts: Callable[[T], bool] = lambda _: True,
) -> T:
    """What `read` makes of the resource, from process memory, the table, or one GET.

    `parent` is the field that names what it belongs to. `read` raises KeyError, TypeError or ValueError for a body of
    another shape. What does not last, such as a concept, is used once and not kept: it may be something else the next
    moment. Raises Unusable, or Problem 503 when its component is down and it was never fetched.
    """
    key = (here().municipality.name, reference)
    # One URL may be asked as two kinds of resource, of which it is one at most.
    parsed = (*key, expected)
    known = _parsed.get(parsed)
    current = generation()
    if known is not None and known[0] == current:
        return known[1]
    row = sql.row("SELECT body FROM mirror_mirrored WHERE reference = %s", [reference])
    if row:
        value = _read(row[0], read, reference, expected)
    else:
        body, etag = _fetch_once((*key, current), reference, expected)
        value = _read(body, read, reference, expected)
        # Read first: a URL may lead to anything of its owner's, and what is no such resource is not ours to keep.
        if not lasts(value):
            return value
        _keep(reference, body, etag, parent, current)
    _parsed[parsed] = current, value
    return value


def _read[T](body: dict[str, Any], read: Callable[[dict[str, Any]], T], reference: str, expected: str) -> T:
    try:
        return read(body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unusable(
            "invalid-resource", INVALID_RESOURCE.format(url=absolute(reference), expected=expected)
        ) from error


def _fetch_once(key: tuple[str, str, int], reference: str, expected: str) -> tuple[dict[str, Any], str]:
    """Fetch, in single flight: who asks for what is being fetched gets that answer, or that failure.

    The key has the mirror's generation, since what was asked before a change was told is no answer after it.
    """
    # Taken before anybody can wait for this flight: those who do would else have the places that its own call needs.
    with peers.room(absolute(reference)):
        with _guard:
            flight = _fetching.get(key)
            mine = flight is None
            if flight is None:
                flight = _fetching[key] = Future()
        if mine:
            try:
                flight.set_result(fetch(reference, expected))
            except BaseException as error:
                flight.set_exception(error)
            finally:
                with _guard:
                    del _fetching[key]
        return flight.result()


def require_trusted(reference: str) -> None:
    """Raise Unusable `bad-url` for a URL that is nobody's whom the stack file names; nothing is connected to."""
    if not is_own(reference) and not peers.is_trusted(reference):
        raise Unusable("bad-url", BAD_URL.format(url=reference))


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


def _keep(reference: str, body: dict[str, Any], etag: str, parent: str, asked: int) -> None:
    """Keep what was fetched when the mirror's generation was `asked`; not when its owner told of a change since."""
    above = ""
    if parent and isinstance(body.get(parent), str):
        with suppress(NotAUrl):
            above = normal(body[parent])
    with transaction.atomic():
        if _is_still(asked):
            Mirrored.objects.update_or_create(
                reference=reference, defaults={"body": body, "etag": etag[:200], "parent": above, "fetched": now()}
            )


def forget_other_roots() -> None:
    """Drop everything when the roots of the municipality are not those under which it was fetched; for `configure`."""
    places = here().municipality.places.values()
    roots = sha256(repr(sorted((place.code, place.roots) for place in places)).encode()).hexdigest()
    with transaction.atomic():
        if State.objects.exclude(roots=roots).update(generation=F("generation") + 1, roots=roots):
            Mirrored.objects.all().delete()


def _is_still(asked: int) -> bool:
    """Whether no change was told since this generation; none is told until this transaction ends."""
    return State.objects.select_for_update().values_list("generation", flat=True).get() == asked


def forget(reference: str) -> None:
    """Drop a resource and what belongs to it: its owner says that it changed."""
    with transaction.atomic():
        State.objects.update(generation=F("generation") + 1)  # first, since `_keep` holds it while it looks
        Mirrored.objects.filter(Q(reference=reference) | Q(parent=reference)).delete()


def look_again() -> None:
    """Ask the owners of what was fetched long ago whether it changed, by ETag; for the worker.

    An owner that notifies makes this needless; one that does not is found out here. What is down is left as it is.
    """
    stale = Mirrored.objects.filter(fetched__lt=now() - timedelta(seconds=settings.MIRROR_MAX_AGE))
    down: set[str] = set()
    for reference in stale.order_by("fetched").values_list("reference", flat=True):
        owner = urlsplit(absolute(reference)).netloc
        if owner in down:
            continue
        try:
            _look_again(reference)
        except peers.Unreachable:
            down.add(owner)


def _look_again(reference: str) -> None:
    row = Mirrored.objects.filter(pk=reference).first()
    if row is None:
        return
    asked = generation()
    try:
        status, body, answered = peers.call("GET", reference, headers={"If-None-Match": row.etag} if row.etag else {})
    except peers.NotTrusted:
        forget(reference)
        return
    except peers.Refused as refused:
        if refused.status in GONE:
            forget(reference)
        else:  # no word of the resource: it is asked again when the others are
            Mirrored.objects.filter(pk=reference).update(fetched=now())
        return
    with transaction.atomic():
        if not _is_still(asked):
            return
        if status == 304 or body == row.body or not isinstance(body, dict):
            Mirrored.objects.filter(pk=reference).update(fetched=now())
            return
        State.objects.update(generation=F("generation") + 1)
        Mirrored.objects.filter(parent=reference).delete()
        Mirrored.objects.filter(pk=reference).update(body=body, etag=answered.get("ETag", "")[:200], fetched=now())
