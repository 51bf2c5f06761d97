# SPDX-License-Identifier: EUPL-1.2
"""Abonnementen over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from notificaties.actions import abonnement as actions
from notificaties.actions.kanaal import PUBLISH
from notificaties.models import Abonnement
from notificaties.schemas import AbonnementSchema
from servicekit.reading import filters
from servicekit.web.operations import Operation
from servicekit.web.resources import Resource

READ = (*actions.CONSUME, *PUBLISH)


class AbonnementResource(Resource):
    """Abonnementen: wie van wat op de hoogte wordt gehouden."""

    model = Abonnement
    schema = AbonnementSchema
    order = "r.id"
    conditional = False
    filters = filters.Filters(fields={}, paged=False)
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": actions.CONSUME,
        "update": actions.CONSUME,
        "partial_update": actions.CONSUME,
        "destroy": actions.CONSUME,
    }
    contract = {"retrieve": Operation(id="abonnement_read"), "destroy": Operation(id="abonnement_delete")}

    def create(self, request: HttpRequest) -> HttpResponse:
        """Neem een abonnement; de callbackUrl wordt eerst geprobeerd."""
        return self.created(actions.create_abonnement(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een abonnement in zijn geheel bij."""
        actions.require_own(uuid)
        return self.changed(actions.update_abonnement(uuid, partial=False, **self.body(request, "update")))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een abonnement deels bij."""
        actions.require_own(uuid)
        return self.changed(actions.update_abonnement(uuid, partial=True, **self.body(request, "partial_update")))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Beëindig een abonnement."""
        actions.destroy_abonnement(uuid)
        return self.gone()
