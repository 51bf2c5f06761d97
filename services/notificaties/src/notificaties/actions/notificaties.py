# SPDX-License-Identifier: EUPL-1.2
"""Accept notifications: one transaction makes them, and a delivery for each abonnement that receives one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import orjson
from django.conf import settings
from django.db import OperationalError, transaction
from psycopg.errors import LockNotAvailable
from psycopg.types.json import Jsonb

from notificaties.actions.scopes import PUBLISH
from notificaties.models import Notificatie
from notificaties.rules import nrc_notificatie
from servicekit import caller, cloudevents, references
from servicekit.clock import now
from servicekit.database import sql
from servicekit.database.transactions import after_commit, writing
from servicekit.jobs import wake
from servicekit.problems import Problem, check
from servicekit.rights.checks import require_scope
from servicekit.rules import Violation
from servicekit.stack.municipalities import here

#: of a notification as it is sent on: what is larger, a receiver behind a gateway may refuse, and all behind it waits
MAX_BYTES = 256 * 1024

_HIGHEST = "SELECT COALESCE(max(id), 0) FROM notificaties_notificatie"
_settled: dict[str, int] = {}  #: schema -> what `settle` found last
PATIENCE = "2s"  #: as PostgreSQL writes it: that who asks for what was accepted waits for what is being accepted
_BUSY = "Er wordt op dit moment iets geaccepteerd dat te lang duurt. Probeer het zo weer."

_FILTERS = "SELECT naam, filters FROM notificaties_kanaal WHERE naam = ANY(%s)"
# Who accepts has the lock before a notification gets its number, so that who waits for it has all with a lower number.
_ABONNEMENTEN = """
WITH accepting AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(hashtext(%s)))
SELECT a.id, a.kanalen FROM accepting CROSS JOIN notificaties_abonnement a WHERE a.kanalen @> ANY(%s) ORDER BY a.id
"""
# PostgreSQL gives it in the order in which it was asked for: who accepts without end keeps nobody waiting.
_NONE_IS_ACCEPTED = "SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(hashtext(%s))"
# In the order in which they were given, since that of their numbers is the order in which they are delivered.
_STORE = """
INSERT INTO notificaties_notificatie (event, publisher, message, envelope, hoofd_object, resource_url, accepted)
SELECT event, %s, message, envelope, hoofd_object, resource_url, clock_timestamp()
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[])
    WITH ORDINALITY AS given (event, message, envelope, hoofd_object, resource_url, number)
ORDER BY number ON CONFLICT (event, publisher) DO NOTHING RETURNING event, id
"""
_DELIVER = """
INSERT INTO notificaties_delivery (notificatie_id, abonnement_id, dead)
SELECT notificatie, abonnement, false
FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY AS given (notificatie, abonnement, number) ORDER BY number
"""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A notification that somebody publishes: the standard's Message as it came, and what was read of it."""

    message: dict[str, Any]
    kanaal: str
    aanmaakdatum: datetime
    id: UUID  #: what one publisher publishes under it twice, is one event
    envelope: str = ""  #: as the model has it
    place: str = ""  #: what comes before the names of its fields in a fault

    @property
    def kenmerken(self) -> dict[str, str]:
        """The kenmerken by which it is received."""
        return self.message.get("kenmerken") or {}


def accept_notificatie(message: dict[str, Any], *, kanaal: str, aanmaakdatum: datetime) -> None:
    """Accept a notification, which is delivered as it is. Raises like `accept_events`.

    Raises Repeated when the same request, by its Idempotency-Key, was accepted before.
    """
    accept_events([Event(message=message, kanaal=kanaal, aanmaakdatum=aanmaakdatum, id=_event())])


def accept_cloudevents(given: Sequence[dict[str, Any]], *, are_several: bool) -> None:
    """Accept CloudEvents (attributes of their schema, the Message in `data`), all or none, in their order.

    One that its publisher has published before is that event, and accepted again. Raises like `accept_events`.
    """
    accept_events([_event_of(each, f"{number}." if are_several else "") for number, each in enumerate(given)])


