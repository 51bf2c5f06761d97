# SPDX-License-Identifier: EUPL-1.2
"""Notificaties over HTTP: published here, and delivered from here."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from notificaties.actions.notificaties import accept_cloudevents, accept_notificatie
from notificaties.actions.scopes import PUBLISH
from notificaties.models import Notificatie
from notificaties.schemas import CloudEventSchema, MessageSchema
from servicekit import cloudevents
from servicekit.problems import Invalid, check
from servicekit.reading import answers
from servicekit.representations.rendering import dump
from servicekit.representations.schemas import parse
from servicekit.rights.checks import require_scope
from servicekit.web import bodies
from servicekit.web.operations import described
from servicekit.web.resources import Resource
from servicekit.writing.idempotency.keys import Repeated

MOST = 500  #: CloudEvents in a batch


class NotificatieResource(Resource):
    """Notificaties, die onveranderd naar de abonnees gaan."""

    model = Notificatie  # type: ignore[assignment]  # it is only published, and never read
    schema = MessageSchema
    conditional = False
    scopes = {"create": PUBLISH, "cloudevents": PUBLISH}

    @described(located=False)
    def create(self, request: HttpRequest) -> HttpResponse:
        """Publiceer een notificatie."""
        require_scope(PUBLISH)
        message = bodies.read(request)
        checked = parse(MessageSchema, message)
        with suppress(Repeated):  # the same message, by its Idempotency-Key, was accepted before
            accept_notificatie(_as_told(message, checked), **_read(checked))
        return answers.json(dump(message), 201)

    @described(
        id="cloudevents_create",
        takes={cloudevents.ONE: CloudEventSchema, cloudevents.BATCH: CloudEventSchema(many=True)},
        answer=None,
        status=204,
    )
    def cloudevents(self, request: HttpRequest) -> HttpResponse:
        """Publiceer een of meer notificaties als CloudEvents, alle of geen.

        Een CloudEvent dat deze client al publiceerde, wordt niet nog eens bezorgd: een met dezelfde UUID als id, of met
        hetzelfde andere id bij dezelfde bron.
        """
        require_scope(PUBLISH)
        if request.content_type == cloudevents.BATCH:
            given = bodies.read_list(request, most=MOST, media=(cloudevents.BATCH,))
            accept_cloudevents(_each(given), are_several=True)
        else:
            event = bodies.read(request, media=(cloudevents.ONE,))
            accept_cloudevents([_event(event, parse(CloudEventSchema, event))], are_several=False)
        return HttpResponse(status=204)


def _each(given: list[Any]) -> list[dict[str, Any]]:
    """The events of a batch, each with what was read of it. Raises Invalid with the faults of all."""
    events, violations = [], []
    for number, each in enumerate(given):
        try:
            events.append(_event(each, parse(CloudEventSchema, each)))
        except Invalid as invalid:
            violations += [replace(fault, name=f"{number}.{fault.name}") for fault in invalid.violations]
    check(violations)
    return events


def _event(given: dict[str, Any], checked: dict[str, Any]) -> dict[str, Any]:
    return {"attributes": given, "data": _as_told(given["data"], checked["data"]), **_read(checked["data"])}


def _as_told(message: dict[str, Any], checked: dict[str, Any]) -> dict[str, Any]:
    """The message as it goes on: as it came, but for kenmerken, which are text, as the standard has it."""
    if checked.get("kenmerken"):
        message["kenmerken"] = {name: value or "" for name, value in checked["kenmerken"].items()}
    return message


def _read(checked: dict[str, Any]) -> dict[str, Any]:
    return {"kanaal": checked["kanaal"], "aanmaakdatum": checked["aanmaakdatum"]}
