# SPDX-License-Identifier: EUPL-1.2
"""Processes that are kept running, and ended in order."""

import asyncio
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from gateway import child
from gateway.faults import Fault, sentence
from gateway.logs import last_lines, rotate

_MARK = "MEENT_SANDBOX"
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 10.0  # seconds before a process that died is started again
_LOOK = 0.1  # seconds between two looks at what is awaited


@dataclass
class _Kept:
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]
    watch: asyncio.Task[None] = field(init=False)
    deaths: int = 0


class Processes:
    """The processes of the sandbox with its data in `data`; `say` tells what happens to them.

    All are started in the thread that calls, which must outlive them (see `child.start`): that of the event loop.
    """

    def __init__(self, data: Path, *, say: Callable[[str], None]) -> None:
        self.logs = data / "logs"
        self._data = data
        self._say = say
        self._kept: dict[str, _Kept] = {}
        self._rotated: set[str] = set()

    async def end_leftovers(self) -> None:
        """End what a killed launcher left running: all that was marked by it, and this user may see."""
        left = [process for process in psutil.process_iter() if self._is_marked(process)]
        for kill, seconds in ((False, 10), (True, 5)):
            for process in left:
                with suppress(psutil.NoSuchProcess):
                    process.kill() if kill else process.terminate()
            left = (await asyncio.to_thread(psutil.wait_procs, left, timeout=seconds))[1]
            if not left:
                return

    def log(self, name: str) -> Path:
        """Return the log of a process; that of an earlier sandbox is set aside at its first use."""
        path = self.logs / f"{name}.log"
        if name not in self._rotated:
            rotate(path)
            self._rotated.add(name)
        return path

    async def run(
        self, name: str, command: Sequence[str | Path], env: Mapping[str, str], folder: Path, *, shown: bool = False
    ) -> None:
        """Run a command to its end; its output goes to its log, or is `shown`. Raises Fault when it fails."""
        log = self.log(name)
        size = log.stat().st_size if log.exists() else 0
        process = self._start(name, command, env, folder, shown=shown)
        try:
            await _ended(process)
        finally:
            await _end(process, seconds=5)
        if process.returncode:
            said = "" if shown else f" (see {log}):\n{last_lines(log, after=size)}"
            raise Fault(f"{name} failed, with {_how(process.returncode)}{said}")

    def keep(self, name: str, command: Sequence[str | Path], env: Mapping[str, str], folder: Path) -> None:
        """Start a command, and start it again whenever it ends."""
        self.log(name)
        self.keep_started(name, lambda: self._start(name, command, env, folder))

    def keep_started(self, name: str, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        """Keep what `start` starts; for a process that needs more than a command."""
        kept = _Kept(start, start())
        kept.watch = asyncio.create_task(self._watch(name, kept), name=name)
        self._kept[name] = kept

    async def ready(self, name: str, *, port: int, path: str, seconds: float = 90) -> None:
        """Wait until a process that is kept answers 200 at `path` of its port on loopback.

        Raises Fault when it does not in that time, or died three times.
        """
        kept = self._kept[name]
        until = time.monotonic() + seconds
        while (status := await asyncio.to_thread(_status, port, path)) != http.client.OK:
            if time.monotonic() > until or kept.deaths > 2:
                answer = f"it answers {status}" if status else "it does not answer"
                log = self.log(name)
                raise Fault(f"{name} does not become ready: {answer} (see {log}):\n{last_lines(log)}")
            await asyncio.sleep(_LOOK)

    async def watch(self) -> None:
        """Wait for ever; raises what went wrong with the watching itself."""
        await asyncio.gather(*(kept.watch for kept in self._kept.values()))

    def release(self, name: str) -> None:
        """Keep a process no longer, and let it run."""
        if kept := self._kept.pop(name, None):
            kept.watch.cancel()

    async def stop(self, ending: str, *, seconds: float) -> None:
        """End the processes whose names end so, together; what takes longer than `seconds` is killed."""
        stopped = {name: kept.process for name, kept in self._kept.items() if name.endswith(ending)}
        for name in stopped:
            self.release(name)
        await asyncio.gather(*(_end(process, seconds=seconds) for process in stopped.values()))

    async def _watch(self, name: str, kept: _Kept) -> None:
        wait = _FIRST_WAIT
        while True:
            since = time.monotonic()
            await _ended(kept.process)
            _kill_group(kept.process)
            kept.deaths += 1
            if time.monotonic() - since > _LONGEST_WAIT:
                wait = _FIRST_WAIT
            code = kept.process.returncode
            why = f" (see {self.log(name)})" if code > 0 else ""
            self._say(f"{name} ended, with {_how(code)}{why}: it is started again in {wait:.1f} s")
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
            try:
                kept.process = kept.start()
                self._say(f"{name} was started again")
            except Fault as fault:
                self._say(f"{name} cannot be started: {fault}")
            except OSError as error:
                self._say(f"{name} cannot be started: {sentence(error)}")

    def _start(
        self, name: str, command: Sequence[str | Path], env: Mapping[str, str], folder: Path, *, shown: bool = False
    ) -> subprocess.Popen[bytes]:
        with open(self.log(name), "ab") as output:
            marked = {**env, _MARK: str(self._data)}
            return child.start(command, output=None if shown else output, env=marked, folder=folder)

    def _is_marked(self, process: psutil.Process) -> bool:
        try:
            return bool(process.pid != os.getpid() and process.environ().get(_MARK) == str(self._data))
        except (psutil.Error, OSError):
            return False


def _status(port: int, path: str) -> int:
    """Return what is answered there, 0 when nothing is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


async def _ended(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process has ended: the kernel says so at once where it can (Linux), elsewhere it is looked at."""
    with suppress(OSError, AttributeError):
        if process.poll() is None:
            descriptor, told = os.pidfd_open(process.pid), asyncio.Event()
            try:
                asyncio.get_running_loop().add_reader(descriptor, told.set)
                await told.wait()
            finally:
                asyncio.get_running_loop().remove_reader(descriptor)
                os.close(descriptor)
    while process.poll() is None:
        await asyncio.sleep(_LOOK)


async def _end(process: subprocess.Popen[bytes], *, seconds: float) -> None:
    if process.poll() is None:
        process.terminate()
        with suppress(TimeoutError):
            await asyncio.wait_for(_ended(process), seconds)
    _kill_group(process)
    await _ended(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a process and its own children: a server's workers may outlive it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
