# SPDX-License-Identifier: EUPL-1.2
"""A RabbitMQ of a test's own, which may be killed: its own node, ports, data and cookie, and its own epmd.

That of the machine is not touched, and neither root nor an account for it is needed.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway import child
from gateway.ports import free_ports

NEEDED = "MEENT_NEEDS_BROKER"  #: set where a missing broker is a failure: in .ci/run
_FOLDERS = ("/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin", "/opt/homebrew/sbin", "/usr/local/sbin")


def find() -> Path | None:
    """The folder with RabbitMQ's own scripts: what packages put on PATH wants to run as an account of theirs."""
    for folder in map(Path, _FOLDERS):
        if (folder / "rabbitmq-server").exists():
            return folder
    found = shutil.which("rabbitmq-server")
    return Path(found).resolve().parent if found and shutil.which("erl") else None


def require() -> None:
    """Skip the test where there is no RabbitMQ, and say so; fail where it has to be there (MEENT_NEEDS_BROKER)."""
    if find() is None:
        said = "rabbitmq-server is not installed: what needs a broker was not tried"
        if os.environ.get(NEEDED):
            pytest.fail(said)
        pytest.skip(said)


class Broker:
    """A RabbitMQ on loopback with its data in `folder`; it ends with the process that started it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self._dist, self._epmd_port = free_ports(3)
        self._node = f"meent-{self.port}@localhost"
        self._server: subprocess.Popen[bytes] | None = None
        self._epmd: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "plugins").write_text("[].")
        (folder / "empty.conf").touch()
        # The first start of a broker makes this account; the alarm is for the tests that want one.
        (folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\ndefault_user = meent\ndefault_pass = of-the-tests\n"
            "disk_free_limit.absolute = 1MB\n"
        )

    @property
    def url(self) -> str:
        """What AMQP_URL is set to."""
        return self.url_at(self.port)

    def url_at(self, port: int) -> str:
        """The same by way of another port."""
        return f"amqp://meent:of-the-tests@127.0.0.1:{port}/%2F"

    @property
    def _environment(self) -> dict[str, str]:
        folder = str(self.folder)
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("RABBITMQ_", "ERL_"))}
        return ours | {
            "HOME": folder,  # of the cookie
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self._node,
            "RABBITMQ_DIST_PORT": str(self._dist),
            "RABBITMQ_MNESIA_BASE": f"{folder}/data",
            "RABBITMQ_LOG_BASE": f"{folder}/log",
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq",
            "RABBITMQ_CONF_ENV_FILE": f"{folder}/empty.conf",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 2",
            # Its script is then replaced by the server, so that a signal meets that.
            "RABBITMQ_ALLOW_INPUT": "true",
        }

    def start(self) -> None:
        """Start it, and wait until it answers."""
        folder = find()
        assert folder is not None
        with (self.folder / "output").open("ab") as output:

            def run(*words: str | Path) -> subprocess.Popen[bytes]:
                return child.start(
                    words, output=output, env=self._environment, folder=self.folder, at_parent_death=signal.SIGKILL
                )

            if self._epmd is None:
                epmd = shutil.which("epmd")
                assert epmd, "epmd comes with Erlang"
                self._epmd = run(epmd, "-relaxed_command_check")
                _wait(lambda: _listens(self._epmd_port), 30)
            self._server = run(folder / "rabbitmq-server", "-noinput")
        _wait(self._answers, 120)

    def _answers(self) -> bool:
        assert self._server is not None
        if self._server.poll() is not None:
            raise AssertionError((self.folder / "output").read_text()[-3000:])
        return _listens(self.port)

    def control(self, *words: str) -> str:
        """Run rabbitmqctl; what it says."""
        folder = find()
        assert folder is not None
        command = [folder / "rabbitmqctl", "--quiet", *words]
        done = subprocess.run(  # noqa: S603
            command, env=self._environment, cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def kill(self) -> None:
        """kill -9."""
        assert self._server is not None
        _end(self._server)

    def pause(self) -> None:
        """Have it take connections and answer nothing: the kernel does the first, and it is stopped."""
        assert self._server is not None
        os.killpg(self._server.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Have it answer again."""
        assert self._server is not None
        os.killpg(self._server.pid, signal.SIGCONT)

    def remove(self) -> None:
        """End all of it."""
        for process in (self._server, self._epmd):
            if process is not None:
                _end(process)
        shutil.rmtree(self.folder, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _wait(holds: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "RabbitMQ does not start"
        time.sleep(0.1)
