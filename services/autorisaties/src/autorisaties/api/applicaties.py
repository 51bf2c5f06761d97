# SPDX-License-Identifier: EUPL-1.2
"""Applicaties over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from autorisaties.actions import applicaties as actions
from autorisaties.actions.scopes import CHANGE, READ
from autorisaties.models import Applicatie, ClientId
from autorisaties.schemas import ApplicatieSchema
from servicekit.problems import Invalid, NotFound
from servicekit.reading import answers, filters
from servicekit.rules import Violation
from servicekit.web.operations import Operation, described, operation
from servicekit.web.resources import Resource, single_values

CONSUMER = filters.Filters(
    fields={"clientId": filters.text("", help="De client-id waarvan de applicatie wordt gevraagd.")}, paged=False
)


class ApplicatieResource(Resource):
    """Applicaties en hun autorisaties."""

    model = Applicatie
    schema = ApplicatieSchema
    order = "r.id"
    conditional = False
    filters = filters.Filters(
        fields={
            "clientIds": filters.Filter(
                # Every one of the ids given, which in practice is one.
                sql="NOT EXISTS (SELECT 1 FROM unnest(%s::text[]) wanted WHERE NOT EXISTS (SELECT 1 FROM"
                " autorisaties_clientid c WHERE c.applicatie_id = r.id AND c.client_id = wanted))",
                read=filters.texts("").read,
                schema={"type": "string"},
                help="Een of meer client-id's, gescheiden door komma's.",
            )
        }
    )
    scopes = {
        "list": READ,
        "retrieve": READ,
        "consumer": READ,
        "create": CHANGE,
        "update": CHANGE,
        "partial_update": CHANGE,
        "destroy": CHANGE,
    }

    contract = {"retrieve": Operation(id="applicatie_read")}

    create = operation(
        actions.create_applicatie,
        "Registreer een applicatie met haar autorisaties.",
        more_faults=actions.applicatie_faults,
    )
    update = operation(
        actions.update_applicatie, "Werk een applicatie in haar geheel bij.", more_faults=actions.applicatie_faults
    )
    partial_update = operation(
        actions.update_applicatie, "Werk een applicatie deels bij.", more_faults=actions.applicatie_faults
    )
    destroy = operation(
        actions.destroy_applicatie, "Verwijder een applicatie met haar autorisaties.", id="applicatie_delete"
    )

    @described(parameters=CONSUMER, required=("clientId",))
    def consumer(self, request: HttpRequest) -> HttpResponse:
        """Vraag de applicatie van een client-id op."""
        client_id = CONSUMER.read(single_values(request))
        if not client_id.parameters:
            raise Invalid(Violation("clientId", "required", "Deze parameter is verplicht."))
        found = ClientId.objects.filter(client_id=client_id.parameters[0]).values_list("applicatie__uuid", flat=True)
        if not found:
            # Judged first, so that a client without the scope learns nothing.
            answers.representation(self.source, UUID(int=0), READ)
            raise NotFound()
        return answers.retrieve(request, self.source, found[0], READ)
