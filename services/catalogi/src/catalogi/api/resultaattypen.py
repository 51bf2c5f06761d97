# SPDX-License-Identifier: EUPL-1.2
"""Resultaattypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from catalogi.actions import resultaattypen as actions
from catalogi.actions.permissions import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.models import ResultaatType
from catalogi.schemas import ResultaatTypeSchema
from catalogi.schemas.resultaattypen import ResultaatTypeCreateSchema
from servicekit.reading import filters
from servicekit.web.operations import Operation
from servicekit.web.resources import Resource


class ResultaatTypeResource(Resource):
    """Resultaattypen: hoe zaken van een zaaktype kunnen eindigen, en wat dat voor het dossier betekent."""

    model = ResultaatType
    schema = ResultaatTypeSchema
    filters = filters.Filters(
        fields={
            "zaaktype": selection.zaaktype(),
            "zaaktypeIdentificatie": filters.text("m.identificatie"),
            "zaaktype_identificatie": filters.text(
                "m.identificatie", deprecated=True, help="Verouderde naam van zaaktypeIdentificatie."
            ),
            "status": selection.status("m"),
            "datumGeldigheid": selection.on_day("m"),
            "datum_geldigheid": selection.on_day("m", deprecated=True),
        }
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": CHANGE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
    }
    contract = {
        operation: Operation(body=ResultaatTypeCreateSchema) for operation in ("create", "update", "partial_update")
    }

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day for which the parts that depend on it are asked."""
        return selection.day_in(parameters, "datumGeldigheid", "datum_geldigheid")

    def create(self, request: HttpRequest) -> HttpResponse:
        """Maak een RESULTAATTYPE aan.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        return self.created(actions.create_resultaattype(**self.body(request, "create", ResultaatTypeCreateSchema)))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een RESULTAATTYPE in zijn geheel bij.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        given = self.body(request, "update", ResultaatTypeCreateSchema)
        return self.changed(actions.update_resultaattype(uuid, partial=False, **given))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een RESULTAATTYPE deels bij.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        given = self.body(request, "partial_update", ResultaatTypeCreateSchema)
        return self.changed(actions.update_resultaattype(uuid, partial=True, **given))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een RESULTAATTYPE.

        Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.
        """
        actions.destroy_resultaattype(uuid)
        return self.gone()
