# SPDX-License-Identifier: EUPL-1.2
"""Kanalen over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from notificaties.actions import kanaal as actions
from notificaties.actions.abonnement import CONSUME
from notificaties.models import Kanaal
from notificaties.schemas import KanaalSchema
from servicekit.reading import filters
from servicekit.web.operations import Operation
from servicekit.web.resources import Resource

READ = (*actions.PUBLISH, *CONSUME)


class KanaalResource(Resource):
    """Kanalen waarop notificaties worden gepubliceerd."""

    model = Kanaal
    schema = KanaalSchema
    order = "r.id"
    conditional = False
    filters = filters.Filters(fields={"naam": filters.text("r.naam")}, paged=False)
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": actions.PUBLISH,
        "update": actions.PUBLISH,
        "partial_update": actions.PUBLISH,
    }
    contract = {"retrieve": Operation(id="kanaal_read")}

    def create(self, request: HttpRequest) -> HttpResponse:
        """Registreer een kanaal."""
        return self.created(actions.create_kanaal(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een kanaal in zijn geheel bij; wat abonnementen gebruiken, blijft."""
        return self.changed(actions.update_kanaal(uuid, partial=False, **self.body(request, "update")))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een kanaal deels bij; wat abonnementen gebruiken, blijft."""
        return self.changed(actions.update_kanaal(uuid, partial=True, **self.body(request, "partial_update")))
