# SPDX-License-Identifier: EUPL-1.2
"""Applicaties over HTTP."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from autorisaties.actions import applicaties as actions
from autorisaties.models import Applicatie, ClientId
from autorisaties.schemas import ApplicatieSchema
from servicekit.problems import Invalid, NotFound
from servicekit.reading import answers, filters
from servicekit.rules import Violation
from servicekit.web.operations import Operation
from servicekit.web.resources import Resource, single_values

READ = ("autorisaties.lezen",)
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
        "create": actions.CHANGE,
        "update": actions.CHANGE,
        "partial_update": actions.CHANGE,
        "destroy": actions.CHANGE,
    }

    contract = {
        "retrieve": Operation(id="applicatie_read"),
        "destroy": Operation(id="applicatie_delete"),
        "consumer": Operation(parameters=CONSUMER, required=("clientId",)),
    }

    def create(self, request: HttpRequest) -> HttpResponse:
        """Registreer een applicatie met haar autorisaties."""
        return self.created(actions.create_applicatie(**self.body(request, "create")))

    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een applicatie in haar geheel bij."""
        return self.changed(actions.update_applicatie(uuid, partial=False, **self.body(request, "update")))

    def partial_update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Werk een applicatie deels bij."""
        return self.changed(actions.update_applicatie(uuid, partial=True, **self.body(request, "partial_update")))

    def destroy(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Verwijder een applicatie met haar autorisaties."""
        actions.destroy_applicatie(uuid)
        return self.gone()

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
