# SPDX-License-Identifier: EUPL-1.2
"""Zaaktypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from catalogi.actions import versions
from catalogi.actions import zaaktypen as actions
from catalogi.actions.permissions import CHANGE, DESTROY, READ, WRITE
from catalogi.api import selection
from catalogi.models import ZaakType
from catalogi.schemas import ZaakTypeSchema
from catalogi.schemas.zaaktypen import ZaakTypeCreateSchema, ZaakTypeUpdateSchema
from servicekit.problems import NotFound
from servicekit.reading import answers, filters
from servicekit.web.operations import Operation
from servicekit.web.resources import Resource, single_values

DETAIL = filters.Filters(fields={"datumGeldigheid": selection.on_day("r", deprecated=True)}, paged=False)


class ZaakTypeResource(Resource):
    """Zaaktypen: welke soorten zaken er zijn, en wat elk toestaat."""

    model = ZaakType
    schema = ZaakTypeSchema
    filters = filters.Filters(
        fields={
            "catalogus": selection.catalogus(),
            "identificatie": filters.text("r.identificatie"),
            "trefwoorden": filters.Filter(
                sql="r.trefwoorden @> %s::varchar[]",
                read=filters.texts("").read,
                schema={"type": "array", "items": {"type": "string"}},
                help="Een of meer trefwoorden, gescheiden door komma's, die het type alle heeft.",
            ),
            "status": selection.status("r"),
            "datumGeldigheid": selection.on_day("r"),
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
    contract = {
        "retrieve": Operation(parameters=DETAIL),
        "create": Operation(body=ZaakTypeCreateSchema),
        "update": Operation(body=ZaakTypeUpdateSchema),
        "partial_update": Operation(body=ZaakTypeUpdateSchema),
        "publish": Operation(body={"type": "object", "additionalProperties": {}}),
    }

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day for which relations are asked."""
        return selection.day_in(parameters, "datumGeldigheid")

    def retrieve(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Vraag een ZAAKTYPE op."""
        parameters = single_values(request)
        query = DETAIL.read(parameters)
        day = self.day_of(parameters)
        answer = answers.retrieve(request, self.source, uuid, self.scopes["retrieve"], day)
        if day is not None and not answers.meets(self.source, uuid, query):
            raise NotFound()
        return answer

    def create(self, request: HttpRequest) -> HttpResponse:
        """Maak een ZAAKTYPE aan, als concept."""
        return self.created(actions.create_zaaktype(**self.body(request, "create", ZaakTypeCreateSchema)))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een ZAAKTYPE in zijn geheel bij.

        Dit kan alleen als het een concept is, of als correctie.
        """
        given = self.body(request, "update", ZaakTypeUpdateSchema)
        return self.changed(actions.update_zaaktype(uuid, partial=False, **given))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een ZAAKTYPE deels bij.

        Dit kan alleen als het een concept is, of als correctie; eindeGeldigheid alleen kan altijd.
        """
        given = self.body(request, "partial_update", ZaakTypeUpdateSchema)
        return self.changed(actions.update_zaaktype(uuid, partial=True, **given))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een ZAAKTYPE met wat erbij hoort.

        Dit kan alleen als het een concept is, of met catalogi.geforceerd-verwijderen als er geen zaken van zijn.
        """
        versions.destroy(ZaakType, uuid)
        return self.gone()

    def publish(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Publiceer een ZAAKTYPE, zodat er zaken van kunnen worden gemaakt."""
        return self.changed(versions.publish(ZaakType, uuid))
