# SPDX-License-Identifier: EUPL-1.2
"""The job that finishes what a request could not: pairs of which the other side gave no answer, mirrors to delete."""

from datetime import timedelta

import structlog
from django.conf import settings

from servicekit.clock import now
from servicekit.database import sql
from servicekit.jobs import job
from servicekit.problems import Problem
from servicekit.references import uuid_in
from zaken.actions.pairs import DELETING, finish_creation, finish_deletion
from zaken.models import Ontkoppeling, Zaak, ZaakInformatieObject
from zaken.peers import koppelingen

#: seconds that a request or a worker has for a pair before another takes it: its calls, three at most, time out within
LEASE = 4 * settings.PEER_TIMEOUT
#: how long the Documenten API may take to make a mirror that nobody waits for any more
LATE = timedelta(minutes=5)
BATCH = 50
log = structlog.get_logger()

_CLAIM_RELATIONS = """
UPDATE zaken_zaakinformatieobject SET changed = now() WHERE id IN (
    SELECT id FROM zaken_zaakinformatieobject WHERE state <> '' AND changed <= now() - make_interval(secs => %s)
    ORDER BY changed LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING id
"""
_CLAIM_MIRRORS = """
UPDATE zaken_ontkoppeling SET attempts = attempts + 1,
    due = now() + make_interval(secs => least(3600, %s * 2 ^ least(attempts, 10)))
WHERE id IN (SELECT id FROM zaken_ontkoppeling WHERE due <= now() ORDER BY due LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""


@job("finish", every=5)
def finish() -> None:
    """Go on with what was left: forward, and back only on a definite refusal. Safe to run twice at once."""
    claimed = [number for (number,) in sql.rows(_CLAIM_RELATIONS, [LEASE, BATCH])]
    for relation in ZaakInformatieObject.objects.select_related("zaak").filter(pk__in=claimed):
        _finish(relation)
    claimed = [number for (number,) in sql.rows(_CLAIM_MIRRORS, [LEASE, BATCH])]
    for mirror in Ontkoppeling.objects.filter(pk__in=claimed):
        delete_mirror(mirror)


def _finish(relation: ZaakInformatieObject) -> None:
    try:
        if relation.state == DELETING:
            finish_deletion(relation)
        else:
            finish_creation(relation, again=True)
    except koppelingen.Geweigerd as refused:
        log.warning("relation_undone", relation=relation.reference, status=refused.status)
    except (koppelingen.Onbekend, Problem) as unknown:
        log.warning("relation_unfinished", relation=relation.reference, reason=_reason(unknown))


def delete_mirror(mirror: Ontkoppeling) -> bool:
    """Delete one mirror that is left over; whether there was an answer. What is refused is tried again, ever later."""
    zaak = uuid_in(mirror.object, Zaak.collection)
    again = ZaakInformatieObject.objects.filter(zaak__uuid=zaak, informatieobject=mirror.informatieobject)
    if again.exclude(state=DELETING).exists():
        mirror.delete()  # the pair was made again, so that the mirror is that of the new relation
        return True
    try:
        koppelingen.disconnect(mirror.object, mirror.informatieobject)
    except koppelingen.Geweigerd as refused:
        log.warning("mirror_kept", object=mirror.object, status=refused.status)
    except (koppelingen.Onbekend, Problem) as unknown:
        log.warning("mirror_unfinished", object=mirror.object, reason=_reason(unknown))
        return False
    else:
        # One that is on its way is not there yet, and looked for again.
        if mirror.until <= now():
            mirror.delete()
    return True


def _reason(error: Exception) -> str:
    """Return what went wrong, without the query of any URL."""
    return str(error).partition("?")[0][:200]
