# SPDX-License-Identifier: EUPL-1.2
"""Say how delivering stands, what was tried and what was accepted: for who took an abonnement, and who manages all."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings

from notificaties.actions.notificaties import settle, settled
from notificaties.actions.sampling import LAG
from notificaties.actions.scopes import DESK, MANAGE
from notificaties.models import Abonnement, Attempt
from notificaties.rules.nrc_aflevering import derive_stand
from servicekit import caller, references
from servicekit.clock import now
from servicekit.database import sql
from servicekit.problems import Forbidden, NotFound
from servicekit.reading.filters import Query
from servicekit.representations.fields import UtcDateTimeField
from servicekit.rights import store
from servicekit.rights.checks import require_scope
from servicekit.writing.changing import find

HOURS = 24  #: of which deliveries are counted, and the lag is told
_NOT_YOURS = "Dit abonnement is van een andere client."

# A success is told in its delivery; in an attempt when it was replayed since.
_SUCCEEDED = "(t.status IS NULL OR t.status BETWEEN 200 AND 299)"  # as the index of the model says it
_STATE = f"""
SELECT a.id, a.uuid, a.client_id::varchar, a.callback_url::varchar, a.kanalen, l.paused, l.retry_at, l.failing_since,
    l.attempts, waiting.count, first.accepted, dead.count, success.*, failure.*
FROM notificaties_abonnement a JOIN notificaties_lane l ON l.abonnement_id = a.id
{LAG}
CROSS JOIN LATERAL (SELECT count(*) FROM notificaties_delivery d WHERE d.abonnement_id = a.id AND d.dead) dead
LEFT JOIN LATERAL (
    (SELECT d.delivered AS moment, d.status, d.duration FROM notificaties_delivery d
        WHERE d.abonnement_id = a.id AND d.delivered IS NOT NULL ORDER BY d.delivered DESC LIMIT 1)
    UNION ALL
    (SELECT t.moment, t.status, t.duration FROM notificaties_attempt t
        WHERE t.abonnement_id = a.id AND t.delivery_id IS NOT NULL AND {_SUCCEEDED} ORDER BY t.moment DESC LIMIT 1)
    ORDER BY moment DESC LIMIT 1) success ON true
LEFT JOIN LATERAL (SELECT t.moment, t.status, t.duration, t.reason FROM notificaties_attempt t
    WHERE t.abonnement_id = a.id AND t.delivery_id IS NOT NULL AND NOT {_SUCCEEDED}
    ORDER BY t.moment DESC LIMIT 1) failure ON true
WHERE (%(client)s::text IS NULL OR a.client_id = %(client)s) AND (%(uuid)s::uuid IS NULL OR a.uuid = %(uuid)s)
ORDER BY a.id
"""
_HOURS = f"""
SELECT abonnement_id, floor(EXTRACT(EPOCH FROM %(now)s - moment) / 3600)::integer AS ago, count(*) FROM (
    SELECT d.abonnement_id, d.delivered AS moment FROM notificaties_delivery d
    WHERE d.abonnement_id = ANY(%(of)s) AND d.delivered > %(since)s AND d.delivered <= %(now)s
    UNION ALL
    SELECT t.abonnement_id, t.moment FROM notificaties_attempt t
    WHERE t.abonnement_id = ANY(%(of)s) AND t.moment > %(since)s AND t.delivery_id IS NOT NULL AND {_SUCCEEDED}
) told GROUP BY 1, 2
"""
_SAMPLES = """
SELECT moment, count, age FROM notificaties_sample WHERE abonnement_id = %s AND moment > %s ORDER BY moment
"""
# Each side ends after a page, so that the index on its moment gives no more than that. A lane makes one call at a time,
# so that no two are of the same moment, and a page goes on before that of the last.
_ATTEMPTS = f"""
SELECT p.moment, p.status, p.duration, p.reason, p.succeeded, p.test, n.id, n.event, n.message
FROM (
    (SELECT p.* FROM (
        SELECT d.delivered AS moment, d.status, d.duration, ''::varchar AS reason, true AS succeeded, false AS test,
            d.notificatie_id, n.resource_url, n.hoofd_object
        FROM notificaties_delivery d JOIN notificaties_notificatie n ON n.id = d.notificatie_id
        WHERE d.abonnement_id = %s AND d.delivered IS NOT NULL
    ) p WHERE {{conditions}} ORDER BY p.moment DESC LIMIT %s)
    UNION ALL
    (SELECT p.* FROM (
        SELECT t.moment, t.status, t.duration, t.reason, {_SUCCEEDED} AS succeeded, t.delivery_id IS NULL AS test,
            d.notificatie_id, n.resource_url, n.hoofd_object
        FROM notificaties_attempt t LEFT JOIN notificaties_delivery d ON d.id = t.delivery_id
            LEFT JOIN notificaties_notificatie n ON n.id = d.notificatie_id
        WHERE t.abonnement_id = %s
    ) p WHERE {{conditions}} ORDER BY p.moment DESC LIMIT %s)
    ORDER BY moment DESC LIMIT %s
) p LEFT JOIN notificaties_notificatie n ON n.id = p.notificatie_id ORDER BY p.moment DESC
"""
_DEAD = """
SELECT n.id, n.event, n.accepted, n.message, failure.moment, failure.status, failure.duration, failure.reason
FROM notificaties_delivery d JOIN notificaties_notificatie n ON n.id = d.notificatie_id
LEFT JOIN LATERAL (SELECT t.moment, t.status, t.duration, t.reason FROM notificaties_attempt t
    WHERE t.delivery_id = d.id ORDER BY t.moment DESC LIMIT 1) failure ON true
