# SPDX-License-Identifier: EUPL-1.2
"""Calls to other components and trusted peers, through zgw-consumers' clients.

One client per municipality, service and thread, kept (building one costs more CPU than a request). No redirects, at
most 8 MiB and a total deadline; only to roots that the stack file names, so that no URL from outside chooses a host.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from typing import Any
from urllib.parse import urlsplit

import orjson
import requests
from django.conf import settings
from urllib3.exceptions import HTTPError
from zgw_consumers.client import ZGWAuth, build_client
from zgw_consumers.constants import APITypes, AuthTypes
from zgw_consumers.models import Service
from zgw_consumers.nlx import NLXClient

from servicekit import references
from servicekit.caller import current as caller_now
from servicekit.database import places
from servicekit.database.transactions import in_transaction
from servicekit.peers.deadlines import Watch, WatchedAdapter
from servicekit.problems import Unavailable
from servicekit.stack import Place
from servicekit.stack.municipalities import Here, here

MAX_BYTES = 8 * 1024 * 1024
LATER = (408, 425, 429)  #: of a peer that is busy, and not of one that refuses
PATIENCE = 2.0  #: seconds that one may have had its place before nobody waits for one any more
TOKEN_AGE = 600  #: seconds; the library's token lives on for hours, a server may refuse it after one


class Refused(Exception):
    """The peer answered, and not with what was asked for: `status`, and its body as far as it is JSON."""

    def __init__(self, url: str, status: int, body: Any = None) -> None:
        super().__init__(f"{url} answered {status}")
        self.url, self.status, self.body = url, status, body


class Unreachable(Exception):
    """No usable answer: time-out, connection, 5xx, busy, too many bytes. Whether the peer acted is unknown."""

    def __init__(self, said: str, url: str = "") -> None:
        super().__init__(said)
        self.url = url


class NotTrusted(Exception):
    """The URL is below no root that the stack file names; nothing was connected to."""


class CallInTransaction(RuntimeError):
    """A call to another component while a transaction is open: a defect of ours."""


class _Via(WatchedAdapter):
    """Connects to another address than the URL's, with the Host of the URL."""

    def __init__(self, watch: Watch, via: str) -> None:
        self.via = via
        super().__init__(watch)

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        url = str(request.url)
        parts = urlsplit(url)
        request.headers["Host"] = parts.netloc
        request.url = self.via + url[len(f"{parts.scheme}://{parts.netloc}") :]
        return super().send(request, *arguments, **options)


class _Client(NLXClient):
    made: float = 0.0
    watch: Watch

    def _maybe_close_session(self) -> AbstractContextManager[None]:  # type: ignore[override]
        # Kept for the life of the thread, so connections stay open.
        return nullcontext()


_clients = threading.local()
_limit = threading.local()  #: `until`: when all calls of a block must have ended


def _place_of(url: str) -> tuple[Place, str] | None:
    """The component of the municipality that a URL belongs to, and at which of its roots."""
    for place in here().municipality.places.values():
        for root in place.roots:
            if url.startswith(root + "/"):
                return place, root
    return None


def is_trusted(url: str) -> bool:
    """Whether a URL is below a root that the stack file names, so that it may be called."""
    return _place_of(url) is not None or here().municipality.peer_of(url) is not None


def _client_for(url: str) -> _Client:
    if references.climbs(url):  # the library does so itself
        raise NotTrusted(url)
    municipality = here().municipality
    kept = _clients.__dict__.setdefault("kept", {})
    if found := _place_of(url):
        place, root = found
        own = municipality.places[settings.COMPONENT.code].client
        return _kept(kept, municipality.name, root=root, via=place.via, client_id=own.id, secret=own.secret)
    if peer := municipality.peer_of(url):
        return _kept(kept, municipality.name, root=peer.root, via="", client_id=peer.client_id, secret=peer.secret)
    raise NotTrusted(url)


def _kept(kept: dict, municipality: str, *, root: str, via: str, client_id: str, secret: str) -> _Client:
    client = kept.get((municipality, root))
    if client is None:
        service = Service(
            label=root,
            api_type=APITypes.orc,
            api_root=root + "/",
            auth_type=AuthTypes.zgw if client_id else AuthTypes.no_auth,
            client_id=client_id,
            secret=secret,
            user_id=client_id,
            user_representation=client_id,
            timeout=int(settings.PEER_TIMEOUT),
        )
        client = build_client(service, client_factory=_Client)
        client.trust_env = False
        client.watch = Watch()
        client.mount(root, _Via(client.watch, via) if via else WatchedAdapter(client.watch))
        client.made = time.monotonic()
        kept[municipality, root] = client
    elif time.monotonic() - client.made > TOKEN_AGE and isinstance(client.auth, ZGWAuth):
        client.auth.refresh_token()
        client.made = time.monotonic()
    return client


