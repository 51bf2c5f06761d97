# SPDX-License-Identifier: EUPL-1.2
"""The promise of ADR 0014, with real connections, a real worker and committed rows."""

import socket
import threading
import time
from uuid import uuid4

import pytest

from notificaties.actions import delivering
from notificaties.actions.notificaties import accept_notificatie
from notificaties.models import Abonnement, Delivery, Kanaal, Lane, Notificatie
from servicekit import caller
from servicekit.clock import now
from servicekit.rights.predicate import Rights
from servicekit.stack.municipalities import serving, stack
from servicekit.worker.local_host import Host

AUTH = "Bearer van-de-abonnee"
OTHERS = 19
PATIENCE = 60  #: seconds after which a test gives up


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Rows that other connections see, in noord; removed afterwards."""
    with django_db_blocker.unblock(), serving(stack().municipality("noord")) as here:
        caller.set_current(caller.Caller(client_id="bron", rights=Rights(everything=True)))
        try:
            yield here.municipality
        finally:
            for model in (Delivery, Notificatie, Lane, Abonnement, Kanaal):
                model.objects.all().delete()


@pytest.fixture
def worker(committed):
    """A worker as it runs in the sandbox, with only the job that delivers."""
    stop = threading.Event()
    host = threading.Thread(target=Host({"deliver": delivering.deliver}).run, args=(stop,), daemon=True)
    host.start()
    yield host
    stop.set()
    host.join(PATIENCE)
    delivering.POOL.close()


@pytest.fixture
def closed_port():
    """A port on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield unused.getsockname()[1]


def subscribe(url):
    made = Abonnement.objects.create(
        uuid=uuid4(), client_id="a", callback_url=url, auth=AUTH, kanalen=[{"naam": "zaken", "filters": {}}]
    )
    Lane.objects.create(abonnement=made)
    return made


def publish(number, **kenmerken):
    url = f"http://testserver/noord/zaken/api/v1/zaken/{uuid4()}"
    message = {
        "kanaal": "zaken",
        "hoofdObject": url,
        "resource": "zaak",
        "resourceUrl": url,
        "actie": f"nummer {number}",
        "aanmaakdatum": "2026-11-22T10:00:00Z",
        "kenmerken": kenmerken,
    }
    accept_notificatie(message, kanaal="zaken", aanmaakdatum=now())


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


def test_a_slow_and_a_dead_subscriber_hold_up_nobody(worker, receiver, closed_port):
    Kanaal.objects.create(naam="zaken", documentatie_link="", filters=["voor"])
    others = [f"/{number}" for number in range(OTHERS)]
    dead = subscribe(f"http://127.0.0.1:{closed_port}/hook")
    slow = subscribe(receiver.url("/slow"))
    for number, path in enumerate(others):
        made = subscribe(receiver.url(path))
        # Six of them hear one more, which makes 253.
        Abonnement.objects.filter(pk=made.pk).update(
            kanalen=[{"naam": "zaken", "filters": {"voor": "zes" if number < 6 else "allen"}}]
        )
    receiver.behave["/slow"] = lambda: time.sleep(3)

    started = time.monotonic()
    for number in range(13):
        publish(number)
    publish(13, voor="zes")
    accepted = time.monotonic() - started
    until(lambda: sum(len(receiver.told(path)) for path in others) == 253)
    took = time.monotonic() - started

    told_slow = len(receiver.told("/slow"))
    print(f"\n14 accepted in {accepted:.2f} s, 253 delivered to {OTHERS} in {took:.2f} s, the slow one had {told_slow}")
    for number, path in enumerate(others):
        wanted = range(14) if number < 6 else range(13)
        assert [each["actie"] for each in receiver.told(path)] == [f"nummer {each}" for each in wanted]
    # Three seconds each: had anybody waited for it, it would have had all of its fourteen.
    assert told_slow < 14
    lane = Lane.objects.get(abonnement=dead)
    assert lane.attempts >= 1
    assert Delivery.objects.filter(abonnement=dead, delivered=None, dead=False).count() == 14
    assert Delivery.objects.filter(abonnement=slow, delivered=None).exists()


def test_what_comes_while_a_turn_ends_is_not_left_behind(worker, receiver):
    Kanaal.objects.create(naam="zaken", documentatie_link="", filters=[])
    subscribe(receiver.url("/hook"))
    for number in range(150):
        publish(number)
        if number % 10 == 0:  # let turns end in between
            until(lambda: len(receiver.told()) > number - 5)  # noqa: B023  (called at once)
    until(lambda: len(receiver.told()) == 150)
    assert [each["actie"] for each in receiver.told()] == [f"nummer {number}" for number in range(150)]


def test_two_workers_on_one_lane_keep_its_order_and_deliver_once(worker, receiver, committed):
    Kanaal.objects.create(naam="zaken", documentatie_link="", filters=[])
    made = subscribe(receiver.url("/hook"))
    second = delivering.Pool(delivering.run, size=2)
    try:
        for number in range(60):
            publish(number)
            second.offer([delivering.Turn(committed.name, made.pk)])
        until(lambda: len(receiver.told()) >= 60)
    finally:
        second.close()
    assert [each["actie"] for each in receiver.told()] == [f"nummer {number}" for number in range(60)]
