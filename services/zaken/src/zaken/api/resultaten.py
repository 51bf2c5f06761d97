# SPDX-License-Identifier: EUPL-1.2
"""Resultaten over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from servicekit.reading import filters
from servicekit.web.resources import Resource
from zaken.actions import resultaten as actions
from zaken.actions.parents import READ
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
        "create": actions.CHANGE,
        "update": actions.CHANGE,
        "partial_update": actions.CHANGE,
        "destroy": actions.CHANGE,
    }

    def create(self, request: HttpRequest) -> HttpResponse:
        """Maak een RESULTAAT bij een ZAAK aan."""
        return self.created(actions.create_resultaat(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een RESULTAAT in zijn geheel bij."""
        return self.changed(actions.update_resultaat(uuid, partial=False, **self.body(request, "update")))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een RESULTAAT deels bij."""
        return self.changed(actions.update_resultaat(uuid, partial=True, **self.body(request, "partial_update")))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder het RESULTAAT van een ZAAK."""
        actions.destroy_resultaat(uuid)
        return self.gone()
