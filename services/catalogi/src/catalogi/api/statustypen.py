# SPDX-License-Identifier: EUPL-1.2
"""Statustypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from catalogi.actions import statustypen as actions
from catalogi.actions.permissions import CHANGE, DESTROY, READ
from catalogi.api import selection
from catalogi.models import StatusType
from catalogi.schemas import StatusTypeSchema
from servicekit.reading import filters
from servicekit.web.resources import Resource


class StatusTypeResource(Resource):
    """Statustypen: de stappen van zaken van een zaaktype."""

    model = StatusType
    schema = StatusTypeSchema
    order = "m.id DESC, r.volgnummer, r.id"
    filters = filters.Filters(
        fields={
            "zaaktype": selection.zaaktype(),
            "zaaktypeIdentificatie": filters.text("m.identificatie"),
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
        """Maak een STATUSTYPE aan.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        return self.created(actions.create_statustype(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een STATUSTYPE in zijn geheel bij.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        given = self.body(request, "update")
        return self.changed(actions.update_statustype(uuid, partial=False, **given))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een STATUSTYPE deels bij.

        Dit kan alleen als het ZAAKTYPE een concept is, of als correctie.
        """
        given = self.body(request, "partial_update")
        return self.changed(actions.update_statustype(uuid, partial=True, **given))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een STATUSTYPE.

        Dit kan alleen als het ZAAKTYPE een concept is, of met catalogi.geforceerd-verwijderen.
        """
        actions.destroy_statustype(uuid)
        return self.gone()
