# SPDX-License-Identifier: EUPL-1.2
"""Resultaten over HTTP."""

from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource
from zaken.actions import resultaten as actions
from zaken.actions.scopes import CHANGE, READ
from zaken.models import Resultaat
from zaken.schemas import ResultaatSchema


class ResultaatResource(Resource):
    """Resultaten: waar een zaak op is uitgekomen."""

    model = Resultaat
    schema = ResultaatSchema
    filters = filters.Filters(
        fields={
            "zaak": filters.link("r.zaak_id", "zaken_zaak", "zrc:zaken"),
            "resultaattype": filters.reference("r.resultaattype", "ztc:resultaattypen"),
        }
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": CHANGE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": CHANGE,
    }

    create = operation(
        actions.create_resultaat, "Maak een RESULTAAT bij een ZAAK aan.", more_faults=actions.resultaat_faults
    )
    update = operation(
        actions.update_resultaat, "Werk een RESULTAAT in zijn geheel bij.", more_faults=actions.resultaat_faults
    )
    partial_update = operation(
        actions.update_resultaat, "Werk een RESULTAAT deels bij.", more_faults=actions.resultaat_faults
    )
    destroy = operation(actions.destroy_resultaat, "Verwijder het RESULTAAT van een ZAAK.")
