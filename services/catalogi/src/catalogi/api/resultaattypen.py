# SPDX-License-Identifier: EUPL-1.2
"""Resultaattypen over HTTP."""

from collections.abc import Mapping
from datetime import date

from catalogi.actions import resultaattypen as actions
from catalogi.actions.scopes import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import ResultaatType
from catalogi.schemas import ResultaatTypeSchema
from catalogi.schemas.resultaattypen import ResultaatTypeCreateSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


class ResultaatTypeResource(Resource):
    """Resultaattypen: hoe zaken van een zaaktype kunnen eindigen, en wat dat voor het dossier betekent."""

    model = ResultaatType
    schema = ResultaatTypeSchema
    expand = EXPAND
    filters = filters.Filters(
        sized=True,
        fields={
            **selection.of_zaaktype(),
            "zaaktype_identificatie": filters.text(
                "m.identificatie", deprecated=True, help="Verouderde naam van zaaktypeIdentificatie."
            ),
            "datum_geldigheid": selection.on_day("m", deprecated=True),
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
        return selection.day_in(parameters, "datumGeldigheid", "datum_geldigheid")

    create = operation(
        actions.create_resultaattype,
        "Maak een RESULTAATTYPE aan.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        body=ResultaatTypeCreateSchema,
        more_faults=actions.resultaattype_faults,
    )
    update = operation(
        actions.update_resultaattype,
        "Werk een RESULTAATTYPE in zijn geheel bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        body=ResultaatTypeCreateSchema,
        more_faults=actions.resultaattype_faults,
    )
    partial_update = operation(
        actions.update_resultaattype,
        "Werk een RESULTAATTYPE deels bij.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.",
        body=ResultaatTypeCreateSchema,
        more_faults=actions.resultaattype_faults,
    )
    destroy = operation(
        actions.destroy_resultaattype,
        "Verwijder een RESULTAATTYPE.",
        "Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.",
    )
