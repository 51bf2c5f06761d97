# SPDX-License-Identifier: EUPL-1.2
"""Abonnementen over HTTP."""

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

    create = operation(
        actions.create_abonnement,
        "Neem een abonnement; de callbackUrl wordt eerst geprobeerd.",
        more_faults=actions.abonnement_faults,
    )
    update = operation(
        actions.update_abonnement, "Werk een abonnement in zijn geheel bij.", more_faults=actions.abonnement_faults
    )
    partial_update = operation(
        actions.update_abonnement, "Werk een abonnement deels bij.", more_faults=actions.abonnement_faults
    )
    destroy = operation(actions.destroy_abonnement, "Beëindig een abonnement.", id="abonnement_delete")
