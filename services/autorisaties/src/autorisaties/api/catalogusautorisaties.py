# SPDX-License-Identifier: EUPL-1.2
"""Rights for all types of a catalogus over HTTP."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from autorisaties.actions import catalogusautorisaties as actions
from autorisaties.actions.scopes import CHANGE, READ
from autorisaties.models import Applicatie
from autorisaties.schemas import CatalogusautorisatiesSchema
from servicekit.reading import answers, filters
from servicekit.representations.rendering import dump
from servicekit.web.operations import described
from servicekit.web.resources import Resource, single_values

NOTHING = filters.Filters(fields={}, paged=False)


class CatalogusautorisatieResource(Resource):
    """Rechten van een applicatie voor alle typen van een catalogus, die nieuwe typen volgen."""

    model = Applicatie
    schema = CatalogusautorisatiesSchema
    conditional = False
    scopes = {"retrieve": READ, "update": CHANGE}

    @described(id="catalogusautorisaties_read")
    def retrieve(self, request: HttpRequest, uuid: UUID, **_: Any) -> HttpResponse:
        """Vraag de rechten van een applicatie voor alle typen van een catalogus op."""
        NOTHING.read(single_values(request))
        answers.representation(self.source, uuid, self.scopes["retrieve"], etag_only=True)
        return _answer(Applicatie.objects.get(uuid=uuid))

    @described(id="catalogusautorisaties_update")
    def update(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Geef een applicatie rechten voor alle typen van een catalogus, in plaats van die zij had.

        Haar andere autorisaties blijven. In autorisaties van de applicatie staan de typen die er nu zijn; wie die
        daar wijzigt, beëindigt ook het volgen van nieuwe typen.
        """
        given = self.body(request, "update", more_faults=actions.catalogusautorisatie_faults)
        return _answer(actions.update_catalogusautorisaties(uuid, **given))


def _answer(applicatie: Applicatie) -> HttpResponse:
    return answers.json(dump({"catalogusautorisaties": actions.catalogusautorisaties(applicatie)}))
