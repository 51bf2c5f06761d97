# SPDX-License-Identifier: EUPL-1.2
"""CloudEvents 1.0 by the NL GOV profile: a notification with what anybody's tools need to know of it.

The notification itself is the `data`; a component publishes so in batches, and the Notificaties API delivers so to who
asks for it.
"""

from collections.abc import Mapping
from typing import Any

from servicekit import references
from servicekit.stack.components import COMPONENTS
from servicekit.stack.municipalities import here

ONE = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
VERSION = "1.0"
#: what happened, in the word that the types of the profile use; any other actie stands there as it is
HAPPENED = {
    "create": "geregistreerd",
    "update": "bijgewerkt",
    "partial_update": "bijgewerkt",
    "destroy": "verwijderd",
}


def attributes(message: Mapping[str, Any], event: str) -> dict[str, Any]:
    """The context attributes of a notification (the standard's Message) of this municipality; `event` is their id."""
    return {
        "specversion": VERSION,
        "id": event,
        "source": _source(message),
        "type": type_of(message["kanaal"], message["resource"], message["actie"]),
        "time": message["aanmaakdatum"],
        "subject": message["hoofdObject"].rstrip("/").rpartition("/")[2],
        "dataref": message["resourceUrl"],
        "datacontenttype": "application/json",
    }


def type_of(kanaal: str, resource: str, actie: str) -> str:
    """The type of an event: what happened to which resource, as the profile names it."""
    return f"nl.overheid.{kanaal}.{resource}-{HAPPENED.get(actie, actie)}"


def _source(message: Mapping[str, Any]) -> str:
    """The system that the main object is in: a component of the municipality, or what its kanaal is named after.

    The OIN of an organisation with a RSIN is that number with the prefix of its register (Logius, OIN-stelsel).
    """
    code, is_own, _ = references.normal(message["hoofdObject"]).partition(":")
    system = COMPONENTS[code] if is_own and code in COMPONENTS else message["kanaal"]
    return f"urn:nld:oin:00000003{here().municipality.rsin}000:systeem:{system}"
