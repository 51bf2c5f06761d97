# SPDX-License-Identifier: EUPL-1.2
"""A worker with one job, `doe`: it waits for the gate and then writes a line. For tests that need several processes."""

# ruff: noqa: E402  (Django first)
import os
import signal
import sys
import threading
import time
from pathlib import Path

import django

django.setup()

from servicekit.jobs import Job
from servicekit.stack.municipalities import here
from servicekit.worker import nameko_host
from servicekit.worker.runners import Runners

lines, gate = map(Path, sys.argv[1:])


def write(*words):
    with lines.open("a") as file:
        file.write(" ".join(map(str, (os.getpid(), *words))) + "\n")


def run():
    while not gate.exists():
        time.sleep(0.02)
    write("ran", here().municipality.name)


def wake_all(self, do=Runners.wake_all):
    do(self)
    write("connected")


Runners.wake_all = wake_all
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
nameko_host.Host({"doe": Job("doe", 3600, run)}).run(stop)
write("ended")
