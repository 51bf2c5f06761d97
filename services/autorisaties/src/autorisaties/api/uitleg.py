# SPDX-License-Identifier: EUPL-1.2
"""Why a client may, or may not, do something, over HTTP."""

from django.http import HttpRequest, HttpResponse

from autorisaties.actions.scopes import READ
from autorisaties.actions.uitleg import explain, question_faults
from autorisaties.models import Applicatie
from autorisaties.schemas import UitlegSchema, VraagSchema
from servicekit.reading import answers
from servicekit.representations.rendering import dump
from servicekit.web.operations import described
from servicekit.web.resources import Resource


class UitlegResource(Resource):
    """Uitleg waarom een client iets wel of niet mag."""

    model = Applicatie
    schema = UitlegSchema
    conditional = False
    scopes = {"explain": READ}

    @described(id="uitleg_create", body=VraagSchema, answer=UitlegSchema, asks=True)
    def explain(self, request: HttpRequest) -> HttpResponse:
        """Vraag waarom een client iets wel of niet mag.

        Beoordeeld door dezelfde code als verzoeken, met de rechten van dit moment. Wat een component daarnaast van de
        toestand van een object laat afhangen, zoals bij een gesloten zaak, zegt het antwoord op dat verzoek zelf.
        """
        given = self.body(request, "explain", VraagSchema, question_faults)
        return answers.json(dump(explain(**given)))
