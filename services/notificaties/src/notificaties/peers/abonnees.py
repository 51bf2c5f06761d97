# SPDX-License-Identifier: EUPL-1.2
"""Those who are told: calls to the callbacks of abonnementen, which lead anywhere."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

import orjson
from django.conf import settings

from notificaties.peers.secrets import Secrets
from notificaties.rules.nrc_abonnement import is_secure
from notificaties.rules.nrc_ondertekening import derive_signature
from servicekit import cloudevents
from servicekit.clock import now
from servicekit.peers.calls import waiting
from servicekit.peers.strangers import NotAllowed, Stranger, Unanswered, Way, way_to
from servicekit.representations.fields import UtcDateTimeField
from servicekit.stack.municipalities import here

NO_ANSWER = 0
IDLE = 20.0  #: seconds after which a connection that was not used is not used again; its address was checked once
MOST = 100  #: connections that are kept


class Abonnee:
    """The receiver behind a callback, over one connection, which the next to call it takes over."""

    def __init__(self, callback_url: str) -> None:
        municipality = here().municipality
        way = way_to(callback_url, municipality)
        self.own = way.own  #: a component of the municipality
        self.reason = ""  #: of the last call: why there was no answer
        #: whether it is called as the stack file demands; nothing is sent when it is not
        self.secure = is_secure(callback_url=callback_url, https=municipality.https_callbacks, own=way.own)
        self.allowed = True  #: whether the last call could be made: the address is one that may be called
        self._key = (callback_url, way)
        self._stranger = _KEPT.take(self._key) or Stranger(callback_url, way)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None and not self.reason:
            _KEPT.keep(self._key, self._stranger)
        else:
            self._stranger.__exit__(kind, error)

    @property
    def retry_after(self) -> float:
        """The seconds that the last answer asks to wait."""
        return self._stranger.retry_after

    def tell(
        self,
        message: bytes,
        *,
        auth: str = "",
        signing_keys: Sequence[str] = (),
        event: UUID | None = None,
        in_cloudevents: bool = False,
    ) -> int:
        """Send a notification, or the CloudEvent that it is; the status it was answered with, or NO_ANSWER.

        The event id is the `Idempotency-Key`, so that a receiver can tell a repeat. With keys it is signed.
        """
        headers = {"Content-Type": cloudevents.ONE if in_cloudevents else "application/json"} | (
            {"Authorization": auth} if auth else {}
        )
        if event is not None:
            headers["Idempotency-Key"] = str(event)
        if signing_keys:
            headers |= _signature(message, str(event or uuid4()), signing_keys)
        if not self.secure:
            self.reason = "no https"
            return NO_ANSWER
        try:
            self.reason, self.allowed = "", True
            return self._stranger.post(message, headers)
        except NotAllowed:
            self.reason, self.allowed = "address not allowed", False
        except Unanswered as unanswered:
            self.reason = str(unanswered)
        return NO_ANSWER


def _signature(message: bytes, event: str, keys: Sequence[str]) -> dict[str, str]:
    """The headers of Standard Webhooks; the moment is that of this attempt."""
    timestamp = int(now().timestamp())
    signature = derive_signature(event=event, timestamp=timestamp, body=message, keys=keys)
    return {"webhook-id": event, "webhook-timestamp": str(timestamp), "webhook-signature": signature}


def cloudevent(event: UUID, message: bytes, envelope: bytes = b"") -> bytes:
    """The other rendering of a notification: a CloudEvent, with the attributes that it came with if it was one."""
    told = orjson.loads(message)
    attributes = orjson.loads(envelope) if envelope else cloudevents.attributes(told, str(event))
    return orjson.dumps({**attributes, "data": told})


class _Kept:
    """Connections that were used lately, each for one to take; the oldest are closed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_key: dict[tuple[str, Way], tuple[float, Stranger]] = {}

    def take(self, key: tuple[str, Way]) -> Stranger | None:
        """A connection that nobody else has; None when there is none that is young enough."""
        with self._lock:
            since, found = self._by_key.pop(key, (0.0, None))
        if found is not None and self._is_old(since):
            found.__exit__()
            return None
        return found

    def _is_old(self, since: float) -> bool:
        return time.monotonic() - since > IDLE

    def keep(self, key: tuple[str, Way], stranger: Stranger) -> None:
        """Keep a connection for the next."""
        with self._lock:
            closed = [self._by_key.pop(key)] if key in self._by_key else []
            self._by_key[key] = (time.monotonic(), stranger)
            while self._by_key and (len(self._by_key) > MOST or self._is_old(next(iter(self._by_key.values()))[0])):
                closed.append(self._by_key.pop(next(iter(self._by_key))))
        for _, each in closed:
            each.__exit__()


_KEPT = _Kept()


@dataclass(frozen=True, kw_only=True)
class Probe:
    """The facts of nrc-abonnement: how a callback answers a test notification."""

    answer: int  #: the status, or NO_ANSWER
    unguarded: int | None  #: the same of one without Authorization; None when that was not asked
    allowed: bool
    secure: bool
    municipality: str  #: whose stack file says what is allowed


@dataclass(frozen=True, kw_only=True)
class Tried:
    """How a callback answered one test notification."""

    status: int  #: or NO_ANSWER
    took: float  #: seconds
    reason: str  #: why there was no answer


def is_own(callback_url: str) -> bool:
    """Whether a callback is that of one of the municipality's own components."""
    return way_to(callback_url, here().municipality).own


def milliseconds(seconds: float) -> int:
    """How long something took, as it is kept."""
    return round(seconds * 1000)


def test(callback_url: str, secrets: Secrets, *, in_cloudevents: bool) -> Tried:
    """Send a callback one test notification as it gets others; how that went. Raises Problem 503 as `probe` does."""
    message, keys = _test_message(in_cloudevents), secrets.signing_keys
    with waiting, Abonnee(callback_url) as abonnee:
        begun = time.monotonic()
        status = abonnee.tell(message, auth=secrets.auth, signing_keys=keys, in_cloudevents=in_cloudevents)
        return Tried(status=status, took=time.monotonic() - begun, reason=abonnee.reason)


def probe(callback_url: str, secrets: Secrets, *, in_cloudevents: bool) -> Probe:
    """Send a callback a test notification as it will get others, and one as anybody could send when it takes that.

    Raises Problem 503 when too many requests of this process wait already.
    """
    message = _test_message(in_cloudevents)
    with waiting, Abonnee(callback_url) as abonnee:
        keys = secrets.signing_keys
        answer = abonnee.tell(message, auth=secrets.auth, signing_keys=keys, in_cloudevents=in_cloudevents)
        unguarded, allowed, secure = None, abonnee.allowed, abonnee.secure
        if settings.CALLBACK_AUTH_CHECK and 200 <= answer < 300:
            unguarded = abonnee.tell(message, in_cloudevents=in_cloudevents)
    municipality = here().municipality.name
    return Probe(answer=answer, unguarded=unguarded, allowed=allowed, secure=secure, municipality=municipality)


def _test_message(in_cloudevents: bool) -> bytes:
    """A notification of the kanaal `test`, as an abonnement gets its others."""
    root = here().municipality.places[settings.COMPONENT.code].root
    message = orjson.dumps(
        {
            "kanaal": "test",
            "hoofdObject": root,
            "resource": "test",
            "resourceUrl": root,
            "actie": "test",
            "aanmaakdatum": UtcDateTimeField().to_representation(now()),
            "kenmerken": {},
        }
    )
    return cloudevent(uuid4(), message) if in_cloudevents else message