class _Waiting:
    """How many requests of this process wait for others: at most threads - 2, all others together.

    So one that hangs leaves threads to answer what asks nobody, and to answer who asks back before it answers (is
    this relation really there?). Who finds no place waits for one, so that a burst is served, unless somebody has had
    one for long; it does so `away`, so that these threads stay.
    """

    def __init__(self) -> None:
        self.changed, self.own = threading.Condition(), threading.local()
        self.since: dict[int, float] = {}  #: thread -> when it began to wait, the first first
        self.aside = 0  #: those that wait for a place

    def __enter__(self) -> None:
        if in_transaction():
            raise CallInTransaction
        depth = getattr(self.own, "depth", 0)
        if not depth and _is_request():  # a thread that waits has its place already
            self._take_place()
        self.own.depth = depth + 1

    def __exit__(self, *_: object) -> None:
        self.own.depth -= 1
        if not self.own.depth:
            self._leave_place()

    def _take_place(self) -> None:
        with self.changed:
            if self._took_place():
                return
            # The other half is for what comes from clients, and needs no peer.
            if self.aside >= settings.TRANSFERS // 2:
                raise _too_many()
            self.aside += 1
        try:
            with closing(places.Slot()), places.away():
                self._wait_for_place()
        except BaseException:
            self._leave_place()  # it may have been taken, and its thread have no connection to go on with
            raise
        finally:
            with self.changed:
                self.aside -= 1

    def _wait_for_place(self) -> None:
        with self.changed:
            while not self._took_place():
                longest = time.monotonic() - next(iter(self.since.values()))
                left = min(PATIENCE - longest, _time_left())
                if left <= 0:
                    raise _too_many()
                self.changed.wait(left)

    def _took_place(self) -> bool:
        if len(self.since) >= max(1, settings.THREADS - 2):
            return False
        self.since[threading.get_ident()] = time.monotonic()
        return True

    def _leave_place(self) -> None:
        with self.changed:
            if self.since.pop(threading.get_ident(), None) is not None:
                self.changed.notify()


def _too_many() -> Unavailable:
    return Unavailable("Te veel verzoeken wachten op een ander component.", retry_after=1)


def _is_request() -> bool:
    """Whether a client waits for this thread. A job has no caller, and keeps nobody waiting."""
    try:
        caller_now()
    except LookupError:
        return False
    return True


waiting = _Waiting()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Around calls of this thread that may take no longer together; what is not answered by then is Unreachable."""
    _limit.until = time.monotonic() + seconds
    try:
        yield
    finally:
        del _limit.until


def _seconds_left() -> float:
    """How long a call may take that begins now."""
    return min(settings.PEER_TIMEOUT, _time_left())


def _time_left() -> float:
    """How much is left of what calls may take together, if that was said."""
    until: float = getattr(_limit, "until", math.inf)
    return until - time.monotonic()


def send(
    method: str, url: str, *, body: Any = None, headers: dict[str, str] | None = None, media: str = "application/json"
) -> tuple[int, Any, dict]:
    """One call to a peer: (status, JSON body or None, headers) for 2xx and 304.

    `body` may hold stored references with marks; it goes out as the JSON that `media` says. Raises NotTrusted, Refused
    (a definite answer: 3xx, 4xx) or Unreachable (anything that leaves it unknown), and CallInTransaction.
    """
    url = references.for_others(url)
    data = None if body is None else references.outward(orjson.dumps(body), Here(here().municipality))
    client = _client_for(url)
    sent = {"Accept": "application/json", "Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326", **(headers or {})}
    with suppress(LookupError):  # a job has no caller
        who = caller_now()
        sent.setdefault("X-Request-Id", who.request_id)
        if who.traceparent:
            sent.setdefault("traceparent", who.traceparent)
    if data is not None:
        sent["Content-Type"] = media
    with waiting:
        if (seconds := _seconds_left()) <= 0:
            raise Unreachable(f"{method} {url}: no time is left for it", url)
        try:
            with (
                client.watch.within(seconds),
                client.request(
                    method, url, data=data, headers=sent, allow_redirects=False, stream=True,
                    timeout=seconds,
                ) as answer,
            ):  # fmt: skip
                content = _read(answer)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise Unreachable(f"{method} {url}: {type(error).__name__}", url) from error
    if client.watch.left < 0:  # what was cut off may look whole
        raise Unreachable(f"{method} {url}: longer than {seconds:.1f} s", url)
    parsed = _json(content)
    if answer.status_code >= 500 or answer.status_code in LATER or _knows_no_rights(parsed):
        raise Unreachable(f"{method} {url} answered {answer.status_code}", url)
    if not 200 <= answer.status_code < 300 and answer.status_code != 304:
        raise Refused(url, answer.status_code, parsed)
    return answer.status_code, parsed, dict(answer.headers)


def _read(answer: requests.Response) -> bytes:
    chunks, size = [], 0
    while chunk := answer.raw.read1(64 * 1024, decode_content=True):
        size += len(chunk)
        if size > MAX_BYTES:
            raise Unreachable(f"{answer.url}: more than {MAX_BYTES} bytes", answer.url)
        chunks.append(chunk)
    return b"".join(chunks)


def _knows_no_rights(body: Any) -> bool:
    """Whether the peer says that it cannot reach its Autorisaties API, which is no judgement of what it was asked."""
    return isinstance(body, dict) and body.get("code") == "not_authenticated_for_ac"


def _json(content: bytes) -> Any:
    try:
        return orjson.loads(content) if content else None
    except orjson.JSONDecodeError:
        return None


def get(url: str) -> Any:
    """The JSON of one resource. Raises like `call`."""
    return send("GET", url)[1]


def all_pages(url: str) -> list[dict]:
    """All results of a paged list, following `next` as far as it stays below the same root. Raises like `call`."""
    found: list[dict] = []
    while url:
        page = get(url)
        if isinstance(page, list):
            return found + page
        if not isinstance(page, dict) or not isinstance(page.get("results"), list):
            raise Unreachable(f"{url} answered something that is not a list", url)
        found += page["results"]
        url = page.get("next") or ""
    return found
