# SPDX-License-Identifier: EUPL-1.2
"""Statustypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from catalogi.actions import statustypen as actions
from catalogi.actions.kinderen import child_faults
from catalogi.actions.scopes import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import StatusType
from catalogi.schemas import StatusTypeSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


class StatusTypeResource(Resource):
    """Statustypen: de stappen van zaken van een zaaktype."""

    model = StatusType
    schema = StatusTypeSchema
    expand = EXPAND
    order = "m.id DESC, r.volgnummer, r.id"
    filters = filters.Filters(
        sized=True,
        fields=selection.of_zaaktype(),
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": CHANGE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
    }

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day for which the parts that depend on it are asked."""
        return selection.day_in(parameters, "datumGeldigheid")

    create = operation(
        actions.create_statustype,
        "Maak een STATUSTYPE aan.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=partial(child_faults, StatusType),
    )
    update = operation(
        actions.update_statustype,
        "Werk een STATUSTYPE in zijn geheel bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=partial(child_faults, StatusType),
    )
    partial_update = operation(
        actions.update_statustype,
        "Werk een STATUSTYPE deels bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=partial(child_faults, StatusType),
    )
    destroy = operation(
        actions.destroy_statustype,
        "Verwijder een STATUSTYPE.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.",
    )
