# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the desk on the command line."""

from io import StringIO
from uuid import uuid4

import orjson
import pytest
from django.core.management import CommandError, call_command

from notificaties.models import Abonnement, Delivery, Lane, Notificatie
from servicekit.clock import now
from servicekit.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def abonnement(api, body):
    """An abonnement of which one delivery was given up, which paused it."""
    assert api.post("/abonnement", body).status_code == 201
    made = Abonnement.objects.get()
    Lane.objects.update(paused=Lane.DEAD)
    for number in range(2):
        told = Notificatie.objects.create(event=uuid4(), message="{}", accepted=now())
        Delivery.objects.create(
            notificatie=told, abonnement=made, dead=number == 0, delivered=now() if number else None
        )
    Line.objects.all().delete()
    return made


def run(verb, municipality, uuid, *more):
    out = StringIO()
    call_command("abonnement", verb, municipality, str(uuid), *more, stdout=out)
    return orjson.loads(out.getvalue())


def test_the_state_is_told(abonnement):
    state = run("state", "noord", abonnement.uuid)
    assert (state["stand"], state["redenPauze"], state["opgegeven"]) == ("gepauzeerd", "dead", 1)
    assert state["abonnement"].endswith(f"/noord/notificaties/api/v1/abonnement/{abonnement.uuid}")


def test_pause_resume_and_test_do_what_they_say_and_are_audited(abonnement, receiver):
    assert run("resume", "noord", abonnement.uuid)["stand"] == "in_orde"
    assert run("pause", "noord", abonnement.uuid)["redenPauze"] == "manual"
    receiver.received.clear()
    assert run("test", "noord", abonnement.uuid)["status"] == 204
    assert len(receiver.received) == 1
    lines = Line.objects.order_by("id")
    assert [each.action for each in lines] == ["resume", "pause", "test"]
    assert {(each.client_id, bool(each.user_id), each.audit, each.notify) for each in lines} == {
        ("manage.py", True, True, False)
    }


@pytest.mark.parametrize("what", ["--dead", "--from", "--position", "--event"])
def test_a_replay_is_of_what_is_asked(abonnement, what):
    dead, done = Delivery.objects.order_by("id")
    value, wanted = {
        "--dead": ((), [dead]),
        "--from": (("2020-01-01",), [dead, done]),
        "--position": ((str(done.notificatie_id),), [done]),
        "--event": ((str(done.notificatie.event),), [done]),
    }[what]
    assert run("replay", "noord", abonnement.uuid, what, *value) == {"aantal": len(wanted), "verder": None}
    assert set(Delivery.objects.filter(delivered=None, dead=False)) == set(wanted)
    assert Lane.objects.get().paused == ""


def test_an_abonnement_of_another_municipality_is_not_found(abonnement):
    for municipality, uuid in (("zuid", abonnement.uuid), ("noord", uuid4())):
        with pytest.raises(CommandError, match="Niet gevonden"):
            run("pause", municipality, uuid)
    with pytest.raises(CommandError, match="There is no municipality west"):
        run("pause", "west", abonnement.uuid)
    assert Lane.objects.get().paused == Lane.DEAD


@pytest.mark.parametrize("more", [(), ("--dead", "--position", "3"), ("--from", "gisteren"), ("--event", "x")])
def test_a_replay_of_nothing_or_two_things_is_refused(abonnement, more):
    with pytest.raises(CommandError):
        run("replay", "noord", abonnement.uuid, *more)
    assert Delivery.objects.filter(dead=True).exists()
