# SPDX-License-Identifier: EUPL-1.2
"""The desk over HTTP: how delivering stands, and the verbs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from notificaties.actions import desk, steering
from notificaties.actions.scopes import CONSUME, DESK
from notificaties.models import Abonnement
from notificaties.schemas import (
    BezorgingMetVerloopSchema,
    BezorgingSchema,
    GeaccepteerdLijstSchema,
    HerhaaldSchema,
    OpgegevenLijstSchema,
    PogingenSchema,
    PogingSchema,
    ReplaySchema,
)
from servicekit import caller
from servicekit.reading import answers, filters
from servicekit.reading.filters import Filters
from servicekit.representations.rendering import dump
from servicekit.rights import store
from servicekit.web.operations import described
from servicekit.web.resources import AuditTrail, Resource, single_values

NONE = Filters(fields={}, paged=False)
ATTEMPTS = Filters(
    paged=False,
    fields={
        "resourceUrl": filters.reference("p.resource_url", help="URL-referentie naar de resource van de notificatie."),
        "hoofdObject": filters.reference("p.hoofd_object", help="URL-referentie naar het hoofdobject ervan."),
        "resultaat": filters.Filter(
            sql="p.succeeded = (%s = 'gelukt')",
            read=filters.choice("", ("gelukt", "mislukt")).read,
            schema={"type": "string", "enum": ["gelukt", "mislukt"]},
            help="Alleen wat lukte of mislukte.",
        ),
        "van": filters.instant("p.moment", ">=", help="Alleen vanaf dit moment."),
        "tot": filters.instant("p.moment", "<", help="Alleen voor dit moment."),
    },
)
AFTER = Filters(
    paged=False,
    fields={"na": filters.integer("", default="0", help="De positie waarna het begint; zonder is dat het begin.")},
)


class BezorgingResource(Resource):
    """Hoe het bezorgen van een abonnement ervoor staat, en wat ermee kan worden gedaan."""

    model = Abonnement
    schema = BezorgingSchema
    conditional = False
    filters = NONE
    scopes = {
        "list": DESK,
        "state": DESK,
        "attempts": DESK,
        "given_up": DESK,
        "accepted": CONSUME,
        "pause": DESK,
        "resume": DESK,
        "replay": DESK,
        "test": DESK,
    }

    @described(id="bezorging_list")
    def list(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """Vraag op hoe het bezorgen van alle abonnementen ervoor staat.

        Van de eigen abonnementen, of van alle met de scope notificaties.beheren.
        """
        NONE.read(single_values(request))
        return answers.json(dump(desk.states()))

    @described(id="bezorging_read", answer=BezorgingMetVerloopSchema)
    def state(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Vraag op hoe het bezorgen van een abonnement ervoor staat."""
        NONE.read(single_values(request))
        return answers.json(dump(desk.state(desk.find_abonnement(uuid))))

    @described(id="poging_list", parameters=ATTEMPTS, answer=PogingenSchema)
    def attempts(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Vraag op wat wanneer is geprobeerd te bezorgen, het laatste eerst.

        Pogingen worden bewaard zolang als notificaties. Wat een notificatie verder bevat, staat er niet in.
        """
        found = desk.find_abonnement(uuid)
        return _page(request, "tot", desk.attempts(found, ATTEMPTS.read(single_values(request))))

    @described(id="opgegeven_list", parameters=AFTER, answer=OpgegevenLijstSchema)
    def given_up(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Vraag op wat is opgegeven: wat een dag lang niet kon worden bezorgd."""
        found = desk.find_abonnement(uuid)
        return _page(request, "na", desk.given_up(found, _after(request)))

    @described(id="abonnement_notificaties", parameters=AFTER, answer=GeaccepteerdLijstSchema)
    def accepted(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Vraag de notificaties op die na een positie voor een abonnement zijn geaccepteerd.

        Alleen voor de client die het abonnement heeft genomen, zolang zij worden bewaard. Bewaar de laatste positie, en
        vraag daarmee om wat daarna kwam.
        """
        found = desk.find_abonnement(uuid, CONSUME)
        return _page(request, "na", desk.accepted(found, _after(request)))

    @described(body=None, answer=BezorgingMetVerloopSchema)
    def pause(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Pauzeer het bezorgen van een abonnement, tot het wordt hervat.

        Wat wordt gepubliceerd, wordt geaccepteerd en wacht. Van een component van de gemeente alleen met de scope
        notificaties.beheren.
        """
        return answers.json(dump(steering.pause_abonnement(uuid)))

    @described(body=None, answer=BezorgingMetVerloopSchema)
    def resume(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Hervat het bezorgen van een abonnement, meteen."""
        return answers.json(dump(steering.resume_abonnement(uuid)))

    @described(body=ReplaySchema, answer=HerhaaldSchema)
    def replay(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Bezorg nogmaals, of alsnog, wat voor een abonnement is geaccepteerd.

        Op volgorde, voor wat al wacht. Een herhaling heeft dezelfde Idempotency-Key als de eerste keer. Wat door fouten
        was gepauzeerd gaat door; wat iemand pauzeerde niet. Geef een van de velden.
        """
        return answers.json(dump(steering.replay_abonnement(uuid, **self.body(request, "replay", ReplaySchema))))

    @described(body=None, answer=PogingSchema)
    def test(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Stuur nu een testnotificatie van het kanaal `test`, en zeg hoe dat ging."""
        return answers.json(dump(steering.test_abonnement(uuid)))

    def _operate(self, request: HttpRequest, operation: str, arguments: dict[str, Any]) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            # What is read here is no stored representation, so no statement of it looks whether rights have changed.
            who = caller.current()
            who.rights = store.current(who.client_id)
        return super()._operate(request, operation, arguments)


class AbonnementAuditTrail(AuditTrail):
    """Het audittrail van een abonnement: wie het wijzigde, pauzeerde, hervatte, herhaalde of testte."""

    model = Abonnement
    main_scopes = DESK
    scopes = {"list": DESK}

    def _reference(self, uuid: UUID) -> str:
        found = super()._reference(uuid)
        desk.find_abonnement(uuid)
        return found


def _after(request: HttpRequest) -> int:
    [after] = AFTER.read(single_values(request)).parameters
    return after


def _page(request: HttpRequest, name: str, page: desk.Page) -> HttpResponse:
    """What is shown, and where what follows is."""
    shown, following = page
    further = answers.url_with(request, name, str(following)) if following is not None else None
    return answers.json(dump({"next": further, "results": shown}))