def accept_events(events: Sequence[Event]) -> None:
    """Store events and their deliveries, all or none. Raises Invalid (nrc-notificatie), Forbidden.

    Raises Problem 413 for one that a receiver may not take.
    """
    require_scope(PUBLISH)
    written = [orjson.dumps(each.message) for each in events]
    if any(len(one) + len(each.envelope) > MAX_BYTES for one, each in zip(written, events, strict=True)):
        raise Problem(413, f"Een notificatie is niet groter dan {MAX_BYTES // 1024} KiB.")
    publisher, kanalen = caller.current().client_id, sorted({each.kanaal for each in events})
    with writing():
        filters = dict(sql.rows(_FILTERS, [kanalen]))
        check(violation for each in events for violation in _rules(each, filters))
        ids, envelopes = [each.id for each in events], [each.envelope for each in events]
        abonnementen = sql.rows(_ABONNEMENTEN, [_lock(), [Jsonb([{"naam": each}]) for each in kanalen]])
        found_by = [[_normal(each.message[name]) for each in events] for name in ("hoofdObject", "resourceUrl")]
        stored = dict(sql.rows(_STORE, [publisher, ids, [one.decode() for one in written], envelopes, *found_by]))
        _deliver([(stored.pop(each.id), each) for each in events if each.id in stored], abonnementen)
        if (key := caller.current().key) is not None:
            key.keep(references.own("nrc", Notificatie.collection, events[0].id), 201)
        after_commit(wake, "deliver", here().municipality.schema)
        if "autorisaties" in kanalen:
            # This component has no abonnement on itself.
            after_commit(wake, "refresh", here().municipality.schema)


def settle() -> int:
    """Wait until what has a number is committed; the highest number, below which nothing will come any more.

    Whoever accepts later waits meanwhile. Raises Problem 503 when that takes too long.
    """
    try:
        with transaction.atomic():
            sql.row(_NONE_IS_ACCEPTED, [PATIENCE, _lock()])
            highest = sql.row(_HIGHEST)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        raise Problem(503, _BUSY, retry_after=1) from error
    _settled[here().municipality.schema] = settled = highest[0] if highest is not None else 0
    return settled


def settled() -> int:
    """The highest number of which this process knows that nothing below it will come any more."""
    return _settled.get(here().municipality.schema, 0)


def _lock() -> str:
    return f"accept {here().municipality.schema}"


def _event() -> UUID:
    """The id of the event: that of who publishes, which is its Idempotency-Key when it is one of our components."""
    key = caller.current().key
    return (_uuid(key.key) if key is not None else None) or uuid4()


def _uuid(text: str) -> UUID | None:
    """The UUID that a text is, as a UUID is written; what else could be read as one is another's number."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text.lower() else None


def _event_of(given: dict[str, Any], place: str) -> Event:
    """The event that a CloudEvent is."""
    message = given["data"]
    envelope = {name: value for name, value in given["attributes"].items() if name != "data"}
    event = _uuid(str(envelope["id"]))
    if event is None:  # it is unique within its source (CloudEvents 1.0, section on id)
        event = uuid5(NAMESPACE_URL, f"{envelope['source']}\0{envelope['id']}")
    # Ours say nothing that does not follow from the notification.
    derived = cloudevents.attributes(message, str(event))
    kept = "" if envelope == derived else orjson.dumps(envelope).decode()
    read = {"kanaal": given["kanaal"], "aanmaakdatum": given["aanmaakdatum"]}
    return Event(message=message, **read, id=event, envelope=kept, place=f"{place}data.")


def _rules(event: Event, filters: dict[str, list[str]]) -> Iterator[Violation]:
    """Say what is wrong with an event; `filters` are those of each kanaal that is there."""
    found = [
        *nrc_notificatie.kanaal_is_known(naam=event.kanaal, known=event.kanaal in filters),
        *nrc_notificatie.aanmaakdatum_is_possible(
            aanmaakdatum=event.aanmaakdatum, now=now(), leeway=timedelta(seconds=settings.JWT_LEEWAY)
        ),
    ]
    if event.kanaal in filters:
        found += nrc_notificatie.kenmerken_fit(kenmerken=event.kenmerken, allowed=filters[event.kanaal])
    return (replace(each, name=f"{event.place}{each.name}") for each in found)


def _deliver(stored: list[tuple[int, Event]], abonnementen: list[tuple[int, list[dict[str, Any]]]]) -> None:
    """Make the deliveries of events that were stored, by their number, for those of the abonnementen that receive them.

    `abonnementen` are (id, kanalen).
    """
    groups = [
        (abonnement, [(each["naam"], _comparable(each["filters"])) for each in wanted])
        for abonnement, wanted in abonnementen
    ]
    pairs = []
    for number, event in stored:
        kenmerken = _comparable(event.kenmerken)
        for abonnement, wanted in groups:
            own = [filters for naam, filters in wanted if naam == event.kanaal]
            if nrc_notificatie.is_received(groups=own, kenmerken=kenmerken):
                pairs.append((number, abonnement))
    if pairs:
        sql.execute(_DELIVER, [list(each) for each in zip(*pairs, strict=True)])


def _comparable(values: dict[str, str]) -> dict[str, str]:
    """The same with each URL in normal form, whichever address of the municipality it was written with."""
    return {name: _normal(value) for name, value in values.items()}


def _normal(value: str) -> str:
    try:
        return references.normal(value)
    except references.NotAUrl:
        return value
