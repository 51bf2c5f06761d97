# SPDX-License-Identifier: EUPL-1.2
"""The rights this component knows: mirrored from the Autorisaties API, with a generation number.

Every process keeps parsed rights and compares their generation in the statement that reads the row, so that a
revocation counts everywhere as soon as the worker has stored it.
"""

import threading
import time
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction

from servicekit import caller
from servicekit.clock import now
from servicekit.database import sql
from servicekit.database.transactions import in_transaction
from servicekit.peers import calls
from servicekit.problems import Problem
from servicekit.rights.models import Application, State
from servicekit.rights.predicate import Rights, rights_from
from servicekit.stack.municipalities import here

#: joined to the statement that reads a row: the generation, and how old the rights are in seconds
FRESHNESS = "s.generation, EXTRACT(EPOCH FROM clock_timestamp() - s.checked)::float8"
NONE = Rights()
LOOKS = 5  #: looks once more that a municipality has saved up at most
LOOK_TIMEOUT = 1.0  #: seconds that a look once more may take
JOIN_TIMEOUT = 0.25  #: seconds that another, who is about to be refused too, waits for it
LOOK_PAUSE = 5.0  #: seconds without them after one that failed

_known: dict[tuple[str, str], tuple[int, Rights]] = {}
_refreshing = threading.Lock()
_looking = threading.Lock()
_looks: dict[str, tuple[float, float]] = {}  #: municipality -> (looks that it had, when)


def cached(client_id: str) -> tuple[int, Rights]:
    """(generation, rights) of a client as this process last saw them; reads them when it never did."""
    found = _known.get((here().municipality.name, client_id))
    return found if found is not None else load(client_id)


def current(client_id: str) -> Rights:
    """The rights of a client as they are now, for a write. One statement when nothing changed."""
    found = sql.row(f"SELECT {FRESHNESS}, m.generation FROM rights_state s CROSS JOIN mirror_state m")
    generation, age, mirrored = found or (0, None, 0)
    caller.current().mirror_generation = mirrored
    known, rights = cached(client_id)
    if fresh(known, generation, age):
        return rights
    return load(client_id)[1]


def fresh(known: int, generation: int, age: float | None) -> bool:
    """Whether rights of generation `known` may be used. Raises 403 when nobody can vouch for them any more.

    `age` is in seconds since they were last known to be right; None when they were never fetched.
    """
    if age is None:
        with calls.waiting:  # before the call itself: who waits for another's has taken a thread as well
            refresh()
        return False
    if age > settings.RIGHTS_MAX_AGE:
        raise Problem(403, "De rechten van deze client kunnen niet worden opgevraagd.", "not_authenticated_for_ac")
    return known == generation


def load(client_id: str) -> tuple[int, Rights]:
    """Read and keep a client's rights. A client without Applicatie has none."""
    found = sql.row(
        "SELECT s.generation, a.body FROM rights_state s LEFT JOIN rights_application a ON a.client_id = %s",
        [client_id],
    )
    generation, body = found or (0, None)
    component = settings.COMPONENT
    rights = NONE
    if body is not None:
        rights = rights_from(
            body, components=component.rights_components or (component.code,), type_field=component.rights_type
        )
    _known[here().municipality.name, client_id] = generation, rights
    return generation, rights


def refresh() -> bool:
    """Fetch all Applicaties from where they come from and keep them; whether anything changed.

    Outside a transaction. Raises Problem 403 `not_authenticated_for_ac` when they cannot be fetched.
    """
    module, _, name = settings.COMPONENT.rights_source.rpartition(".")
    with _refreshing:  # one at a time, or an older answer could be stored over a newer one
        started = now()
        return save(getattr(import_module(module), name)(), started)


def look_again(judged: Rights) -> bool:
    """Fetch the rights once more for a caller that is about to be refused by these; whether it has others now.

    Its client may have been given them a moment ago, before this component was told. Not in a transaction, one at a
    time, no more than LOOKS at once and one a second on the average for a municipality, and not for a while when the
    Autorisaties API did not answer at once: who has no rights must not be able to have others wait. Then the refusal
    stands. Who comes while another looks waits JOIN_TIMEOUT at most, and has what that one found.
    """
    name, who = here().municipality.name, caller.current()
    if in_transaction():
        return False
    if not _looking.acquire(blocking=False):
        if not _looking.acquire(timeout=JOIN_TIMEOUT):
            return False
        _looking.release()
        return _reload(who, judged)
    try:
        left, when = _looks.get(name, (float(LOOKS), 0.0))
        left = min(LOOKS, left + time.monotonic() - when)
        if left < 1:
            return False
        _looks[name] = left - 1, time.monotonic()
        with calls.within(LOOK_TIMEOUT):
            refresh()
    except Problem:
        _looks[name] = -LOOK_PAUSE, time.monotonic()
        return False
    finally:
        _looking.release()
    return _reload(who, judged)


def _reload(who: caller.Caller, judged: Rights) -> bool:
    """Give a caller its rights as they are stored now; whether they are others than those it was judged by."""
    before, had = cached(who.client_id)
    known, who.rights = load(who.client_id)
    return known != before or had is not judged


def save(applications: list[dict], started: datetime) -> bool:
    """Keep Applicaties (JSON of the standard) as seen at `started`; bumps the generation when they differ."""
    wanted = {client_id: body for body in applications for client_id in body.get("clientIds", [])}
    with transaction.atomic():
        state = State.objects.select_for_update().get()
        if state.checked is not None and state.checked > started:
            return False
        stored = {each.client_id: each.body for each in Application.objects.all()}
        changed = stored != wanted
        if changed:
            Application.objects.exclude(client_id__in=wanted).delete()
            Application.objects.bulk_create(
                [Application(client_id=client_id, body=body) for client_id, body in wanted.items()],
                update_conflicts=True,
                unique_fields=["client_id"],
                update_fields=["body"],
            )
            state.generation += 1
        state.checked = started
        state.save()
    return changed
