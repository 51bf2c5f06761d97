# SPDX-License-Identifier: EUPL-1.2
"""Zaaktypen over HTTP."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from catalogi.actions import versions
from catalogi.actions import zaaktypen as actions
from catalogi.actions.scopes import CHANGE, DESTROY, READ, WRITE
from catalogi.api import selection
from catalogi.api.expand import EXPAND
from catalogi.models import ZaakType
from catalogi.schemas import ZaakTypeSchema
from catalogi.schemas.zaaktypen import ZaakTypeCreateSchema, ZaakTypeUpdateSchema
from servicekit.problems import NotFound
from servicekit.reading import answers, filters
from servicekit.web.operations import described, operation
from servicekit.web.resources import Resource

DETAIL = filters.Filters(fields={"datumGeldigheid": selection.on_day("r", deprecated=True)}, paged=False)


class ZaakTypeResource(Resource):
    """Zaaktypen: welke soorten zaken er zijn, en wat elk toestaat."""

    model = ZaakType
    schema = ZaakTypeSchema
    expand = EXPAND
    filters = filters.Filters(
        sized=True,
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
        },
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

    def day_of(self, parameters: Mapping[str, str]) -> date | None:
        """The day for which relations are asked."""
        return selection.day_in(parameters, "datumGeldigheid")

    @described(parameters=DETAIL)
    def retrieve(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Vraag een ZAAKTYPE op."""
        parameters, expand = self.asked(request)
        query = DETAIL.read(parameters)
        day = self.day_of(parameters)
        answer = answers.retrieve(request, self.source, uuid, self.scopes["retrieve"], day, expand=expand)
        if day is not None and not answers.meets(self.source, uuid, query):
            raise NotFound()
        return answer

    create = operation(
        actions.create_zaaktype,
        "Maak een ZAAKTYPE aan, als concept.",
        body=ZaakTypeCreateSchema,
        more_faults=actions.zaaktype_faults,
    )
    update = operation(
        actions.update_zaaktype,
        "Werk een ZAAKTYPE in zijn geheel bij.",
        "Dit kan alleen als het een concept is, of als correctie.",
        body=ZaakTypeUpdateSchema,
        more_faults=actions.zaaktype_faults,
    )
    partial_update = operation(
        actions.update_zaaktype,
        "Werk een ZAAKTYPE deels bij.",
        "Dit kan alleen als het een concept is, of als correctie; eindeGeldigheid alleen kan altijd.",
        body=ZaakTypeUpdateSchema,
        more_faults=actions.zaaktype_faults,
    )
    destroy = operation(
        partial(versions.destroy, ZaakType),
        "Verwijder een ZAAKTYPE met wat erbij hoort.",
        "Dit kan alleen als het een concept is, of met catalogi.geforceerd-verwijderen als er geen zaken van zijn.",
    )
    publish = operation(
        partial(versions.publish, ZaakType),
        "Publiceer een ZAAKTYPE, zodat er zaken van kunnen worden gemaakt.",
        body={"type": "object", "additionalProperties": {}},
    )
