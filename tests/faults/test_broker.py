# SPDX-License-Identifier: EUPL-1.2
"""Workers on RabbitMQ: whoever falls, each notification arrives, in the order of its object.

2,000 notifications for each fault, to two abonnementen, with three workers of notificaties on one queue.
"""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress
from uuid import uuid4

import psutil
import pytest
import requests

from running.clients import CRS, Client
from running.partition import Way
from running.sandbox import ROOT, started
from running.subscribers import Subscriber, subscribe
from running.waiting import wait_until
from servicekit.testing.broker import Broker, require

NUMBER = 2000
PUBLISHERS = 4  #: each with objects of its own
OBJECTS = 5
MORE_WORKERS = 2
GOES_ON = 20  #: seconds after which deliveries go on at the latest: 10 on a machine that has nothing else to do


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    """A RabbitMQ that may be hurt."""
    require()
    running = Broker(tmp_path_factory.mktemp("broker") / "rabbitmq")
    try:
        running.start()
        yield running
    finally:
        running.remove()


@pytest.fixture(scope="module")
def way(broker):
    """The way of every process of the stack to it."""
    made = Way(broker.port)
    yield made
    made.close()


@pytest.fixture(scope="module")
def own(tmp_path_factory, broker, way):
    """A stack that may be hurt, and whose components are woken by RabbitMQ."""
    with started(tmp_path_factory.mktemp("faults") / "data", AMQP_URL=broker.url_at(way.port)) as running:
        yield running


@pytest.fixture
def workers(own):
    """The workers of notificaties: that of the launcher, and two more."""
    wait_until(lambda: "notificaties-worker" in own.processes())
    environment = own.processes()["notificaties-worker"][0].environ()
    command = [sys.executable, ROOT / "services" / "notificaties" / "manage.py", "worker"]
    more = [subprocess.Popen(command, env=environment, cwd=ROOT) for _ in range(MORE_WORKERS)]
    yield more
    for each in more:
        each.terminate()
        each.wait(30)


@pytest.fixture
def kanaal(own):
    """A kanaal of this test, so that nothing else is told in it."""
    naam = f"proef-{uuid4().hex[:8]}"
    Client(own.address, "noord", "balie").post("notificaties", "/kanaal", {"naam": naam})
    return naam


@pytest.fixture
def subscribers(own, kanaal):
    """Two that must hear of everything."""
    balie = Client(own.address, "noord", "balie")
    listening = [Subscriber(), Subscriber()]
    for each in listening:
        subscribe(balie, each, kanaal)
    yield listening
    for each in listening:
        each.end()


