# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the desk: pause, resume, replay and test. Each is told in the audit trail of its abonnement."""

from datetime import datetime
from typing import Any
from uuid import UUID

from notificaties.actions.abonnement import resume
from notificaties.actions.desk import find_abonnement, manages, state, test_outcome
from notificaties.models import Abonnement, Attempt, Lane
from notificaties.peers import abonnees
from notificaties.peers.secrets import Unreadable, decrypt
from notificaties.rules import nrc_aflevering
from servicekit.clock import now
from servicekit.database import sql
from servicekit.problems import Forbidden, Problem, check
from servicekit.writing.changing import changing

MOST = 20_000  #: deliveries that one replay takes, since the lane waits for it
_OWN = (
    "Dit abonnement is van een component van de gemeente: er wachten rechten achter. Pauzeren vraagt de scope"
    " notificaties.beheren."
)
_UNREADABLE = (
    "Auth en ondertekeningssleutels van dit abonnement zijn niet meer te lezen: waarmee ze zijn versleuteld, is er niet"
    " meer. Geef ze opnieuw met een PATCH van het abonnement."
)
#: what a replay is asked for -> which deliveries those are
_WHICH = {
    "vanaf": "n.accepted >= %(vanaf)s",
    "positie": "d.notificatie_id >= %(positie)s",
    "opgegeven": "d.dead",
    "notificatie": "n.event = %(notificatie)s",
}
# In the order of position, so that what is left of many begins where these end. The success before stays to be told.
_REPLAY = """
WITH found AS (
    SELECT d.id, d.notificatie_id, d.delivered, d.status, d.duration,
        row_number() OVER (ORDER BY d.notificatie_id) AS place
    FROM notificaties_delivery d JOIN notificaties_notificatie n ON n.id = d.notificatie_id
    WHERE d.abonnement_id = %(abonnement)s AND (d.delivered IS NOT NULL OR d.dead) AND {which}
    ORDER BY d.notificatie_id LIMIT %(most)s + 1
), again AS (
    UPDATE notificaties_delivery d SET delivered = NULL, status = NULL, duration = NULL, dead = false
    FROM found WHERE d.id = found.id AND found.place <= %(most)s RETURNING 1
), before AS (
    INSERT INTO notificaties_attempt (abonnement_id, delivery_id, moment, status, duration, reason)
    SELECT %(abonnement)s, id, delivered, status, duration, '' FROM found
    WHERE delivered IS NOT NULL AND place <= %(most)s
)
SELECT (SELECT count(*) FROM again), (SELECT notificatie_id FROM found WHERE place > %(most)s)
"""


def pause_abonnement(uuid: UUID) -> dict[str, Any]:
    """Have nothing delivered until somebody resumes it; how it stands. What is under way may still arrive.

    Raises Forbidden, for an own component's to who does not manage too, and NotFound.
    """
    with changing(find_abonnement(uuid), permit=_may_pause) as change:
        Lane.objects.filter(abonnement=change.row).update(paused=Lane.MANUAL)
        change.note("pause", {})
    return state(change.row)


def resume_abonnement(uuid: UUID) -> dict[str, Any]:
    """Have delivering go on at once, whatever it waited for; how it stands. Raises Forbidden, NotFound."""
    with changing(find_abonnement(uuid)) as change:
        resume(change.row, by_hand=True)
        change.note("resume", {})
    return state(change.row)


def replay_abonnement(
    uuid: UUID, *, vanaf: datetime | None = None, positie: int | None = None, opgegeven: bool = False,
    notificatie: UUID | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Deliver again, or after all, what was accepted since a moment or position, was given up, or is one event.

    At most MOST of it, in order, before what waits; `verder` asks for the rest. Who failed is tried at once, and who
    paused by that goes on. Raises Invalid (nrc-aflevering), Forbidden, NotFound.
    """
    asked = {"vanaf": vanaf, "positie": positie, "opgegeven": opgegeven or None, "notificatie": notificatie}
    given = {name: value for name, value in asked.items() if value is not None}
    found = find_abonnement(uuid)
    check(nrc_aflevering.replay_is_of_one_thing(given=list(given)))
    [which] = given
    with changing(found) as change:
        resume(change.row)  # which locks the lane, before its deliveries
        statement = _REPLAY.format(which=_WHICH[which])
        count, further = sql.row(statement, given | {"abonnement": change.row.pk, "most": MOST}) or (0, None)
        change.note("replay", {**given, "aantal": count})
    # Not by its position what was given up: of that, what was delivered would be sent again too.
    rest = {"opgegeven": True} if opgegeven else {"positie": further}
    return {"aantal": count, "verder": rest if further is not None else None}


def test_abonnement(uuid: UUID) -> dict[str, Any]:
    """Send the callback one test notification now; how that went. It waits for nothing, and nothing follows from it.

    Raises Forbidden, NotFound, Problem 409 when its secrets cannot be read, and 503 when too many requests of this
    process wait already.
    """
    found = find_abonnement(uuid)
    try:
        secrets = decrypt(found.secrets, found.auth)
    except Unreadable as error:
        raise Problem(409, _UNREADABLE) from error
    tried = abonnees.test(found.callback_url, secrets, in_cloudevents=found.send_cloudevents)
    with changing(found) as change:
        made = Attempt.objects.create(
            abonnement=change.row,
            moment=now(),
            status=tried.status,
            duration=abonnees.milliseconds(tried.took),
            reason=tried.reason,
        )
        change.note("test", {"status": made.status, "duur": made.duration})
    return test_outcome(made)


def _may_pause(abonnement: Abonnement) -> None:
    if abonnees.is_own(abonnement.callback_url) and not manages():
        raise Forbidden(_OWN)
