# SPDX-License-Identifier: EUPL-1.2
"""Rights in tests, given as the Autorisaties API would."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from uuid import uuid4

from servicekit import caller
from servicekit.clock import now
from servicekit.rights import store


def give(**rights: object) -> None:
    """Set the rights of clients here: `all`, a list of Autorisaties, or an Applicatie's fields."""
    bodies = {}
    for client_id, given in rights.items():
        body = {"heeftAlleAutorisaties": given == "all", "autorisaties": given if isinstance(given, list) else []}
        if isinstance(given, dict):
            body |= given
        bodies[client_id] = body
    kept = {row.client_id: row.body for row in store.Application.objects.all()} | {
        client_id: {
            "url": f"https://ac.test/applicaties/{uuid4()}",
            "label": client_id,
            "clientIds": [client_id],
            **body,
        }
        for client_id, body in bodies.items()
    }
    store.save(list(kept.values()), now())


@contextmanager
def given_since(**rights: object) -> Iterator[None]:
    """Set the rights of clients at the Autorisaties API alone: this component has them once it looks there again.

    It may look once.
    """
    with (
        patch.object(store, "refresh", lambda: give(**rights)),
        patch.object(store, "LOOKS", 1),
        patch.object(store, "_looks", {}),
    ):
        yield


def become(client_id: str, **more: object) -> caller.Caller:
    """Make a client the caller, for tests of actions."""
    who = caller.Caller(client_id=client_id, rights=store.load(client_id)[1], **more)  # type: ignore[arg-type]
    caller.set_current(who)
    return who
