# SPDX-License-Identifier: EUPL-1.2
"""Those who are told: calls to the callbacks of abonnementen, which lead anywhere."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self
from uuid import UUID

import orjson
from django.conf import settings

from servicekit.clock import now
from servicekit.peers.calls import waiting
from servicekit.peers.strangers import NotAllowed, Stranger, Unanswered, way_to
from servicekit.representations.fields import UtcDateTimeField
from servicekit.stack.municipalities import here

NO_ANSWER = 0


class Abonnee:
    """The receiver behind a callback, over one connection."""

    def __init__(self, callback_url: str) -> None:
        way = way_to(callback_url, here().municipality)
        self.own = way.own  #: a component of the municipality
        self.reason = ""  #: of the last call: why there was no answer
        self.allowed = True  #: whether the last call could be made: the address is one that may be called
        self._stranger = Stranger(callback_url, way)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._stranger.__exit__(kind, error)

    def tell(self, message: bytes, *, auth: str = "", event: UUID | None = None) -> int:
        """Send a notification; the status it was answered with, or NO_ANSWER.

        The event id is the `Idempotency-Key`, so that a receiver can tell a repeat.
        """
        headers = {"Authorization": auth} if auth else {}
        if event is not None:
            headers["Idempotency-Key"] = str(event)
        try:
            self.reason, self.allowed = "", True
            return self._stranger.post(message, headers)
        except NotAllowed:
            self.reason, self.allowed = "address not allowed", False
        except Unanswered as unanswered:
            self.reason = str(unanswered)
        return NO_ANSWER


@dataclass(frozen=True, kw_only=True)
class Probe:
    """The facts of nrc-abonnement: how a callback answers a test notification."""

    answer: int  #: the status, or NO_ANSWER
    unguarded: int | None  #: the same of one without Authorization; None when that was not asked
    allowed: bool
    municipality: str  #: whose stack file says what is allowed


def probe(callback_url: str, auth: str) -> Probe:
    """Send a callback a test notification, and one without Authorization when it takes that.

    Raises Problem 503 when too many requests of this process wait already.
    """
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
    with waiting, Abonnee(callback_url) as abonnee:
        answer, unguarded = abonnee.tell(message, auth=auth), None
        allowed = abonnee.allowed
        if settings.CALLBACK_AUTH_CHECK and 200 <= answer < 300:
            unguarded = abonnee.tell(message)
    return Probe(answer=answer, unguarded=unguarded, allowed=allowed, municipality=here().municipality.name)
