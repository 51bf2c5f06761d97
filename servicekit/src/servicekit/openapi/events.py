# SPDX-License-Identifier: EUPL-1.2
"""Making the JSON Schemas of this component's events from its code: of each type, the CloudEvent and what is in it.

Which events there are follows from the operations of each resource, and from which acties on it its model notifies. By
draft 2020-12 a `format` only tells what is meant, so a pattern says it as well.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import get_resolver
from rest_framework import serializers

from servicekit import cloudevents
from servicekit.openapi.serving import contracts_folder
from servicekit.representations.fields import LinkField, ReferenceField, RsinField
from servicekit.representations.model import Represented
from servicekit.representations.rendering import schema_of
from servicekit.stack.components import COMPONENTS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_URL = "^https?://\\S+$"
_MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?Z$"

type JsonSchema = dict[str, Any]


def folder() -> Path:
    """Where the schemas of all components are: with the contract of who delivers the events."""
    return contracts_folder() / COMPONENTS["nrc"] / "events"


def schemas() -> dict[str, JsonSchema]:
    """The schema of each event that this component publishes, by its type."""
    acties: dict[tuple[str, type[Represented]], list[str]] = {}
    for model, actie in _notified():
        acties.setdefault((cloudevents.type_of(_main(model).channel, model.resource, actie), model), []).append(actie)
    return {type_: _event(type_, model, found) for (type_, model), found in acties.items()}


def _notified() -> Iterator[tuple[type[Represented], str]]:
    """Each resource that is published on a kanaal, with the acties on it that are."""
    operations: dict[type[Represented], set[str]] = {}
    for pattern in get_resolver().url_patterns:
        resource = getattr(pattern.callback, "resource", None)
        if resource is not None and issubclass(resource.model, Represented):
            operations.setdefault(resource.model, set()).update(pattern.callback.actions.values())
    for model, offered in operations.items():
        if _main(model).channel:
            yield from ((model, actie) for actie in model.notifies if actie in offered)


def _main(model: type[Represented]) -> type[Represented]:
    if not model.main_field:
        return model
    main = model._meta.get_field(model.main_field).related_model
    assert isinstance(main, type)
    assert issubclass(main, Represented)
    return main


def _event(type_: str, model: type[Represented], acties: list[str]) -> JsonSchema:
    main, happened = _main(model), cloudevents.HAPPENED[acties[0]]
    what = model.resource if model is main else f"{model.resource} van een {main.resource}"
    return {
        "$schema": DRAFT,
        "title": f"{model.resource.capitalize()} {happened}",
        "description": f"Een {what} is {happened}. Dit is de CloudEvent volgens het NL GOV-profiel;"
        " een abonnement zonder sendCloudevents krijgt alleen wat in data staat: #/$defs/notificatie.",
        **_exactly(
            {
                "specversion": {"const": cloudevents.VERSION, "description": "De versie van CloudEvents."},
                "id": {
                    **_text(f"^{_UUID}$", "uuid"),
                    "description": "Wat deze gebeurtenis aanwijst: gelijk bij elke herhaling, en gelijk aan de header"
                    " Idempotency-Key.",
                },
                "source": {
                    **_text(f"^urn:nld:oin:00000003[0-9]{{9}}000:systeem:{settings.COMPONENT.name}$", "uri"),
                    "description": "Het component van de gemeente waarin het gebeurde, met haar OIN.",
                },
                "type": {"const": type_, "description": "Wat er gebeurde."},
                "time": {**_text(_MOMENT, "date-time"), "description": "Wanneer het gebeurde, in UTC."},
                "subject": {**_text(f"^{_UUID}$", "uuid"), "description": "De UUID van het hoofdobject."},
                "dataref": {**_at(model), "description": "Waar de resource is op te vragen: gelijk aan resourceUrl."},
                "datacontenttype": {"const": "application/json", "description": "Het mediatype van data."},
                "data": {"$ref": "#/$defs/notificatie"},
            }
        ),
        "$defs": {"notificatie": _notificatie(model, acties)},
    }


def _notificatie(model: type[Represented], acties: list[str]) -> JsonSchema:
    main = _main(model)
    kenmerken = settings.COMPONENT.channels[main.channel]
    return {
        "title": "Notificatie",
        "description": "De notificatie zoals de standaard haar heeft.",
        **_exactly(
            {
                "kanaal": {"const": main.channel, "description": "Het kanaal waarop is gepubliceerd."},
                "hoofdObject": {
                    **_at(main),
                    "description": f"URL-referentie naar het hoofdobject: een {main.resource}.",
                },
                "resource": {"const": model.resource, "description": "De resource waar het over gaat."},
                "resourceUrl": {
                    **_at(model),
                    "description": "URL-referentie naar de resource; na destroy leidt zij nergens meer heen.",
                },
                "actie": {
                    **({"const": acties[0]} if len(acties) == 1 else {"enum": acties}),
                    "description": "Wat er met de resource is gedaan.",
                },
                "aanmaakdatum": {**_text(_MOMENT, "date-time"), "description": "Wanneer dat gebeurde, in UTC."},
                "kenmerken": {
                    "description": "Kenmerken van het hoofdobject op dat moment, waarop een abonnement kan filteren.",
                    **_exactly({name: _kenmerk(main, name) for name in kenmerken}),
                },
            }
        ),
    }


def _exactly(properties: dict[str, JsonSchema]) -> JsonSchema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _text(pattern: str, format_: str) -> JsonSchema:
    return {"type": "string", "format": format_, "pattern": pattern}


def _at(model: type[Represented]) -> JsonSchema:
    """Return what the URL of a row of a model is."""
    return _text(f"^https?://[^?#\\s]+/{model.collection}/{_UUID}$", "uri")


def _kenmerk(main: type[Represented], name: str) -> JsonSchema:
    """Return what a kenmerk is: the value of the main object's attribute of that name, which is always filled."""
    field = schema_of(main)().fields[name]
    match field:
        case ReferenceField() | LinkField():
            shape = _text(_URL, "uri")
        case serializers.ChoiceField():
            shape = {"type": "string", "enum": [each for each in field.choices if each]}
        case RsinField():
            shape = {"type": "string", "pattern": "^[0-9]{9}$"}
        case _:
            raise TypeError(f"{main.__name__}.{name} is no kenmerk: nothing says what its values are")
    return {**shape, "description": str(field.help_text)}
