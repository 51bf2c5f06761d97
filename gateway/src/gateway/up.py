# SPDX-License-Identifier: EUPL-1.2
"""`make up`: everything of a sandbox in the order in which it needs each other, until it is told to stop."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable, Mapping
from pathlib import Path

import psycopg

from gateway import caddy, tokens
from gateway.console import Console
from gateway.databases import Databases
from gateway.faults import Fault
from gateway.ports import check_free, free_ports
from gateway.postgres import Server
from gateway.processes import Processes
from gateway.sandbox import THREADS, TRANSFERS, Sandbox
from servicekit.stack import Stack, StackError, load

_AT_A_TIME = 2  # configurations side by side: each keeps one core busy
_OLDEST_POSTGRESQL = 17


def up(sandbox: Sandbox) -> None:
    """Run a sandbox until SIGINT, SIGTERM or SIGHUP. Raises Fault or OSError when it cannot; nothing runs then."""
    sandbox.make_folders()
    with sandbox.held():
        sandbox.check_space()
        sandbox.make_secrets()
        stack = _load(sandbox)
        asyncio.run(_Launch(sandbox, stack).run())


def _load(sandbox: Sandbox) -> Stack:
    try:
        return load(sandbox.stack, sandbox.environment)
    except StackError as error:
        raise Fault(str(error)) from error


class _Launch:
    """One run of a sandbox."""

    def __init__(self, sandbox: Sandbox, stack: Stack) -> None:
        self._sandbox = sandbox
        self._stack = stack
        self._console = Console()
        self._say = self._console.say
        self._processes = Processes(sandbox.data, say=self._say)
        self._server: Server | None = None
        self._postgresql_port, *ports = free_ports(1 + len(sandbox.components), besides=sandbox.port)
        self._ports = dict(zip(sandbox.components, ports, strict=True))
        self._slots = asyncio.Semaphore(_AT_A_TIME)

    async def run(self) -> None:
        """Start all, wait, and stop all in order, whatever happens."""
        work = asyncio.create_task(self._work())
        self._on_signals(lambda: self._interrupt(work))
        try:
            await work
        except asyncio.CancelledError:
            self._say("Stopping")
        finally:
            await self._stop()

    def _interrupt(self, work: asyncio.Task[None]) -> None:
        self._on_signals(lambda: self._say("It is being stopped already; that takes half a minute at most"))
        work.cancel()

    def _on_signals(self, act: Callable[[], None]) -> None:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(sign, act)

    async def _work(self) -> None:
        for warning in self._stack.warnings:
            self._say(f"Warning: {warning}")
        await self._processes.end_leftovers()
        check_free(self._sandbox.port)
        gateway = caddy.command()  # before all that it would be in vain for
        environments = self._environments(self._start_postgresql())
        await _together(self._configure(name, env) for name, env in environments.items())
        await _together([self._make_portal(), *(self._start(name, env) for name, env in environments.items())])
        await self._start_gateway(gateway)
        await self._load_demo()
        self._greet()
        await self._processes.watch()

    def _start_postgresql(self) -> Databases:
        if url := os.environ.get("DATABASE_URL"):
            return self._installed_postgresql(url)
        log = self._processes.log("postgresql")
        self._server = server = Server(self._sandbox.data, log=log, port=self._postgresql_port)
        self._processes.keep_started("postgresql", server.start)
        self._say(f"PostgreSQL runs on port {server.port}")
        return server

    def _installed_postgresql(self, url: str) -> Databases:
        try:
            with psycopg.connect(url, connect_timeout=10) as connection:
                version = connection.info.server_version // 10_000
        except psycopg.Error as error:
            raise Fault(f"The PostgreSQL of DATABASE_URL cannot be used: {str(error).strip()}") from error
        if version < _OLDEST_POSTGRESQL:
            raise Fault(f"The PostgreSQL of DATABASE_URL is {version}; Meent needs {_OLDEST_POSTGRESQL} or newer.")
        self._say(f"PostgreSQL {version} of DATABASE_URL is used")
        return Databases(url)

    def _environments(self, databases: Databases) -> dict[str, Mapping[str, str]]:
        """Make the databases that are not there, and return the environment of each component."""
        try:
            made = [name for name in self._sandbox.components if databases.create_database(f"meent_{name}")]
        except psycopg.Error as error:
            raise Fault(f"The databases cannot be made: {str(error).strip()}") from error
        if made:
            self._say(f"Databases made for {', '.join(made)}")
        direct = {"DIRECT": " ".join(f"{name}=http://127.0.0.1:{port}" for name, port in self._ports.items())}
        return {
            name: direct | self._sandbox.environment_of(name, databases.url_for(f"meent_{name}"))
            for name in self._sandbox.components
        }

    async def _configure(self, name: str, env: Mapping[str, str]) -> None:
        async with self._slots:
            manage = self._sandbox.folder(name) / "manage.py"
            await self._processes.run(
                f"{name}-configure", [sys.executable, manage, "configure"], env, self._sandbox.root
            )
        self._say(f"{name} is configured")

    async def _start(self, name: str, env: Mapping[str, str]) -> None:
        port = self._ports[name]
        threads = ["--blocking-threads", str(THREADS + TRANSFERS)]
        options = ["--interface", "wsgi", "--http", "1", "--no-ws", "--workers", "1", *threads]
        where = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "--no-access-log"]
        api: list[str | Path] = [sys.executable, "-m", "granian", *options, *where, f"{name}.wsgi:application"]
        worker: list[str | Path] = [sys.executable, self._sandbox.folder(name) / "manage.py", "worker"]
        self._processes.keep(f"{name}-api", api, env, self._sandbox.root)
        self._processes.keep(f"{name}-worker", worker, env, self._sandbox.root)
        await self._processes.ready(f"{name}-api", port=port, path="/readyz")
        self._say(f"{name} is ready")

    async def _start_gateway(self, command: list[str | Path]) -> None:
        box = self._sandbox
        told = caddy.environment(port=box.port, upstreams=self._ports, portal=box.portal, folder=box.caddy)
        self._processes.keep("caddy", command, os.environ | told, box.root)
        await self._processes.ready("caddy", port=box.port, path="/.well-known/security.txt", seconds=20)
        self._say(f"The gateway answers on {box.address}")

    async def _make_portal(self) -> None:
        await self._run_module("gateway.portal", self._sandbox.portal)
        self._say("The portal is made")

    async def _load_demo(self) -> None:
        if self._sandbox.has_demo:
            await self._run_module("gateway.demo", self._sandbox.address, shown=True)

    async def _run_module(self, module: str, argument: str | Path, *, shown: bool = False) -> None:
        name = module.rpartition(".")[2]
        command = [sys.executable, "-m", module, argument]
        await self._processes.run(name, command, self._sandbox.environment, self._sandbox.root, shown=shown)

    def _greet(self) -> None:
        box = self._sandbox
        lines = ["", f"The portal:  {box.address}/", f"The logs:    {box.logs}", "To stop:     Ctrl-C", ""]
        if "zaken" in box.components:
            lines += [*tokens.first_call(box, self._stack), ""]
        self._console.show("\n".join(lines))

    async def _stop(self) -> None:
        await self._processes.stop("caddy", seconds=5)
        await self._processes.stop("-api", seconds=10)
        await self._processes.stop("-worker", seconds=10)
        self._processes.release("postgresql")
        if self._server:
            self._server.stop()
        self._say("Stopped")


async def _together(works: Iterable[Coroutine[None, None, None]]) -> None:
    """Do all at once; when one fails the others are cancelled, and its exception is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
