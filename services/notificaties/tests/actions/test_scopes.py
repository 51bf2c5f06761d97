# SPDX-License-Identifier: EUPL-1.2
"""Whoever calls an action: without the scope of it nothing is changed, and nobody called."""

import pytest

from notificaties.actions import steering
from notificaties.actions.abonnement import create_abonnement, destroy_abonnement, update_abonnement
from notificaties.actions.kanaal import create_kanaal, update_kanaal
from notificaties.actions.notificaties import accept_notificatie
from notificaties.models import Abonnement, Attempt, Kanaal, Lane, Notificatie
from servicekit.clock import now
from servicekit.problems import Forbidden

pytestmark = pytest.mark.django_db
PUBLISH, CONSUME = "notificaties.publiceren", "notificaties.consumeren"


@pytest.fixture
def own(api, body):
    """An abonnement of the client `beperkt`, that is the only one on the only kanaal."""
    assert api.post("/abonnement", body).status_code == 201
    Abonnement.objects.update(client_id="beperkt")
    return Abonnement.objects.get()


@pytest.mark.parametrize(
    ("scope", "action"),
    [
        (PUBLISH, lambda own: create_abonnement(callback_url=own.callback_url, auth=own.auth, kanalen=own.kanalen)),
        (PUBLISH, lambda own: update_abonnement(own.uuid, partial=True, kanalen=[])),
        (PUBLISH, lambda own: destroy_abonnement(own.uuid)),
        (PUBLISH, lambda own: steering.pause_abonnement(own.uuid)),
        (PUBLISH, lambda own: steering.resume_abonnement(own.uuid)),
        (PUBLISH, lambda own: steering.replay_abonnement(own.uuid, opgegeven=True)),
        (PUBLISH, lambda own: steering.test_abonnement(own.uuid)),
        (CONSUME, lambda _: create_kanaal(naam="anders", documentatie_link="", filters=[])),
        (CONSUME, lambda _: update_kanaal(Kanaal.objects.get().uuid, partial=True, documentatie_link="")),
        (CONSUME, lambda _: accept_notificatie({"kanaal": "zaken"}, kanaal="zaken", aanmaakdatum=now())),
    ],
    ids=[
        "create abonnement",
        "update abonnement",
        "destroy abonnement",
        "pause abonnement",
        "resume abonnement",
        "replay abonnement",
        "test abonnement",
        "create kanaal",
        "update kanaal",
        "notificatie",
    ],
)
def test_a_client_with_the_other_scope_is_refused(own, as_caller, grant, receiver, scope, action):
    def stored():
        return [list(model.objects.order_by("id").values()) for model in (Abonnement, Kanaal, Notificatie, Attempt)] + [
            list(Lane.objects.values())
        ]

    grant(beperkt=[{"component": "nrc", "scopes": [scope]}])
    as_caller("beperkt")
    before = stored()
    receiver.received.clear()
    with pytest.raises(Forbidden):
        action(own)
    assert stored() == before
    assert receiver.received == []
