# SPDX-License-Identifier: EUPL-1.2
"""Notificaties over HTTP: published here, and delivered from here."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse

from notificaties.actions.notificaties import accept_notificatie
from notificaties.actions.scopes import PUBLISH
from notificaties.models import Notificatie
from notificaties.schemas import MessageSchema
from servicekit.reading import answers
from servicekit.representations.rendering import dump
from servicekit.representations.schemas import parse
from servicekit.rights.checks import require_scope
from servicekit.web import bodies
from servicekit.web.operations import described
from servicekit.web.resources import Resource
from servicekit.writing.idempotency.keys import Repeated


class NotificatieResource(Resource):
    """Notificaties, die onveranderd naar de abonnees gaan."""

    model = Notificatie  # type: ignore[assignment]  # it is only published, and never read
    schema = MessageSchema
    conditional = False
    scopes = {"create": PUBLISH}

    @described(located=False)
    def create(self, request: HttpRequest) -> HttpResponse:
        """Publiceer een notificatie."""
        require_scope(PUBLISH)
        message = bodies.read(request)
        checked = parse(MessageSchema, message)
        if checked["kenmerken"]:
            # Text, as the standard has it; what else the message holds goes on as it came.
            message["kenmerken"] = {name: value or "" for name, value in checked["kenmerken"].items()}
        with suppress(Repeated):  # the same message, by its Idempotency-Key, was accepted before
            accept_notificatie(message, kanaal=checked["kanaal"], aanmaakdatum=checked["aanmaakdatum"])
        return answers.json(dump(message), 201)
