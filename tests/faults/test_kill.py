# SPDX-License-Identifier: EUPL-1.2
"""kill -9 of each process in turn while cases are made: what was answered is there, the rest wholly or not at all."""

import signal
import threading
import time
from dataclasses import dataclass, field

import psutil
import pytest
import requests

from running.catalogue import publish
from running.clients import CRS, Client
from running.sandbox import Sandbox, started
from running.subscribers import Subscriber, subscribe

VICTIMS = [
    *(
        f"{name}-{kind}"
        for name in ("zaken", "documenten", "notificaties", "autorisaties", "catalogi")
        for kind in ("api", "worker")
    ),
    "caddy",
    "postgresql",
    "launcher",
]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A stack that may be hurt."""
    with started(tmp_path_factory.mktemp("faults") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def subscriber():
    """Somebody who must hear of everything."""
    listening = Subscriber()
    yield listening
    listening.close()


@pytest.fixture(scope="module")
def of(own, subscriber):
    """A case type, with somebody subscribed to its cases."""
    balie = Client(own.address, "noord", "balie")
    subscribe(balie, subscriber, "zaken")
    return publish(balie)


@dataclass
class Load:
    """Cases made without pause, with a document linked to each; what was answered in full is kept."""

    sandbox: Sandbox
    of: object
    answered: list[dict] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    linked: list[tuple[str, str]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Until it is told to stop; a request that fails is what this is about, so it goes on."""
        client = Client(self.sandbox.address, "noord", "balie")
        headers = CRS | {"Authorization": f"Bearer {client.token}"}
        number = 0
        while not self.stopping.is_set():
            number += 1
            identificatie = f"F-{id(self) % 10**8}-{threading.get_ident() % 10**6}-{number}"
            self.asked.append(identificatie)
            try:
                answer = requests.post(
                    client.root("zaken") + "/zaken",
                    json=self.of.zaak(identificatie=identificatie),
                    headers=headers,
                    timeout=10,
                )
                if answer.status_code != 201:
                    time.sleep(0.05)
                    continue
                zaak = answer.json()
                self.answered.append(zaak)
                document = requests.post(
                    client.root("documenten") + "/enkelvoudiginformatieobjecten",
                    json=self.of.document(),
                    headers=headers,
                    timeout=10,
                )
                if document.status_code != 201:
                    continue
                relation = requests.post(
                    client.root("zaken") + "/zaakinformatieobjecten",
                    json={"zaak": zaak["url"], "informatieobject": document.json()["url"]},
                    headers=headers,
                    timeout=10,
                )
                if relation.status_code == 201:
                    self.linked.append((zaak["url"], document.json()["url"]))
            except (requests.RequestException, ValueError):
                time.sleep(0.05)


def _kill(sandbox: Sandbox, victim: str) -> None:
    for process in sandbox.processes()[victim]:
        try:
            process.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
    if victim == "launcher":
        sandbox.process.wait(10)
        sandbox.start()


@pytest.mark.parametrize("victim", VICTIMS)
def test_what_was_answered_survives(own, of, subscriber, victim):
    loads = [Load(own, of) for _ in range(3)]
    threads = [threading.Thread(target=load.run) for load in loads]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    _kill(own, victim)
    time.sleep(2.5)
    for load in loads:
        load.stopping.set()
    for thread in threads:
        thread.join(30)
    deadline = time.monotonic() + 30
    while not own.ready():
        assert time.monotonic() < deadline, f"not ready again after {victim} was killed"
        time.sleep(0.1)
    balie = Client(own.address, "noord", "balie")
    answered = [zaak for load in loads for zaak in load.answered]
    assert answered, "nothing was made, so nothing was tried"
    for zaak in answered:
        assert _read(balie, "zaken", zaak["url"], deadline)["url"] == zaak["url"]
        trail = _read(balie, "zaken", f"{zaak['url']}/audittrail", deadline)
        assert ("zaak", "create") in [(each["resource"], each["actie"]) for each in trail]
    for zaak, document in (pair for load in loads for pair in load.linked):
        mirrors = _read(balie, "documenten", f"/objectinformatieobjecten?object={zaak}", deadline)
        assert document in [each["informatieobject"] for each in mirrors]
    for zaak in answered:
        heard = _eventually(lambda url=zaak["url"]: ("zaak", "create") in subscriber.of(url), deadline)
        assert heard, f"{zaak['url']} was never delivered after {victim} was killed"
    kept = {zaak["identificatie"] for zaak in answered}
    for identificatie in (each for load in loads for each in load.asked if each not in kept):
        found = _read(balie, "zaken", f"/zaken?identificatie={identificatie}", deadline)
        assert found["count"] in (0, 1)
        for zaak in found["results"]:
            assert _read(balie, "zaken", f"{zaak['url']}/audittrail", deadline), "a zaak without its audit line"


def _read(client, component, path, deadline):
    """The JSON of a GET, which may be refused for a moment when what it needs has just been started again."""
    answers = []

    def answered():
        answers.append(client.get(component, path))
        return answers[-1].status_code == 200

    assert _eventually(answered, deadline), f"{path}: {answers and answers[-1].text[:300]}"
    return answers[-1].json()


def _eventually(holds, deadline):
    while True:
        try:
            if holds():
                return True
        except requests.RequestException:
            pass
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
