# SPDX-License-Identifier: EUPL-1.2
"""Eigenschappen over HTTP."""

from collections.abc import Mapping
from datetime import date

from catalogi.actions import eigenschappen as actions
from catalogi.actions.scopes import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import Eigenschap
from catalogi.schemas import EigenschapSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


class EigenschapResource(Resource):
    """Eigenschappen: welke gegevens zaken van een zaaktype hebben."""

    model = Eigenschap
    schema = EigenschapSchema
    expand = EXPAND
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
        actions.create_eigenschap,
        "Maak een EIGENSCHAP aan.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=actions.eigenschap_faults,
    )
    update = operation(
        actions.update_eigenschap,
        "Werk een EIGENSCHAP in zijn geheel bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=actions.eigenschap_faults,
    )
    partial_update = operation(
        actions.update_eigenschap,
        "Werk een EIGENSCHAP deels bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        more_faults=actions.eigenschap_faults,
    )
    destroy = operation(
        actions.destroy_eigenschap,
        "Verwijder een EIGENSCHAP.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.",
    )
