# SPDX-License-Identifier: EUPL-1.2
"""Relations between objects and documents over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from documenten.actions import objectinformatieobjecten as actions
from documenten.models import EnkelvoudigInformatieObject, ObjectInformatieObject
from documenten.schemas import ObjectInformatieObjectSchema
from servicekit.reading import filters
from servicekit.web.resources import Resource

READ = ("documenten.lezen",)


class ObjectInformatieObjectResource(Resource):
    """Objectinformatieobjecten: bij welke objecten van andere API's een document hoort."""

    model = ObjectInformatieObject
    schema = ObjectInformatieObjectSchema
    filters = filters.Filters(
        fields={
            "object": filters.reference("r.object"),
            "informatieobject": filters.link(
                "r.informatieobject_id",
                EnkelvoudigInformatieObject._meta.db_table,
                "drc:enkelvoudiginformatieobjecten",
            ),
        },
        paged=False,
    )
    scopes = {"list": READ, "retrieve": READ, "create": actions.CREATE, "destroy": actions.DESTROY}

    def create(self, request: HttpRequest) -> HttpResponse:
        """Leg vast dat een object bij een INFORMATIEOBJECT hoort; alleen nadat het object dat zelf heeft."""
        return self.created(actions.create_objectinformatieobject(**self.body(request, "create")))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder de relatie; alleen nadat het object haar zelf niet meer heeft."""
        actions.destroy_objectinformatieobject(uuid)
        return self.gone()
