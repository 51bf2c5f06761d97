# SPDX-License-Identifier: EUPL-1.2
"""Statussen over HTTP."""

from dataclasses import replace

from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource
from zaken.actions import statussen as actions
from zaken.actions.scopes import READ, SET_STATUS
from zaken.models import Status
from zaken.schemas import StatusSchema


class StatusResource(Resource):
    """Statussen: de stappen die een zaak heeft doorlopen, de laatste eerst."""

    model = Status
    schema = StatusSchema
    order = "r.datum_status_gezet DESC, r.id DESC"
    filters = filters.Filters(
        fields={
            "zaak": filters.link("r.zaak_id", "zaken_zaak", "zrc:zaken"),
            "statustype": filters.reference("r.statustype", "ztc:statustypen"),
            # A text to generated clients, as the standard has it.
            "indicatieLaatstGezetteStatus": replace(filters.boolean("r.is_last"), schema={"type": "string"}),
        }
    )
    scopes = {"list": READ, "retrieve": READ, "create": SET_STATUS}

    create = operation(
        actions.create_status,
        "Zet een STATUS bij een ZAAK; de eindstatus sluit de zaak af, een andere heropent een afgesloten zaak.",
        more_faults=actions.status_faults,
    )
