# SPDX-License-Identifier: EUPL-1.2
"""Abonnementen over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from notificaties.actions import abonnement as actions
from notificaties.actions.scopes import CONSUME, READ
from notificaties.models import Abonnement
from notificaties.schemas import AbonnementSchema
from servicekit.reading import filters
from servicekit.web.operations import Operation, operation
from servicekit.web.resources import Resource


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
        "create": CONSUME,
        "update": CONSUME,
        "partial_update": CONSUME,
        "destroy": CONSUME,
    }

    contract = {"retrieve": Operation(id="abonnement_read")}

    create = operation(actions.create_abonnement, "Neem een abonnement; de callbackUrl wordt eerst geprobeerd.")
    destroy = operation(actions.destroy_abonnement, "Beëindig een abonnement.", id="abonnement_delete")

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een abonnement in zijn geheel bij."""
        actions.require_own(uuid)
        return self.changed(actions.update_abonnement(uuid, partial=False, **self.body(request, "update")))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een abonnement deels bij."""
        actions.require_own(uuid)
        return self.changed(actions.update_abonnement(uuid, partial=True, **self.body(request, "partial_update")))
