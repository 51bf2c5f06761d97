# SPDX-License-Identifier: EUPL-1.2
"""Keep what this component needs of the others: fetched once, and asked for again in the background.

So validating a new row takes no network call once its type is known. A notification only says that it is time to ask.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import Any, NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from servicekit import caller
from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import wake
from servicekit.mirror.models import Mirrored, State
from servicekit.peers import calls
from servicekit.problems import Unavailable
from servicekit.references import NotAUrl, absolute, is_own, normal
from servicekit.stack.municipalities import here


class Unusable(Exception):
    """The URL leads to nothing usable: `bad-url` or `invalid-resource` of section 1.6 of the rules."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


GONE = (404, 410)  #: what says that a resource is no more; other refusals say nothing of it
BAD_URL = "De URL {url} kon niet worden opgehaald."
NOT_TRUSTED = (
    "De URL {url} is van geen API die hier bekend is. Kies een andere, of laat de beheerder de root ervan zetten onder"
    " `peers` van deze gemeente in stack.yaml."
)
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
    """Return what `read` makes of the resource, from process memory, the table, or one GET.

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
    if not row:
        told = _told()
        body, etag = _fetch_once((*key, told), reference, expected)
        value = _read(body, read, reference, expected)
        # Read first: a URL may lead to anything of its owner's, and what is no such resource is not ours to keep.
        if not (lasts(value) and _keep(reference, body, etag, parent, told)):
            return value
    else:
        value = _read(row[0], read, reference, expected)
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

    The key has how many changes were told, since what was asked before one was told is no answer after it.
    """
    # Taken before anybody can wait for this flight: those who do would else have the places that its own call needs.
    with calls.waiting:
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
    if not is_own(reference) and not calls.is_trusted(reference):
        raise Unusable("bad-url", NOT_TRUSTED.format(url=reference))


def refuse(reference: str, expected: str) -> NoReturn:
    """Raise Unusable for a URL that by its path is no `expected`: `bad-url` when it leads nowhere (rules 1.6).

    Only its owner knows that of a URL that is not own. Raises Problem 503 when that is down.
    """
    if not is_own(reference):
        fetch(reference, expected)
    raise Unusable("invalid-resource", INVALID_RESOURCE.format(url=absolute(reference), expected=expected))


def fetch(reference: str, expected: str) -> tuple[dict[str, Any], str]:
    """(JSON, ETag) of a resource from its owner, kept nowhere. Raises Unusable or Problem 503."""
    url = absolute(reference)
    try:
        _, body, headers = calls.send("GET", reference)
    except calls.NotTrusted as error:
        raise Unusable("bad-url", NOT_TRUSTED.format(url=url)) from error
    except calls.Refused as error:
        raise Unusable("bad-url", BAD_URL.format(url=url)) from error
    except calls.Unreachable as error:
        raise Unavailable(
            f"De eigenaar van {url} is niet bereikbaar; probeer het later opnieuw.", retry_after=5
        ) from error
    if not isinstance(body, dict):
        raise Unusable("invalid-resource", INVALID_RESOURCE.format(url=url, expected=expected))
    return body, headers.get("ETag", "")


def _told() -> int:
    """How many changes owners told of."""
    found = sql.row("SELECT told FROM mirror_state")
    return found[0] if found else 0


def _keep(reference: str, body: dict[str, Any], etag: str, parent: str, asked: int) -> bool:
    """Keep what was fetched when `asked` changes were told; marked when another was since, as it may be of before it.

    Whether it was: what somebody else kept meanwhile stays, since a change that was told then has marked that.
    """
    above = ""
    if parent and isinstance(body.get(parent), str):
        with suppress(NotAUrl):
            above = normal(body[parent])
    with transaction.atomic():
        told = _hold().told
        stale = told if told != asked else 0
        if Mirrored.objects.filter(pk=reference).exists():
            return False
        Mirrored.objects.create(
            reference=reference, body=body, etag=etag[:200], parent=above, fetched=now(), stale=stale
        )
    if stale:
        wake("look_again", here().municipality.schema)
    return True


def _hold() -> State:
    """The state, locked: no change is told until this transaction ends."""
    return State.objects.select_for_update().get()


def forget_other_roots() -> None:
    """Drop everything when the roots of the municipality are not those under which it was fetched; for `configure`."""
    places = here().municipality.places.values()
    roots = sha256(repr(sorted((place.code, place.roots) for place in places)).encode()).hexdigest()
    with transaction.atomic():
        if State.objects.exclude(roots=roots).update(generation=F("generation") + 1, told=F("told") + 1, roots=roots):
            Mirrored.objects.all().delete()


def mark(reference: str) -> None:
    """Mark a resource and what belongs to it, which its owner says has changed, and have the worker ask for them again.

    They are served until then: who may publish notifications can have things asked again, and take nothing away.
    """
    with transaction.atomic():
        told = _tell()
        found = Mirrored.objects.filter(Q(reference=reference) | Q(parent=reference)).update(stale=told)
    if found:
        wake("look_again", here().municipality.schema)


def _tell() -> int:
    """Count a change that was told; the state stays locked until this transaction ends."""
    told = _hold().told + 1
    State.objects.update(told=told)
    return told


def look_again() -> set[str]:
    """Ask the owners of what they told has changed, and of what was fetched long ago, by ETag; for the worker.

    An owner that notifies makes the second needless; one that does not is found out here. What is down is left as it
    is. Returns the hosts of what is still marked.
    """
    long_ago = now() - timedelta(seconds=settings.MIRROR_MAX_AGE)
    chosen = Mirrored.objects.filter(~Q(stale=0) | Q(fetched__lt=long_ago)).order_by("-stale", "fetched")
    down: set[str] = set()
    for reference in chosen.values_list("reference", flat=True):
        owner = urlsplit(absolute(reference)).netloc
        if owner in down:
            continue
        try:
            _look_again(reference)
        except calls.Unreachable:
            down.add(owner)
    marked = Mirrored.objects.exclude(stale=0).values_list("reference", flat=True)
    return {urlsplit(absolute(reference)).netloc for reference in marked}


def _look_again(reference: str) -> None:
    row = Mirrored.objects.filter(pk=reference).first()
    if row is None:
        return
    body: Any = None
    answered: dict[str, str] = {}
    gone = False
    try:
        _, body, answered = calls.send("GET", reference, headers={"If-None-Match": row.etag} if row.etag else {})
    except calls.NotTrusted:
        gone = True
    except calls.Refused as refused:
        gone = refused.status in GONE  # another refusal is no word of the resource
    with transaction.atomic():
        _hold()
        # What another worker stored meanwhile may be newer than this answer.
        still = Mirrored.objects.filter(pk=reference, fetched=row.fetched).first()
        if still is None:
            return
        changed = isinstance(body, dict) and body != row.body
        if gone:
            still.delete()
        else:
            still.fetched = now()
            if still.stale == row.stale:  # else a change was told since this was asked
                still.stale = 0
            if changed:
                still.body, still.etag = body, answered.get("ETag", "")[:200]
            still.save()
        if gone or changed:
            State.objects.update(generation=F("generation") + 1)
            Mirrored.objects.filter(parent=reference).update(stale=_tell())
