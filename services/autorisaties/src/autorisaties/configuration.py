# SPDX-License-Identifier: EUPL-1.2
"""Take from the stack file an applicatie for each client, and for each component."""

from typing import Any

from autorisaties.actions.applicaties import declare_applicatie
from servicekit import caller
from servicekit.rights.predicate import Rights
from servicekit.stack import Municipality

#: what a component needs of the others: to look up, to mirror relations, to publish and subscribe
COMPONENT_RIGHTS = {"heeftAlleAutorisaties": True}


def configure(municipality: Municipality) -> None:
    """Declare the clients of the stack file. Idempotent; what a client got through the API meanwhile is replaced.

    A client without rights in the file gets no applicatie, which would have none (ac-002), and keeps what the API gave.
    """
    caller.set_current(caller.Caller(client_id="configure", rights=Rights(everything=True, label="stack.yaml")))
    for place in municipality.places.values():
        declare_applicatie(client_id=place.client.id, label=f"Meent {place.client.label}", rights=COMPONENT_RIGHTS)
    for client in municipality.clients.values():
        rights = client.rights or {}
        if rights.get("heeftAlleAutorisaties") or rights.get("autorisaties"):
            declare_applicatie(client_id=client.id, label=client.label, rights=_rights(rights))
    caller.set_current(None)


def _rights(rights: dict[str, Any]) -> dict[str, Any]:
    """Rights whose types are all given by URL count at once; those that name a type wait for `name_types`."""
    from autorisaties.actions.naming import named, with_references

    declared = rights.get("autorisaties", [])
    given = [with_references(each) for each in declared if not named(each)]
    return rights | {"autorisaties": given, "declared": declared if any(map(named, declared)) else None}