class Publishing:
    """Publishes notifications, each until it is accepted, and in order for each object."""

    def __init__(self, own, kanaal):
        self.own, self.kanaal = own, kanaal
        self.accepted = defaultdict(list)  #: object -> the resource of each, in order
        self.number = 0
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, args=(each,)) for each in range(PUBLISHERS)]
        for thread in self._threads:
            thread.start()

    def _run(self, publisher):
        for number in range(NUMBER // PUBLISHERS):
            self.publish(f"{self.own.address}/noord/proef/{self.kanaal}/{publisher}-{number % OBJECTS}")

    def publish(self, main):
        """Publish one of an object."""
        client = Client(self.own.address, "noord", "balie")
        resource = f"{main}/delen/{uuid4()}"
        headers = CRS | {"Authorization": f"Bearer {client.token}", "Idempotency-Key": str(uuid4())}
        body = {
            "kanaal": self.kanaal,
            "hoofdObject": main,
            "resource": "deel",
            "resourceUrl": resource,
            "actie": "create",
            "aanmaakdatum": "2026-01-05T09:00:00Z",
            "kenmerken": {},
        }
        while True:
            with suppress(requests.RequestException):
                url = client.root("notificaties") + "/notificaties"
                answer = requests.post(url, json=body, headers=headers, timeout=10)
                if answer.status_code == 201:
                    break
                assert answer.status_code >= 429, answer.text
            time.sleep(0.05)
        self.accepted[main].append(resource)
        with self._lock:
            self.number += 1
        return resource

    def wait(self):
        """Wait until all were accepted."""
        for thread in self._threads:
            thread.join(300)
        assert self.number >= NUMBER


def told(subscriber):
    return [each["resourceUrl"] for each in list(subscriber.messages)]


def hurt_and_look(own, kanaal, subscribers, hurt, heal, *, kills=0):
    """Publish while something is hurt, and after it was healed; nothing is lost, and order kept."""
    publishing = Publishing(own, kanaal)
    wait_until(lambda: publishing.number > NUMBER // 4)
    hurt()
    wait_until(lambda: publishing.number > NUMBER // 2, 120)
    heal()
    healed = time.monotonic()
    heard = [len(each.messages) for each in subscribers]
    publishing.publish(f"{own.address}/noord/proef/{kanaal}/eerste")
    for each, before in zip(subscribers, heard, strict=True):
        wait_until(lambda each=each, before=before: len(each.messages) > before, GOES_ON)
    going_on = time.monotonic() - healed
    publishing.wait()
    last = publishing.publish(f"{own.address}/noord/proef/{kanaal}/laatste")
    for each in subscribers:
        wait_until(lambda each=each: last in told(each), 120)
    everything = sorted(resource for of in publishing.accepted.values() for resource in of)
    for each in subscribers:
        wait_until(lambda each=each: set(told(each)) >= set(everything), 120)
        heard = told(each)
        assert sorted(set(heard)) == everything
        first = list(dict.fromkeys(heard))
        for main, published in publishing.accepted.items():
            assert [one for one in first if one.startswith(f"{main}/")] == published
        again = sum(number - 1 for number in Counter(heard).values())
        print(f"went on after {going_on:.1f} s, all after {time.monotonic() - healed:.1f} s, {again} twice")
        assert again <= kills


def kill(processes):
    for each in processes:
        with suppress(psutil.NoSuchProcess):
            each.send_signal(signal.SIGKILL)


def nothing():
    """The launcher mends it."""


def test_a_worker_is_killed(own, kanaal, subscribers, workers):
    victim = own.processes()["notificaties-worker"]
    hurt_and_look(own, kanaal, subscribers, lambda: kill(victim), nothing, kills=1)


def test_all_workers_are_killed(own, kanaal, subscribers, workers):
    victims = [each for name, found in own.processes().items() if name.endswith("-worker") for each in found]
    victims += [psutil.Process(each.pid) for each in workers]
    hurt_and_look(own, kanaal, subscribers, lambda: kill(victims), nothing, kills=1)


def test_the_api_is_killed(own, kanaal, subscribers, workers):
    victim = own.processes()["notificaties-api"]
    hurt_and_look(own, kanaal, subscribers, lambda: kill(victim), nothing)


def test_postgresql_is_killed(own, kanaal, subscribers, workers):
    victim = own.processes()["postgresql"]
    hurt_and_look(own, kanaal, subscribers, lambda: kill(victim), nothing, kills=1)


def test_rabbitmq_is_killed(own, kanaal, subscribers, workers, broker):
    hurt_and_look(own, kanaal, subscribers, broker.kill, broker.start)


def test_rabbitmq_is_away_for_a_minute(own, kanaal, subscribers, workers, broker):
    def heal():
        time.sleep(60)
        broker.start()

    hurt_and_look(own, kanaal, subscribers, broker.kill, heal)


def test_rabbitmq_takes_connections_and_never_answers(own, kanaal, subscribers, workers, broker):
    hurt_and_look(own, kanaal, subscribers, broker.pause, broker.resume)


def test_rabbitmq_has_no_room(own, kanaal, subscribers, workers, broker):
    def limit(size):
        return lambda: broker.control("set_disk_free_limit", size)

    hurt_and_look(own, kanaal, subscribers, limit("100000GB"), limit("1MB"))


def test_nothing_passes_between_the_stack_and_rabbitmq(own, kanaal, subscribers, workers, way):
    hurt_and_look(own, kanaal, subscribers, way.cut, way.mend)
