# SPDX-License-Identifier: EUPL-1.2
"""Deliver notifications in lanes, one an abonnement (ADR 0014): in order, over one connection, for a turn at a time."""

import time
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import random
from uuid import UUID, uuid4

import structlog

from notificaties.models import Lane
from notificaties.peers.abonnees import NO_ANSWER, Abonnee, cloudevent, milliseconds
from notificaties.peers.secrets import Unreadable, decrypt
from notificaties.rules.nrc_aflevering import derive_setback
from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job
from servicekit.stack.municipalities import here, serving, stack
from servicekit.turns import Pool, Result, Turn

BATCH = 100  #: deliveries in a turn
TURN = 1.0  #: seconds after which a lane gives its place to the next
LEASE = timedelta(seconds=7)  #: longer than one call takes; what a killed worker held is free after it
GONE = 410
REFUSED = (400, 413, 415, 422)  #: what says that the notification is at fault
BUSY = (429, 503)  #: what may say how long to wait (RFC 9110 and 6585)
KEYLESS = timedelta(minutes=1)  #: that a lane waits whose secrets no key decrypts
log = structlog.get_logger("lanes")

_DUE = """
SELECT l.abonnement_id FROM notificaties_lane l
WHERE l.paused = '' AND (l.retry_at IS NULL OR l.retry_at <= clock_timestamp())
    AND EXISTS (SELECT 1 FROM notificaties_delivery d
        WHERE d.abonnement_id = l.abonnement_id AND d.delivered IS NULL AND NOT d.dead)
ORDER BY l.abonnement_id
"""
_CLAIM = """
UPDATE notificaties_lane l SET token = %(token)s, leased_until = clock_timestamp() + %(lease)s, asked = false
FROM notificaties_abonnement a
WHERE a.id = l.abonnement_id AND l.abonnement_id = (
    SELECT abonnement_id FROM notificaties_lane
    WHERE abonnement_id = %(lane)s AND paused = '' AND (leased_until IS NULL OR leased_until < clock_timestamp())
        AND (retry_at IS NULL OR retry_at <= clock_timestamp())
    FOR UPDATE SKIP LOCKED)
RETURNING a.uuid, a.callback_url::varchar, a.secrets::varchar, a.auth::varchar, a.send_cloudevents, l.resumed,
    l.attempts, l.failing_since, l.gave_up
"""
# A wake-up may come to one worker alone (ADR 0029), and that is not always the one that has the lane and may have
# looked already. Who finds it so says it in the lane, and who gives it back reads that.
_ASK = """
UPDATE notificaties_lane SET asked = true
WHERE abonnement_id = %s AND NOT asked AND paused = '' AND leased_until >= clock_timestamp()
    AND (retry_at IS NULL OR retry_at <= clock_timestamp())
"""
# Once the lane is claimed: a statement that did both would see what was delivered until it began.
_WAITING = """
SELECT d.id, n.event, n.message, n.envelope
FROM notificaties_delivery d JOIN notificaties_notificatie n ON n.id = d.notificatie_id
WHERE d.abonnement_id = %s AND d.delivered IS NULL AND NOT d.dead ORDER BY d.id LIMIT %s
"""
_WAIT = """
WITH kept AS (
    UPDATE notificaties_lane SET retry_at = clock_timestamp() + %(pause)s
    WHERE abonnement_id = %(lane)s AND token = %(token)s RETURNING abonnement_id
)
INSERT INTO notificaties_attempt (abonnement_id, delivery_id, moment, status, duration, reason)
SELECT d.abonnement_id, min(d.id), clock_timestamp(), %(status)s, 0, %(reason)s
FROM kept JOIN notificaties_delivery d ON d.abonnement_id = kept.abonnement_id
WHERE d.delivered IS NULL AND NOT d.dead GROUP BY d.abonnement_id
"""
_GIVE_BACK = """
UPDATE notificaties_lane SET token = NULL, leased_until = NULL WHERE abonnement_id = %s AND token = %s RETURNING asked
"""
# It is delivered, whoever has the lane by now; but only who still has it goes on, unless somebody paused or resumed it.
# The last one gives the lane back.
# The lane is counted in the condition so that it is locked before the delivery, as by who ends the abonnement.
_DELIVERED = """
WITH kept AS (
    UPDATE notificaties_lane SET attempts = 0, failing_since = NULL, retry_at = NULL, gave_up = false,
        token = CASE WHEN %(last)s THEN NULL ELSE token END,
        leased_until = CASE WHEN %(last)s THEN NULL ELSE clock_timestamp() + %(lease)s END
    WHERE abonnement_id = %(lane)s AND token = %(token)s
    RETURNING paused = '' AND resumed = %(resumed)s AS goes_on, asked
)
UPDATE notificaties_delivery SET delivered = clock_timestamp(), status = %(status)s, duration = %(duration)s
WHERE id = %(delivery)s AND (SELECT count(*) FROM kept) >= 0
RETURNING (SELECT goes_on FROM kept), (SELECT asked FROM kept)
"""
# It was tried, whoever has the lane by now; but only who still has it says what follows, and not when somebody resumed
# it meanwhile, as if nothing had failed. What somebody paused stays so.
_SET_BACK = """
WITH lane AS (
    SELECT abonnement_id FROM notificaties_lane WHERE abonnement_id = %(lane)s FOR NO KEY UPDATE
), kept AS (
    UPDATE notificaties_lane l SET attempts = %(attempts)s, failing_since = %(since)s, retry_at = %(retry_at)s,
        gave_up = %(gave_up)s, paused = CASE WHEN l.paused = '' THEN %(paused)s ELSE l.paused END
    FROM lane WHERE l.abonnement_id = lane.abonnement_id AND l.token = %(token)s
        AND l.resumed = %(resumed)s RETURNING 1
), given_up AS (
    UPDATE notificaties_delivery SET dead = true
    WHERE id = %(delivery)s AND %(dead)s AND (SELECT count(*) FROM kept) > 0
)
INSERT INTO notificaties_attempt (abonnement_id, delivery_id, moment, status, duration, reason)
SELECT d.abonnement_id, d.id, clock_timestamp(), %(status)s, %(duration)s, %(reason)s
FROM lane JOIN notificaties_delivery d ON d.abonnement_id = lane.abonnement_id AND d.id = %(delivery)s
RETURNING (SELECT count(*) FROM kept)
"""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A lane that this worker has the lease of."""

    lane: int
    token: UUID
    uuid: UUID
    callback_url: str
    auth: str = field(repr=False)
    secrets: str = ""
    in_cloudevents: bool
    resumed: int
    attempts: int
    failing_since: datetime | None
    gave_up: bool


@job("deliver", every=2)
def deliver() -> None:
    """Offer the lanes that have something to deliver to the pool, and wait for none of them."""
    name = here().municipality.name
    POOL.offer([Turn(name, lane) for (lane,) in sql.rows(_DUE)])


def run(turn: Turn) -> Result:
    """One turn of a lane: claim it, deliver until the turn is over, and give it back."""
    with serving(stack().municipality(turn.municipality)):
        held = _claim(turn.lane)
        if held is None:
            return Result(slow=None)
        given_back = False
        try:
            result, given_back = _deliver(held)
        except Unreadable:
            # The operator's fault, and not the receiver's: nothing is given up for it.
            given = {"pause": KEYLESS, "lane": held.lane, "token": held.token}
            sql.execute(_WAIT, given | {"status": NO_ANSWER, "reason": "secrets unreadable"})
            log.error("secrets_unreadable", alert=True, abonnement=str(held.uuid))
            result = Result(slow=True)
        finally:
            asked = not given_back and _give_back(held)
        return replace(result, more=result.more or asked)


def _claim(lane: int) -> Held | None:
    """Lease a lane; or, when another has it, have that one look once more."""
    token = uuid4()
    given = {"token": token, "lease": LEASE, "lane": lane}
    found = sql.row(_CLAIM, given)
    if found is None and not sql.execute(_ASK, [lane]):
        found = sql.row(_CLAIM, given)  # it may have been given back in between
    if found is None:
        return None
    uuid, callback_url, secrets, auth, in_cloudevents, resumed, attempts, failing_since, gave_up = found
    return Held(
        lane=lane, token=token, uuid=uuid, callback_url=callback_url, auth=auth, secrets=secrets,
        in_cloudevents=in_cloudevents, resumed=resumed, attempts=attempts, failing_since=failing_since, gave_up=gave_up,
    )  # fmt: skip


def _give_back(held: Held) -> bool:
    """Give a lane back; whether another asked meanwhile to look once more."""
    kept = sql.row(_GIVE_BACK, [held.lane, held.token])
    return kept is not None and kept[0]


def _deliver(held: Held) -> tuple[Result, bool]:
    """Deliver what waits in a lane, until the turn is over; how that went, and whether the lane was given back."""
    started = time.monotonic()
    secrets = decrypt(held.secrets, held.auth)
    waiting = sql.rows(_WAITING, [held.lane, BATCH])
    slow = False
    with Abonnee(held.callback_url) as abonnee:
        for number, (delivery, event, message, envelope) in enumerate(waiting, 1):
            begun = time.monotonic()
            if begun - started > TURN:
                return Result(more=True, slow=slow), False
            told = cloudevent(event, message, envelope) if held.in_cloudevents else message
            status = abonnee.tell(
                told,
                auth=secrets.auth,
                signing_keys=secrets.signing_keys,
                event=event,
                in_cloudevents=held.in_cloudevents,
            )
            took = time.monotonic() - begun
            slow = took > TURN  # it is the last one then
            if not 200 <= status < 300:
                _set_back(held, delivery, status, took, abonnee)
                return Result(slow=True), False
            last = number == len(waiting)
            goes_on, asked = _delivered(held, delivery, last=last, status=status, took=took)
            if last or not goes_on:
                return Result(more=asked or (goes_on and number == BATCH), slow=slow), last
            held = replace(held, attempts=0, failing_since=None, gave_up=False)
    return Result(), False


def _delivered(held: Held, delivery: int, *, last: bool, status: int, took: float) -> tuple[bool, bool]:
    """Note a delivery, the last of a turn with the lane's return.

    Whether the lane is still ours to go on with, and whether another asked to look at it once more.
    """
    given = {"lease": LEASE, "lane": held.lane, "token": held.token, "resumed": held.resumed, "delivery": delivery}
    kept = sql.row(_DELIVERED, given | {"last": last, "status": status, "duration": milliseconds(took)})
    goes_on, asked = kept or (False, False)
    return bool(goes_on), bool(asked)


def _set_back(held: Held, delivery: int, status: int, took: float, abonnee: Abonnee) -> None:
    """Note an attempt that failed, and let the lane wait, give its first delivery up, or pause it."""
    since = held.failing_since or now()
    attempts = held.attempts + 1
    setback = derive_setback(
        attempts=attempts,
        failing=(now() - since).total_seconds(),
        gave_up=held.gave_up,
        gone=status == GONE,
        refused=status in REFUSED,
        own=abonnee.own,
        asked=abonnee.retry_after if status in BUSY else 0.0,
        jitter=random(),  # noqa: S311  (spreads the load)
    )
    paused = (Lane.GONE if status == GONE else Lane.DEAD) if setback.paused else ""
    given = {
        "lane": held.lane,
        "token": held.token,
        "delivery": delivery,
        "resumed": held.resumed,
        "attempts": 0 if setback.dead else attempts,
        "since": since,
        "retry_at": now() + timedelta(seconds=setback.delay),
        "gave_up": held.gave_up or setback.dead,
        "paused": paused,
        "dead": setback.dead,
        "status": status,
        "duration": milliseconds(took),
        "reason": abonnee.reason,
    }
    kept = sql.row(_SET_BACK, given)
    if kept is None or not kept[0]:
        return
    told = {"abonnement": str(held.uuid), "status": status, "reason": abonnee.reason, "attempts": attempts}
    if paused:
        log.error("lane_paused", alert=True, why=paused, **told)
    elif setback.dead or status == GONE:  # and not paused, since it is an own one
        log.error("delivery_dead" if setback.dead else "own_callback_gone", alert=True, **told)
    else:
        log.warning("delivery_failed", **told)


POOL = Pool(run)
