# SPDX-License-Identifier: EUPL-1.2
"""Kanalen over HTTP."""

from notificaties.actions import kanaal as actions
from notificaties.actions.scopes import PUBLISH, READ
from notificaties.models import Kanaal
from notificaties.schemas import KanaalSchema
from servicekit.reading import filters
from servicekit.web.operations import Operation, operation
from servicekit.web.resources import Resource


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
        "create": PUBLISH,
        "update": PUBLISH,
        "partial_update": PUBLISH,
    }

    contract = {"retrieve": Operation(id="kanaal_read")}

    create = operation(actions.create_kanaal, "Registreer een kanaal.", more_faults=actions.kanaal_faults)
    update = operation(
        actions.update_kanaal,
        "Werk een kanaal in zijn geheel bij; wat abonnementen gebruiken, blijft.",
        more_faults=actions.kanaal_faults,
    )
    partial_update = operation(
        actions.update_kanaal,
        "Werk een kanaal deels bij; wat abonnementen gebruiken, blijft.",
        more_faults=actions.kanaal_faults,
    )
