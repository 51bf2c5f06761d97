# SPDX-License-Identifier: EUPL-1.2
"""More api processes of a component than a sandbox has, as a stack with several would: each at a port of its own."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
import requests

from gateway.ports import free_ports
from running.sandbox import ROOT, Sandbox


@contextmanager
def with_copies(sandbox: Sandbox, component: str, number: int) -> Iterator[list[int]]:
    """The ports of the api of a component and of so many copies of it, which are ended afterwards."""
    [launcher] = sandbox.processes()["launcher"]
    [api] = [each for each in sandbox.processes()[f"{component}-api"] if each.ppid() == launcher.pid]
    command = api.cmdline()
    at = command.index("--port") + 1
    ports = free_ports(number)
    started = [
        subprocess.Popen(
            [*command[:at], str(port), *command[at + 1 :]],
            cwd=ROOT,
            env=api.environ(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for port in ports
    ]
    try:
        for port, process in zip(ports, started, strict=True):
            _wait(port, process)
        yield [int(command[at]), *ports]
    finally:
        for each in started:
            with suppress(psutil.NoSuchProcess):
                psutil.Process(each.pid).terminate()
        for each in started:
            each.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        with suppress(requests.ConnectionError):
            if requests.get(f"http://127.0.0.1:{port}/readyz", timeout=5).status_code == 200:
                return
        assert process.poll() is None, f"the copy at port {port} ended"
        assert time.monotonic() < deadline, f"the copy at port {port} does not start"
        time.sleep(0.1)
