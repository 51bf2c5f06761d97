# SPDX-License-Identifier: EUPL-1.2
"""Catalogussen over HTTP."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from catalogi.actions import catalogussen as actions
from catalogi.actions.permissions import CHANGE, DESTROY, READ, WRITE
from catalogi.models import Catalogus
from catalogi.schemas import CatalogusSchema
from servicekit.reading import filters
from servicekit.web.resources import Resource


def _among(column: str) -> filters.Filter:
    # One text to generated clients, as the standard has it.
    return replace(filters.texts(column), schema={"type": "string"})


class CatalogusResource(Resource):
    """Catalogussen: verzamelingen van zaaktypen en wat daarbij hoort, per organisatie en domein."""

    model = Catalogus
    schema = CatalogusSchema
    filters = filters.Filters(
        fields={
            "domein": filters.text("r.domein"),
            "domein__in": _among("r.domein"),
            "rsin": filters.text("r.rsin"),
            "rsin__in": _among("r.rsin"),
        }
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": WRITE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": DESTROY,
    }

    def create(self, request: HttpRequest) -> HttpResponse:
        """Maak een CATALOGUS aan."""
        return self.created(actions.create_catalogus(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een CATALOGUS in zijn geheel bij."""
        return self.changed(actions.update_catalogus(uuid, partial=False, **self.body(request, "update")))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een CATALOGUS deels bij."""
        return self.changed(actions.update_catalogus(uuid, partial=True, **self.body(request, "partial_update")))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een CATALOGUS.

        Dit kan alleen als er geen typen in staan.
        """
        actions.destroy_catalogus(uuid)
        return self.gone()
