# SPDX-License-Identifier: EUPL-1.2
import asyncio
import os
import re
import signal
import subprocess
import sys

import psutil
import pytest

from gateway.faults import Fault
from gateway.processes import Processes

FOREVER = "import time; time.sleep(600)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); {FOREVER}"
PARENT = (
    f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {FOREVER!r}]).pid, flush=True); {FOREVER}"
)
SERVER = "from http.server import *; HTTPServer(('127.0.0.1', {port}), BaseHTTPRequestHandler).serve_forever()"
LAUNCHER = """
import asyncio, os, sys
from pathlib import Path
from gateway.processes import Processes

async def main():
    processes = Processes(Path(sys.argv[1]), say=print)
    processes.keep("orphan", [sys.executable, "-c", sys.argv[2]], os.environ, Path(sys.argv[1]))
    print(processes._kept["orphan"].process.pid, flush=True)
    await processes.watch()

asyncio.run(main())
"""


@pytest.fixture
def said():
    return []


@pytest.fixture
def processes(tmp_path, said):
    (tmp_path / "logs").mkdir()
    return Processes(tmp_path, say=said.append)


def keep(processes, name, code, folder):
    """Keep a Python program, and return the id of its process."""
    processes.keep(name, [sys.executable, "-c", code], os.environ, folder)
    return processes._kept[name].process.pid


async def until(condition):
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.02)


def written(processes, name):
    return processes.log(name).read_text()


def gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_process_that_is_killed_is_started_again_and_said_so(processes, said, tmp_path):
    async def story():
        pid = keep(processes, "zaken-api", FOREVER, tmp_path)
        os.kill(pid, signal.SIGKILL)
        await until(lambda: len(said) == 2)
        assert processes._kept["zaken-api"].process.pid != pid
        await processes.stop("-api", seconds=5)

    asyncio.run(story())
    assert said == [
        "zaken-api ended, with SIGKILL: it is started again in 0.2 s",
        "zaken-api was started again",
    ]


def test_a_process_that_keeps_failing_is_tried_less_and_less(processes, said, tmp_path):
    async def story():
        keep(processes, "zaken-api", "raise SystemExit(3)", tmp_path)
        await until(lambda: sum("ended" in line for line in said) == 4)
        await processes.stop("-api", seconds=5)

    asyncio.run(story())
    waits = [
        float(wait)
        for wait in re.findall(r"exit code 3 \(see \S+zaken-api.log\): it is started again in (\S+) s", "\n".join(said))
    ]
    assert waits == [0.2, 0.4, 0.8, 1.6]


def test_what_a_killed_process_started_itself_ends_with_it(processes, said, tmp_path):
    async def story():
        pid = keep(processes, "zaken-api", PARENT, tmp_path)
        await until(lambda: written(processes, "zaken-api").endswith("\n"))
        own = int(written(processes, "zaken-api"))
        os.kill(pid, signal.SIGKILL)
        await until(lambda: said and gone(own))
        await processes.stop("-api", seconds=5)

    asyncio.run(story())


def test_a_process_that_ignores_the_request_to_stop_is_killed(processes, tmp_path):
    async def story():
        pid = keep(processes, "zaken-worker", STUBBORN, tmp_path)
        await until(lambda: "deaf" in written(processes, "zaken-worker"))
        await processes.stop("-worker", seconds=0.1)
        return pid

    assert gone(asyncio.run(story()))


def test_only_what_is_named_is_stopped(processes, said, tmp_path):
    async def story():
        worker = keep(processes, "zaken-worker", FOREVER, tmp_path)
        keep(processes, "zaken-api", FOREVER, tmp_path)
        await processes.stop("-api", seconds=5)
        assert not gone(worker)
        await processes.stop("-worker", seconds=5)
        assert gone(worker)

    asyncio.run(story())
    assert said == []


def test_a_command_that_fails_is_told_with_its_last_words(processes, tmp_path):
    code = "import sys; print('much before', flush=True); sys.exit('the disk is gone')"
    run = processes.run("zaken-configure", [sys.executable, "-c", code], os.environ, tmp_path)
    with pytest.raises(Fault, match=r"(?s)zaken-configure failed, with exit code 1 .*the disk is gone$"):
        asyncio.run(run)


def test_a_command_that_is_not_there_is_told(processes, tmp_path):
    with pytest.raises(Fault, match=r"(?s)caddy failed.*/nowhere/caddy cannot be started: No such file"):
        asyncio.run(processes.run("caddy", ["/nowhere/caddy"], os.environ, tmp_path))


def test_a_command_that_is_broken_off_does_not_run_on(processes, tmp_path):
    async def story():
        code = f"import os; print(os.getpid(), flush=True); {FOREVER}"
        run = asyncio.create_task(processes.run("zaken-configure", [sys.executable, "-c", code], os.environ, tmp_path))
        await until(lambda: processes.log("zaken-configure").exists() and written(processes, "zaken-configure"))
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        return int(written(processes, "zaken-configure"))

    assert gone(asyncio.run(story()))


def test_a_server_that_answers_an_error_is_not_ready(processes, port, tmp_path):
    async def story():
        keep(processes, "zaken-api", SERVER.format(port=port), tmp_path)
        try:
            await processes.ready("zaken-api", port=port, path="/readyz", seconds=2)
        finally:
            await processes.stop("-api", seconds=5)

    with pytest.raises(Fault, match="zaken-api does not become ready: it answers 501"):
        asyncio.run(story())


def test_a_child_ends_when_its_launcher_is_killed_at_the_latest_by_the_next(processes, tmp_path):
    words = [sys.executable, "-c", LAUNCHER, str(tmp_path), STUBBORN]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as launcher:
        orphan = int(launcher.stdout.readline())
        launcher.kill()
    asyncio.run(processes.end_leftovers())
    assert gone(orphan)


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_a_child_ends_by_itself_when_its_launcher_is_killed(tmp_path):
    (tmp_path / "logs").mkdir()
    words = [sys.executable, "-c", LAUNCHER, str(tmp_path), FOREVER]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as launcher:
        orphan = int(launcher.stdout.readline())
        launcher.kill()
    asyncio.run(until(lambda: gone(orphan)))


def test_the_log_of_an_earlier_sandbox_is_set_aside(processes, tmp_path):
    (tmp_path / "logs" / "caddy.log").write_text("earlier")
    asyncio.run(processes.run("caddy", [sys.executable, "-c", "print('now')"], os.environ, tmp_path))
    assert written(processes, "caddy") == "now\n"
    assert (tmp_path / "logs" / "caddy.log.1").read_text() == "earlier"
