# SPDX-License-Identifier: EUPL-1.2
"""Informatieobjecttypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from catalogi.actions import informatieobjecttypen as actions
from catalogi.actions import versions
from catalogi.actions.permissions import CHANGE, DESTROY, READ, WRITE
from catalogi.api import selection
from catalogi.models import InformatieObjectType
from catalogi.schemas import InformatieObjectTypeSchema
from servicekit.reading import filters
from servicekit.web.operations import Operation
from servicekit.web.resources import Resource


class InformatieObjectTypeResource(Resource):
    """Informatieobjecttypen: welke soorten documenten er zijn."""

    model = InformatieObjectType
    schema = InformatieObjectTypeSchema
    filters = filters.Filters(
        fields={
            "catalogus": selection.catalogus(),
            "status": selection.status("r"),
            "datumGeldigheid": selection.on_day("r"),
            "omschrijving": filters.text("r.omschrijving"),
        }
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": WRITE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
        "publish": WRITE,
    }
    contract = {"publish": Operation(body=None)}

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day for which relations are asked."""
        return selection.day_in(parameters, "datumGeldigheid")

    def create(self, request: HttpRequest) -> HttpResponse:
        """Maak een INFORMATIEOBJECTTYPE aan, als concept."""
        return self.created(actions.create_informatieobjecttype(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een INFORMATIEOBJECTTYPE in zijn geheel bij.

        Dit kan alleen als het een concept is, of als correctie.
        """
        return self.changed(actions.update_informatieobjecttype(uuid, partial=False, **self.body(request, "update")))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een INFORMATIEOBJECTTYPE deels bij.

        Dit kan alleen als het een concept is, of als correctie; eindeGeldigheid alleen kan altijd.
        """
        given = self.body(request, "partial_update")
        return self.changed(actions.update_informatieobjecttype(uuid, partial=True, **given))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een INFORMATIEOBJECTTYPE.

        Dit kan alleen als het een concept is, of met catalogi.geforceerd-verwijderen.
        """
        versions.destroy(InformatieObjectType, uuid)
        return self.gone()

    def publish(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Publiceer een INFORMATIEOBJECTTYPE, zodat er documenten van kunnen worden gemaakt."""
        return self.changed(versions.publish(InformatieObjectType, uuid))
