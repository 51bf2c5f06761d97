# SPDX-License-Identifier: EUPL-1.2
"""The hosts of jobs: what holds for both, and what only a broker can do to one."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import amqp
import psutil
import pytest
from django.db import connections, transaction
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from servicekit import broker as sending
from servicekit import metrics
from servicekit.jobs import Job, wake
from servicekit.stack.municipalities import here
from servicekit.worker import local_host, nameko_host
from servicekit.worker.runners import Runners


def until(holds, seconds=60):
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.02)
    return found


def elsewhere(call, *arguments):
    """Call it in a thread of its own, with a connection of its own."""

    def run():
        try:
            call(*arguments)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


class Running:
    """A host in a thread, what its job `doe` ran for, and what its runners were woken for."""

    def __init__(self, host, monkeypatch, **jobs):
        self.ran, self.woken, self.connections = [], [], []
        self.gate, self.stop = threading.Event(), threading.Event()
        self.gate.set()

        def run():
            self.gate.wait(60)
            self.ran.append(here().municipality.name)

        def wake(runners, name, schema, do=Runners.wake):
            self.woken.append((name, schema))
            do(runners, name, schema)

        def wake_all(runners, do=Runners.wake_all):
            do(runners)
            self.connections.append(True)

        monkeypatch.setattr(Runners, "wake", wake)
        monkeypatch.setattr(Runners, "wake_all", wake_all)
        self.jobs = {"doe": Job("doe", 3600, run), "klaar": Job("klaar", 3600, lambda: None)} | jobs
        self.thread = threading.Thread(target=host.Host(self.jobs).run, args=(self.stop,))

    def start(self):
        self.thread.start()
        until(lambda: self.connections)

    def settle(self):
        """Have run what a start asks for: a sweep, and once for all that was said before. It is never one run."""
        self.gate.clear()
        self.start()
        self.gate.set()
        until(lambda: len(self.ran) == 4)
        self.ran.clear()

    def hears(self):
        """Whether a wake-up arrives that nothing but its sender can have said."""
        sent = f"hoort-{time.monotonic_ns()}"
        wake("geen", sent)
        return until(lambda: ("geen", sent) in self.woken)

    def end(self):
        self.stop.set()
        self.gate.set()
        if self.thread.is_alive():
            self.thread.join(60)
        assert not self.thread.is_alive()


@pytest.fixture
def hosting(monkeypatch):
    """Makes hosts: `hosting(nameko_host)`; they end with the test."""
    made = []

    def make(host, **jobs):
        made.append(Running(host, monkeypatch, **jobs))
        return made[-1]

    yield make
    for each in made:
        each.end()


@pytest.fixture(params=["local", "nameko"])
def host(request, committed, hosting):
    """A host of either kind; `committed`, since it has connections of its own."""
    if request.param == "nameko":
        request.getfixturevalue("broker")
        return lambda **jobs: hosting(nameko_host, **jobs)
    return lambda **jobs: hosting(local_host, **jobs)


def services():
    """The nameko services below this process."""
    return [each for each in psutil.Process().children() if "servicekit.worker.nameko_service" in each.cmdline()]


# What holds for both


def test_a_wake_up_runs_its_job_once_for_its_municipality(host, noord, zuid):
    running = host()
    running.settle()
    wake("doe", zuid.schema)
    until(lambda: running.ran)
    wake("geen", "laatste")
    until(lambda: ("geen", "laatste") in running.woken)
    wake("doe", noord.schema)
    until(lambda: len(running.ran) > 1)
    assert running.ran == ["zuid", "noord"]


def test_a_wake_up_goes_when_its_transaction_is_committed_and_with_it_when_it_is_not(host, zuid):
    running = host()
    running.settle()
    with transaction.atomic():
        wake("doe", zuid.schema)
        # What another connection says meanwhile comes first.
        elsewhere(wake, "geen", "meanwhile")
        until(lambda: ("geen", "meanwhile") in running.woken)
        assert ("doe", zuid.schema) not in running.woken[running.woken.index(("geen", "meanwhile")) :]
        assert running.ran == []
    until(lambda: running.ran == ["zuid"])
    with transaction.atomic():
        wake("doe", zuid.schema)
        transaction.set_rollback(True)
    assert running.hears()
    assert running.ran == ["zuid"]


def test_a_job_that_raises_is_run_again_by_its_interval(host):
    failed = []

    def fail_once():
        failed.append(here().municipality.name)
        if len(failed) == 1:
            raise ValueError("stuk")

    running = host(faalt=Job("faalt", 0.2, fail_once))
    running.start()
    until(lambda: failed.count("noord") > 1)
    assert failed.count("zuid") > 0


def test_a_worker_touches_its_sign_of_life_again_and_again(host, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("servicekit.worker.local_host.BEAT", 0.01)
    monkeypatch.setattr("servicekit.worker.nameko_host.BEAT", 0.01)
    sign = tmp_path / "worker"
    settings.HEARTBEAT = str(sign)
    host().start()
    for _ in range(2):
        until(sign.exists)
        sign.unlink()


def test_a_host_that_is_told_to_stop_leaves_no_process(host):
    running = host()
    running.start()
    running.end()
    assert services() == []


# What only a broker can do


@pytest.fixture
def running(committed, broker, hosting):
    """A nameko host."""
    return hosting(nameko_host)


def away():
    return REGISTRY.get_sample_value("meent_broker_away")


def test_the_queue_outlives_a_broker_and_cannot_grow_for_ever(running, broker):
    running.start()
    said = broker.control("list_queues", "name", "type", "durable", "arguments")
    (line,) = [each for each in said.splitlines() if each.startswith("meent.autorisaties")]
    assert "quorum" in line
    assert "true" in line
    for limit in ('"x-max-length",10000', '"x-message-ttl",60000', '"x-delivery-limit",3', "drop-head"):
        assert limit in line


def test_what_is_no_wake_up_ends_nothing(running, broker):
    running.start()
    (before,) = services()
    given = sending.options(broker.url, "")
    host = f"{given.pop('hostname')}:{given.pop('port')}"
    with amqp.Connection(host, **given) as connection:
        for body, kind in (("{", "application/json"), ("x", "text/plain"), ("7", "application/json")):
            message = amqp.Message(body, content_type=kind, content_encoding="utf-8")
            connection.channel().basic_publish(message, routing_key=sending.queue("autorisaties"))
    assert running.hears()
    assert services() == [before]


def test_of_many_wake_ups_at_once_none_is_lost(running):
    running.start()
    with capture_logs() as said:
        for number in range(2000):
            wake("geen", f"{number}")
        until(lambda: {("geen", f"{number}") for number in range(2000)} <= set(running.woken))
    assert said == []


def test_a_service_that_ends_is_started_again(running):
    running.start()
    (before,) = services()
    before.kill()
    until(lambda: len(running.connections) > 1)
    assert running.hears()
    assert services() != [before]


def test_a_service_that_ends_before_it_was_told_anything_is_started_again(committed, settings, hosting, monkeypatch):
    settings.AMQP_URL = "amqp://127.0.0.1:1/"
    settings.AMQP_PASSWORD = "x" * 200_000  # more than a pipe takes at once, so that it breaks while we write
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    monkeypatch.setattr(nameko_host, "_FIRST_PAUSE", 0.01)
    running = hosting(nameko_host)
    with capture_logs() as said:
        running.thread.start()
        until(lambda: sum(each["event"] == "service_ended" for each in said) > 2)
    assert running.thread.is_alive()


def test_a_service_that_hangs_is_started_again(running, monkeypatch):
    running.start()
    (before,) = services()
    monkeypatch.setattr(nameko_host, "_SILENT", 3.0)
    before.suspend()
    until(lambda: len(running.connections) > 1)
    assert running.hears()
    assert not before.is_running()


def test_a_broker_that_was_killed_is_found_again(running, broker):
    running.start()
    assert running.hears()
    # A quorum queue that was made a moment before a kill -9 has no leader afterwards (seen with RabbitMQ 3.10).
    time.sleep(5)
    broker.kill()
    try:
        with capture_logs() as said:
            wake("geen", "meanwhile")
            until(lambda: away() == 1)
    finally:
        broker.start()
    assert [each["event"] for each in said] == ["broker_away"]
    until(lambda: ("geen", "meanwhile") in running.woken)
    until(lambda: away() == 0)
    metrics.BROKER_AWAY.set(1)  # as another process did that ended since
    wake("geen", "meanwhile")
    until(lambda: away() == 0)
    until(lambda: len(running.connections) > 1)
    assert running.hears()


@pytest.fixture(params=["silent", "paused", "alarm"])
def sick(request, committed, settings, monkeypatch):
    """Brokers that take a connection and confirm nothing: `with` them so."""
    monkeypatch.setattr(sending, "TIMEOUT", 0.5)
    if request.param == "silent":
        with socket.create_server(("127.0.0.1", 0)) as listening:
            settings.AMQP_URL = f"amqp://meent@127.0.0.1:{listening.getsockname()[1]}/"
            yield lambda: None
        return
    broker = request.getfixturevalue("broker")
    hurt, heal = {
        "paused": (broker.pause, broker.resume),
        "alarm": (
            lambda: broker.control("set_disk_free_limit", "100000GB"),
            lambda: broker.control("set_disk_free_limit", "1MB"),
        ),
    }[request.param]
    wake("geen", "eerste")  # on a connection that is good until then
    sender = sending.sender(broker.url, "", "autorisaties")
    until(lambda: not (sender._waiting or sender._is_sending))
    hurt()
    healed = False

    def once():
        nonlocal healed
        if not healed:
            heal()
        healed = True

    yield once
    once()
    until(lambda: not (sender._waiting or sender._is_away))  # so that it says so in no other test


def test_nobody_waits_for_a_broker_that_does_not_answer_and_sweeps_go_on(sick, hosting):
    swept = []
    running = hosting(nameko_host, veegt=Job("veegt", 0.2, lambda: swept.append(True)))
    running.thread.start()
    with capture_logs() as said:
        wake("doe", "noord")
        until(lambda: away() == 1)
        # Who would wait would do so for longer than this test may take.
        sending.TIMEOUT = 3600.0
        waking = elsewhere(lambda: [wake("doe", "noord") for _ in range(1000)])
        waking.join(60)
        assert not waking.is_alive()
        sending.TIMEOUT = 0.5
    assert [each["event"] for each in said if each.get("queue")] == ["broker_away"]
    before = len(swept)
    until(lambda: len(swept) > before + 3)
    sick()


def test_what_waits_for_a_broker_is_each_wake_up_once(committed, sick, settings):
    wake("doe", "noord")
    until(lambda: away() == 1)
    for _ in range(1000):
        wake("doe", "noord")
        wake("doe", "zuid")
    assert len(sending.sender(settings.AMQP_URL, "", "autorisaties")._waiting) <= 2


def test_a_broker_whose_alarm_is_over_is_told_what_waited(committed, broker, hosting):
    running = hosting(nameko_host)
    running.start()
    broker.control("set_disk_free_limit", "100000GB")
    try:
        wake("geen", "meanwhile")
        until(lambda: away() == 1)
    finally:
        broker.control("set_disk_free_limit", "1MB")
    until(lambda: ("geen", "meanwhile") in running.woken)
    until(lambda: away() == 0)


# Processes


@pytest.fixture
def workers(committed, broker, tmp_path):
    """Starts worker processes with one job, that are told nothing until the gate is there; what they wrote."""
    lines, gate, started = tmp_path / "lines", tmp_path / "gate", []
    lines.touch()

    class Workers:
        def start(self, number):
            script = Path(__file__).with_name("own_worker.py")
            told = os.environ | {"AMQP_URL": broker.url}
            for _ in range(number):
                started.append(subprocess.Popen([sys.executable, script, lines, gate], env=told))
            until(lambda: len(self.said("connected")) == number)
            gate.touch()
            until(lambda: len(self.said("ran")) == 4 * number)
            return list(started)

        def said(self, word):
            return [int(line.split()[0]) for line in lines.read_text().splitlines() if line.split()[1] == word]

    yield Workers()
    for each in started:
        each.kill()
        each.wait()


def test_three_workers_share_the_work_of_a_queue(workers, zuid):
    started = workers.start(3)
    for number in range(30):
        wake("doe", zuid.schema)
        until(lambda number=number: len(workers.said("ran")) > 12 + number)
    assert set(workers.said("ran")[12:]) == {each.pid for each in started}
    assert len(workers.said("ran")) == 12 + 30


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_that_ends_takes_its_service_with_it(workers, number):
    (worker,) = workers.start(1)
    (service,) = psutil.Process(worker.pid).children()
    worker.send_signal(number)
    assert worker.wait(30) == (0 if number == signal.SIGTERM else -number)
    until(lambda: not service.is_running() or service.status() == psutil.STATUS_ZOMBIE)
    assert len(workers.said("ended")) == (number == signal.SIGTERM)


FORKING = """
import os, django
django.setup()
from servicekit.jobs import wake
wake("geen", "parent")
if not (child := os.fork()):
    wake("geen", "child")
    raise SystemExit
os.waitpid(child, 0)
wake("geen", "parent again")
"""


def test_a_process_that_forks_and_one_that_ends_at_once_lose_no_wake_up(running, broker):
    running.start()
    words = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKING]
    subprocess.run(words, env=os.environ | {"AMQP_URL": broker.url}, check=True)
    for each in ("parent", "child", "parent again"):
        until(lambda each=each: ("geen", each) in running.woken)
