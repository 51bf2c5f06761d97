# SPDX-License-Identifier: EUPL-1.2
"""Relations between zaken and documents over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from servicekit.reading import filters
from servicekit.web.resources import Resource
from zaken.actions import zaakinformatieobjecten as actions
from zaken.actions.parents import READ
from zaken.models import ZaakInformatieObject
from zaken.schemas import ZaakInformatieObjectSchema


class ZaakInformatieObjectResource(Resource):
    """Zaakinformatieobjecten: de documenten die bij een zaak horen."""

    model = ZaakInformatieObject
    schema = ZaakInformatieObjectSchema
    filters = filters.Filters(
        fields={
            "zaak": filters.link("r.zaak_id", "zaken_zaak", "zrc:zaken"),
            "informatieobject": filters.reference("r.informatieobject", "drc:enkelvoudiginformatieobjecten"),
        },
        paged=False,
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "create": actions.ADD,
        "update": actions.CHANGE,
        "partial_update": actions.CHANGE,
        "destroy": actions.REMOVE,
    }

    def create(self, request: HttpRequest) -> HttpResponse:
        """Maak een relatie tussen een ZAAK en een INFORMATIEOBJECT; die komt ook in de Documenten API."""
        return self.created(actions.create_zaakinformatieobject(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk de gegevens van een relatie in hun geheel bij; zaak en informatieobject blijven gelijk."""
        changed = actions.update_zaakinformatieobject(uuid, partial=False, **self.body(request, "update"))
        return self.changed(changed)

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk de gegevens van een relatie deels bij; zaak en informatieobject blijven gelijk."""
        changed = actions.update_zaakinformatieobject(uuid, partial=True, **self.body(request, "partial_update"))
        return self.changed(changed)

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een relatie tussen een ZAAK en een INFORMATIEOBJECT, ook in de Documenten API."""
        actions.destroy_zaakinformatieobject(uuid)
        return self.gone()
