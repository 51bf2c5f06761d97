# SPDX-License-Identifier: EUPL-1.2
"""Roltypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from catalogi.actions import roltypen as actions
from catalogi.actions.permissions import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.models import RolType
from catalogi.schemas import RolTypeSchema, enums
from servicekit.reading import filters
from servicekit.web.resources import Resource


class RolTypeResource(Resource):
    """Roltypen: wat iemand in zaken van een zaaktype kan zijn."""

    model = RolType
    schema = RolTypeSchema
    filters = filters.Filters(
        fields={
            "zaaktype": selection.zaaktype(),
            "zaaktypeIdentificatie": filters.text("m.identificatie"),
            "omschrijvingGeneriek": filters.choice("r.omschrijving_generiek", tuple(enums.OMSCHRIJVING_GENERIEK)),
            "status": selection.status("m"),
            "datumGeldigheid": selection.on_day("m"),
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

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day for which the parts that depend on it are asked."""
        return selection.day_in(parameters, "datumGeldigheid")

    def create(self, request: HttpRequest) -> HttpResponse:
        """Maak een ROLTYPE aan.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        return self.created(actions.create_roltype(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een ROLTYPE in zijn geheel bij.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        given = self.body(request, "update")
        return self.changed(actions.update_roltype(uuid, partial=False, **given))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een ROLTYPE deels bij.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        given = self.body(request, "partial_update")
        return self.changed(actions.update_roltype(uuid, partial=True, **given))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een ROLTYPE.

        Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.
        """
        actions.destroy_roltype(uuid)
        return self.gone()
