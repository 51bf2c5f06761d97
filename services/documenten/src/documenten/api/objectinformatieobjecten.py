# SPDX-License-Identifier: EUPL-1.2
"""Relations between objects and documents over HTTP."""

from documenten.actions import objectinformatieobjecten as actions
from documenten.actions.scopes import CREATE, DESTROY, READ
from documenten.models import EnkelvoudigInformatieObject, ObjectInformatieObject
from documenten.schemas import ObjectInformatieObjectSchema
from servicekit.reading import filters
from servicekit.web.operations import operation
from servicekit.web.resources import Resource


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
    scopes = {"list": READ, "retrieve": READ, "create": CREATE, "destroy": DESTROY}

    create = operation(
        actions.create_objectinformatieobject,
        "Leg vast dat een object bij een INFORMATIEOBJECT hoort; alleen nadat het object dat zelf heeft.",
        more_faults=actions.objectinformatieobject_faults,
    )
    destroy = operation(
        actions.destroy_objectinformatieobject,
        "Verwijder de relatie; alleen nadat het object haar zelf niet meer heeft.",
    )