WHERE d.abonnement_id = %s AND d.dead AND d.notificatie_id > %s ORDER BY d.notificatie_id LIMIT %s
"""
_ACCEPTED = """
SELECT n.id, n.event, n.accepted, d.delivered, n.message
FROM notificaties_delivery d JOIN notificaties_notificatie n ON n.id = d.notificatie_id
WHERE d.abonnement_id = %s AND d.notificatie_id > %s AND d.notificatie_id <= %s ORDER BY d.notificatie_id LIMIT %s
"""

_utc = UtcDateTimeField().to_representation

type Page = tuple[list[dict[str, Any]], Any]  #: what is shown, and after what the next page begins; None at the end


def manages() -> bool:
    """Whether the caller manages the abonnementen of all."""
    who = caller.current()
    return who.rights.has(MANAGE) or (store.look_again(who.rights) and who.rights.has(MANAGE))


def find_abonnement(uuid: UUID, scopes: tuple[str, ...] = DESK) -> Abonnement:
    """An abonnement that the caller took, or any one for who manages them if `scopes` say so.

    Raises Forbidden, NotFound.
    """
    require_scope(scopes)
    found = find(Abonnement, uuid)
    if found.client_id != caller.current().client_id and not (scopes == DESK and manages()):
        raise Forbidden(_NOT_YOURS)
    return found


def states() -> list[dict[str, Any]]:
    """How delivering stands to each abonnement that the caller may know of. Raises Forbidden."""
    require_scope(DESK)
    who = caller.current()
    return _states(client=None if who.rights.has(MANAGE) else who.client_id)


def state(abonnement: Abonnement) -> dict[str, Any]:
    """How delivering to an abonnement stands, and how far it lagged in the last day. Raises NotFound."""
    found = _states(uuid=abonnement.uuid)
    if not found:
        raise NotFound()
    samples = sql.rows(_SAMPLES, [abonnement.pk, now() - timedelta(hours=HOURS)])
    names = ("moment", "aantal", "seconden")
    return found[0] | {"verloop": [dict(zip(names, (_utc(each[0]), *each[1:]), strict=True)) for each in samples]}


def _states(*, client: str | None = None, uuid: UUID | None = None) -> list[dict[str, Any]]:
    found = sql.rows(_STATE, {"client": client, "uuid": uuid}, decoded=True)
    moment = now()
    since = moment - timedelta(hours=HOURS)
    counted = {(abonnement, ago): count for abonnement, ago, count in
               sql.rows(_HOURS, {"now": moment, "since": since, "of": [each[0] for each in found]})}  # fmt: skip
    return [_state(*each, moment=moment, counted=counted) for each in found]


def _state(  # noqa: PLR0917  (the columns of the statement)
    number: int, uuid: UUID, client_id: str, callback_url: str, kanalen: list[dict[str, Any]], paused: str,
    retry_at: datetime | None, failing_since: datetime | None, attempts: int, waiting: int, oldest: datetime | None,
    dead: int, succeeded: datetime | None, success: int | None, took: int | None, failed: datetime | None,
    failure: int | None, lasted: int | None, reason: str | None,
    *, moment: datetime, counted: dict[tuple[int, int], int],
) -> dict[str, Any]:  # fmt: skip
    seconds = max(0.0, (moment - oldest).total_seconds()) if oldest is not None else 0.0
    waits = retry_at is not None  # for the receiver, or for keys that decrypt its secrets
    return {
        "abonnement": references.marked(references.own("nrc", Abonnement.collection, uuid)),
        "clientId": client_id,
        "callbackUrl": callback_url,
        "kanalen": list(dict.fromkeys(each["naam"] for each in kanalen)),
        "stand": derive_stand(paused=bool(paused), failing=waits, oldest=seconds),
        "wachtTot": _utc(retry_at) if not paused else None,
        "redenPauze": paused,
        "misluktSinds": _utc(failing_since),
        "mislukt": attempts,
        "achterstand": {"aantal": waiting, "oudste": _utc(oldest), "seconden": int(seconds)},
        "opgegeven": dead,
        "laatsteSucces": _outcome(succeeded, success, took, ""),
        "laatsteFout": _outcome(failed, failure, lasted, reason),
        "perUur": [counted.get((number, ago), 0) for ago in reversed(range(HOURS))],
    }


def attempts(abonnement: Abonnement, query: Query) -> Page:
    """What was tried for an abonnement, the last first, by conditions over `p`; the next page is of before a moment."""
    statement = _ATTEMPTS.format(conditions=" AND ".join(query.conditions) or "true")
    most = settings.PAGE_SIZE + 1
    side = [abonnement.pk, *query.parameters, most]
    found = sql.rows(statement, [*side, *side, most])
    page = found[: settings.PAGE_SIZE]
    return [_tried(*each) for each in page], _utc(page[-1][0]) if len(found) > len(page) else None


def test_outcome(made: Attempt) -> dict[str, Any]:
    """A test, as it is shown among what was tried."""
    succeeded = 200 <= (made.status or 0) < 300
    return _tried(made.moment, made.status, made.duration, made.reason, succeeded, True, None, None, None)


def given_up(abonnement: Abonnement, after: int) -> Page:
    """What was given up for an abonnement, by position, from `after` that of what was shown before."""
    found = sql.rows(_DEAD, [abonnement.pk, after, settings.PAGE_SIZE + 1])
    shown = [
        {"geaccepteerd": _utc(accepted), **_told(position, event, message), "laatsteFout": _outcome(*failure)}
        for position, event, accepted, message, *failure in found[: settings.PAGE_SIZE]
    ]
    return _by_position(shown, len(found))


def accepted(abonnement: Abonnement, after: int) -> Page:
    """What was accepted for an abonnement after a position, in order and with nothing missing in between.

    Of a page that is not full, what is being accepted is waited for, since that might get a lower number than what is
    shown. Raises Problem 503 when that takes too long.
    """
    most = settings.PAGE_SIZE + 1
    found = sql.rows(_ACCEPTED, [abonnement.pk, after, settled(), most])
    if len(found) < most:
        found = sql.rows(_ACCEPTED, [abonnement.pk, after, settle(), most])
    shown = [
        {
            "positie": position,
            "id": event,
            "geaccepteerd": _utc(moment),
            "bezorgd": _utc(delivered),
            "notificatie": orjson.Fragment(message),
        }
        for position, event, moment, delivered, message in found[: settings.PAGE_SIZE]
    ]
    return _by_position(shown, len(found))


def _by_position(shown: list[dict[str, Any]], found: int) -> Page:
    return shown, shown[-1]["positie"] if found > len(shown) else None


def _tried(  # noqa: PLR0917  (the columns of the statement)
    moment: datetime, status: int | None, duration: int | None, reason: str, succeeded: bool, is_test: bool,
    position: int | None, event: UUID | None, message: bytes | None,
) -> dict[str, Any]:  # fmt: skip
    told = {"resultaat": "gelukt" if succeeded else "mislukt", "test": is_test, **_told(position, event, message)}
    return _outcome(moment, status, duration, reason) | told


def _told(position: int | None, event: UUID | None, message: bytes | None) -> dict[str, Any]:
    """What of a notification is shown to who may not have its body: nothing that was said of a person."""
    told = orjson.loads(message) if message is not None else {}
    names = ("kanaal", "resource", "actie", "resourceUrl", "hoofdObject")
    return {"positie": position, "notificatie": event, **{name: told.get(name, "") for name in names}}


def _outcome(moment: datetime | None, status: int | None, duration: int | None, reason: str | None) -> Any:
    if moment is None:
        return None
    return {"moment": _utc(moment), "status": status, "duur": duration, "reden": reason or ""}
