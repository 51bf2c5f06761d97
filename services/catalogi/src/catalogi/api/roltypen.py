# SPDX-License-Identifier: EUPL-1.2
"""Roltypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from catalogi.actions import roltypen as actions
from catalogi.actions.kinderen import child_faults
from catalogi.actions.scopes import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import RolType, enums
from catalogi.schemas import RolTypeSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


class RolTypeResource(Resource):
    """Roltypen: wat iemand in zaken van een zaaktype kan zijn."""

    model = RolType
    schema = RolTypeSchema
    expand = EXPAND
    filters = filters.Filters(
        sized=True,
        fields={
            **selection.of_zaaktype(),
            "omschrijvingGeneriek": filters.choice("r.omschrijving_generiek", tuple(enums.OMSCHRIJVING_GENERIEK)),
        },
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
        actions.create_roltype,
        "Maak een ROLTYPE aan.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=partial(child_faults, RolType),
    )
    update = operation(
        actions.update_roltype,
        "Werk een ROLTYPE in zijn geheel bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=partial(child_faults, RolType),
    )
    partial_update = operation(
        actions.update_roltype,
        "Werk een ROLTYPE deels bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=partial(child_faults, RolType),
    )
    destroy = operation(
        actions.destroy_roltype,
        "Verwijder een ROLTYPE.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.",
    )
