# SPDX-License-Identifier: EUPL-1.2
import shutil
import tempfile
from pathlib import Path

import pytest

from servicekit import broker as sending
from servicekit import metrics
from servicekit.testing.broker import Broker, require


@pytest.fixture(scope="session")
def running_broker():
    """A RabbitMQ of this process of tests."""
    require()
    folder = Path(tempfile.mkdtemp(prefix="meent-broker-"))
    running = Broker(folder)
    try:
        running.start()
        yield running
    finally:
        running.remove()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def broker(running_broker, settings):
    """The same, as the setting; nothing waits in it, and it is well again afterwards."""
    settings.AMQP_URL = running_broker.url
    if "meent.autorisaties" in running_broker.control("list_queues", "name"):
        running_broker.control("purge_queue", "meent.autorisaties")
    return running_broker


@pytest.fixture(autouse=True)
def _own_senders(monkeypatch):
    """Each test sends by threads of its own, and those of a test that ended say nothing of a broker any more."""
    made, begin = [], sending.Sender.__init__

    def make(sender, *given):
        made.append(sender)
        begin(sender, *given)

    monkeypatch.setattr(sending.Sender, "__init__", make)
    yield
    sending.sender.cache_clear()
    for each in made:
        each._send = each._say_away = lambda _: None
        each._say_there = lambda: None
    metrics.BROKER_AWAY.set(0)
