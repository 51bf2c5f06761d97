# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest

from notificaties.actions.abonnement import destroy_abonnement, update_abonnement
from notificaties.actions.steering import replay_abonnement
from notificaties.models import Abonnement, Delivery, Lane, Notificatie
from notificaties.peers.abonnees import Abonnee
from servicekit.clock import now
from servicekit.database.transactions import in_transaction
from servicekit.problems import Forbidden, Problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def abonnement(api, body):
    assert api.post("/abonnement", body).status_code == 201
    return Abonnement.objects.get()


def test_a_stale_if_match_changes_nothing(abonnement, as_caller):
    as_caller("alles", if_match='"anders"')
    for change in (
        lambda: update_abonnement(abonnement.uuid, partial=True, kanalen=[]),
        lambda: destroy_abonnement(abonnement.uuid),
    ):
        with pytest.raises(Problem) as refused:
            change()
        assert refused.value.status == 412
    assert Abonnement.objects.get().kanalen == abonnement.kanalen


def test_a_change_by_another_client_calls_nobody(abonnement, as_caller, grant, receiver):
    grant(beperkt="all")
    as_caller("beperkt")
    receiver.received.clear()
    with pytest.raises(Forbidden):
        update_abonnement(abonnement.uuid, partial=True, callback_url=receiver.url("/anders"))
    assert receiver.received == []


def test_a_callback_is_tried_outside_of_any_transaction(api, body, monkeypatch):
    tell, within = Abonnee.tell, []

    def told(*arguments, **named):
        within.append(in_transaction())
        return tell(*arguments, **named)

    monkeypatch.setattr(Abonnee, "tell", told)
    url = api.post("/abonnement", body).json()["url"]
    assert [api.put(url, body).status_code, api.patch(url, {}).status_code] == [200, 200]
    assert api.put(url, body | {"kanalen": 1}).status_code == 400
    assert within == [False] * 8


@pytest.fixture
def given_up(abonnement):
    """An abonnement that is paused, with one delivery done and one given up."""
    Lane.objects.update(paused=Lane.DEAD, attempts=99, failing_since=now(), retry_at=now(), gave_up=True)
    for delivered, dead in ((now(), False), (None, True)):
        notificatie = Notificatie.objects.create(event=uuid4(), message="{}", accepted=now())
        Delivery.objects.create(notificatie=notificatie, abonnement=abonnement, delivered=delivered, dead=dead)
    return abonnement


def test_a_replay_sends_what_was_given_up_and_resumes(given_up, as_caller):
    assert replay_abonnement(given_up.uuid, opgegeven=True) == {"aantal": 1, "verder": None}
    lane = Lane.objects.get()
    assert (lane.paused, lane.attempts, lane.failing_since, lane.gave_up) == ("", 0, None, False)
    assert [each.dead for each in Delivery.objects.order_by("id")] == [False, False]


def test_what_lets_one_abonnement_go_on_leaves_the_others_as_they_are(given_up, as_caller):
    other = Abonnement.objects.create(client_id="ander", callback_url="", auth="", kanalen=[])
    Lane.objects.create(abonnement=other, paused=Lane.DEAD, attempts=3, gave_up=True)
    Delivery.objects.create(notificatie=Notificatie.objects.latest("id"), abonnement=other, dead=True)
    assert replay_abonnement(given_up.uuid, opgegeven=True)["aantal"] == 1
    update_abonnement(given_up.uuid, partial=True)
    lane = Lane.objects.get(abonnement=other)
    assert (lane.paused, lane.attempts, lane.gave_up) == (Lane.DEAD, 3, True)
    assert Delivery.objects.get(abonnement=other).dead


def test_what_goes_on_is_delivered_without_waiting_for_the_next_sweep(
    given_up, monkeypatch, django_capture_on_commit_callbacks, as_caller
):
    woken = []
    monkeypatch.setattr("notificaties.actions.abonnement.wake", lambda *what: woken.append(what))
    with django_capture_on_commit_callbacks(execute=True):
        replay_abonnement(given_up.uuid, opgegeven=True)
        destroy_abonnement(given_up.uuid)
    assert woken == [("deliver", "m_noord"), ("forget_ended", "m_noord")]
