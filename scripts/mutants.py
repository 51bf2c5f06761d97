# SPDX-License-Identifier: EUPL-1.2
"""Break rules and actions one line at a time, and say what no test notices (ADR 0027). Called by `make mutants`.

All rules, each against the test of its name; and the actions that changed since the base, or all of them, each line
against those tests of its component that run it. Fails below the limits, and when docs/reference/mutants.toml, which
says why a survivor may be one, names a mutant that is killed.
"""

import argparse
import gc
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from itertools import groupby
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import CodeType, FunctionType

import hypothesis
import pytest
from mutations import END, Mutant, mutants_of

from gateway import postgres
from servicekit.testing import fixtures
from servicekit.testing.plugin import make_database

ROOT = Path(__file__).parents[1]
ACCEPTED = ROOT / "docs" / "reference" / "mutants.toml"
LIMITS = {"rules": 95, "actions": 90}  #: % killed of those that are not accepted
WORKERS = 2
FORK = get_context("fork")  #: a child has read pytest already
CRASHED = 70  #: the exit code of a fork in which something else failed than a test
PATIENCE = 60  #: seconds that tests may take longer with a mutant than without; one that loops is killed then
#: a rule's test asks for no plugin, configuration or conftest; without them it starts in a tenth of the time
PURE = ["-c", os.devnull, f"--rootdir={ROOT}", "--noconftest", "--import-mode=importlib", "-W", "error"]
#: hypothesis was imported here, before pytest could rewrite its asserts
WHOLE = ["-p", "no:xdist", "--hypothesis-seed=0", "-W", "ignore::pytest.PytestAssertRewriteWarning"]


@dataclass(frozen=True, kw_only=True)
class Run:
    """Tests to be run in a child process; without a mutant, to see that they pass."""

    arguments: list[str]
    environment: dict[str, str]
    mutant: Mutant | None = None
    seconds: float = 1800
    tests: list[str] = field(default_factory=list)
    plugins: list[object] = field(default_factory=list)

    def be(self, slot: int) -> None:
        """Be the child in that slot, which has a database of its own; a signal ends it when it takes too long."""
        signal.alarm(int(self.seconds))
        os.environ |= self.environment | {"PYTEST_XDIST_WORKER": f"mutant{slot}"}
        if self.mutant:
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            sys.meta_path.insert(0, Broken(self.mutant))
        arguments = ["-q", "-x", "-p", "no:cacheprovider", *self.arguments, *self.tests]
        os._exit(pytest.main(arguments, plugins=self.plugins))


class Broken(SourceFileLoader):
    """Finds and loads the module of a mutant; stands first on sys.meta_path."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.path.relative_to(ROOT).with_suffix("").parts  # services, zaken, src, zaken, rules, zrc_...
        super().__init__(".".join(parts[3:]), str(mutant.path))
        self.code = mutant.code

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        """The finder's part."""
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        """The loader's part."""
        return self.code


class Recorder:
    """A pytest plugin that writes which tests run which lines of the files, and how long each test takes."""

    def __init__(self, files: Iterable[Path], into: Path) -> None:
        self.files, self.into = {str(file) for file in files}, into
        self.lines: set[tuple[str, int]] = set()
        self.tests: list[tuple[float, str, list[tuple[str, int]]]] = []

    def pytest_configure(self) -> None:
        tool, events = sys.monitoring.COVERAGE_ID, sys.monitoring.events
        sys.monitoring.use_tool_id(tool, "mutants")
        sys.monitoring.register_callback(tool, events.LINE, self._line)
        sys.monitoring.set_events(tool, events.LINE)

    def _line(self, code: CodeType, line: int) -> object:
        if code.co_filename in self.files:
            self.lines.add((code.co_filename, line))
        return sys.monitoring.DISABLE  # until the next test

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.lines.clear()
        sys.monitoring.restart_events()
        began = time.monotonic()
        answer = yield
        self.tests.append((time.monotonic() - began, item.nodeid, sorted(self.lines)))
        return answer

    def pytest_sessionfinish(self) -> None:
        self.into.write_text(json.dumps(sorted(self.tests)))


class Nursery:
    """A pytest plugin that runs mutants in forks of a process that has collected all tests, and writes which may live.

    Django, the component and its tests are read once then. The code of functions is put in their place in the fork; a
    mutant of what is run when its module is read may live, as far as can be seen here.
    """

    def __init__(self, runs: list[Run], took: dict[str, float], into: Path) -> None:
        self.runs, self.took, self.into = runs, took, into
        self.failed = into.with_suffix(".failed")  #: there is the last test that failed
        self.why = into.with_suffix(".why")  #: and what it said
        self.committed = into.with_suffix(".committed")  #: is there when tests of a fork may have left rows
        self.committed.touch()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests as it is, then those of each mutant; first those that are fast or found another."""
        session.config.pluginmanager.unregister(name="terminalreporter")
        self.items = {item.nodeid: item for item in session.items}
        fixtures.make_database = self._make_database
        if not self._passes(session, Run(arguments=[], environment={}, tests=list(self.took))):
            raise pytest.UsageError(
                f"Fails as it is, when the fastest go first: {self.failed.read_text()}\n{self.why.read_text()}"
            )
        alive = []
        for index, run in enumerate(self.runs):
            if self._passes(session, run):
                alive.append(index)
            elif self.failed.exists():
                self.took[self.failed.read_text()] /= 2
        self.into.write_text(json.dumps(alive))
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test that failed says."""
        if report.failed:
            self.why.write_text("\n".join((report.longreprtext, report.capstdout, report.capstderr, report.caplog)))

    def _make_database(self, component: str, name: str) -> None:
        """Make the database anew, unless all that was done in it was rolled back."""
        if self.committed.exists():
            make_database(component, name)
            self.committed.unlink()

    def _passes(self, session: pytest.Session, run: Run) -> bool:
        self.failed.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            signal.alarm(int(run.seconds))
            code = CRASHED
            try:
                code = self._run(session, run)
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == -signal.SIGALRM:
            self.committed.touch()
        elif code not in (0, 1):
            raise pytest.UsageError(f"A fork of it crashed: {code}")
        return not code

    def _run(self, session: pytest.Session, run: Run) -> int:
        if run.mutant and not put_in_place(run.mutant):
            return 0
        items = [self.items[test] for test in sorted(run.tests, key=self.took.__getitem__)]
        for item, following in zip(items, [*items[1:], None], strict=True):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if "committed" in item.fixturenames:
                self.committed.touch()
            if session.testsfailed:
                self.failed.write_text(item.nodeid)
                return 1
        return 0


def put_in_place(mutant: Mutant) -> bool:
    """Give the functions of a module that was read the code of a mutant; whether one is broken, and all that should."""
    was = functions_in(compile(mutant.path.read_text(), str(mutant.path), "exec"))
    broken, now = False, functions_in(mutant.code)
    for each in gc.get_objects():  # by its type, since a lazy object says what it is only when it can be made
        if type(each) is FunctionType and each.__code__.co_filename == str(mutant.path):
            name = each.__code__.co_qualname, each.__code__.co_firstlineno
            code = now.get(name)
            if code is None or code.co_freevars != each.__code__.co_freevars:
                return False
            broken |= code != was[name]  # that which is in use may be marked by its use
            each.__code__ = code
    return broken


def functions_in(module: CodeType) -> dict[tuple[str, int], CodeType | None]:
    """The code of each function in a module, by its name and line; None where it is one of several."""
    found: dict[tuple[str, int], CodeType | None] = {}
    codes = [module]
    for code in codes:  # grows by what is in it
        for inner in (each for each in code.co_consts if isinstance(each, CodeType)):
            codes.append(inner)
            name = inner.co_qualname, inner.co_firstlineno
            found[name] = None if name in found else inner  # which of two lambdas in a line is which, nobody knows
    return found


def survivors(runs: Iterable[Run]) -> list[Mutant]:
    """The mutants with which the tests pass. Raises SystemExit when tests fail without one."""
    waiting, free, found = iter(runs), list(range(WORKERS)), []
    running: dict[int, tuple[Run, int, BaseProcess]] = {}
    while True:
        while free and (run := next(waiting, None)):
            slot = free.pop()
            child = FORK.Process(target=run.be, args=(slot,))
            child.start()
            running[child.sentinel] = run, slot, child
        if not running:
            return found
        for ended in connection.wait(running):
            run, slot, child = running.pop(ended)
            child.join()
            free.append(slot)
            if child.exitcode < 0 and child.exitcode != -signal.SIGALRM:
                raise SystemExit(f"Nothing can be said, since Python crashed: signal {-child.exitcode}")
            if run.mutant and not child.exitcode:
                found.append(run.mutant)
            elif not run.mutant and child.exitcode:
                raise SystemExit(f"Nothing can be said, since these tests fail as it is: {' '.join(run.arguments)}")


def survivors_of_rules(mutants: list[Mutant]) -> list[Mutant]:
    """The mutants that the test of the same name lets live."""
    runs, environment = [], {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for path, own in groupby(mutants, lambda each: each.path):
        arguments = [*PURE, str(path.parents[3] / "tests" / "rules" / f"test_{path.name}")]
        runs.append(Run(arguments=arguments, environment=environment))
        runs += [Run(arguments=arguments, environment=environment, mutant=each, seconds=PATIENCE) for each in own]
    return survivors(runs)


def survivors_of_actions(mutants: list[Mutant]) -> list[Mutant]:
    """The mutants that all tests of their component that run their line let live; the fastest test goes first."""
    paths = mutants[0].path.parents[3].glob("tests/**/test_*.py")
    tests = sorted(str(path) for path in paths if path.parent.name in ("actions", "api", "tests"))
    with tempfile.TemporaryDirectory(prefix="meent-mutants-") as folder, postgres.running(Path(folder)) as server:
        given = {"environment": {"TEST_SERVER": server.url, "TEST_FOLDER": folder}}
        record = Path(folder, "tests.json")
        recorder = Recorder({each.path for each in mutants}, record)
        survivors([Run(arguments=[*WHOLE, *tests], plugins=[recorder], **given)])
        runs, untested, recorded = [], [], json.loads(record.read_text())
        took = {test: seconds for seconds, test, _ in recorded}
        for each in mutants:
            ran = [test for _, test, lines in recorded if any(each.is_at(*line) for line in lines)]
            if not ran and each.last == END:
                ran = list(took)
            if ran:
                seconds = PATIENCE + 3 * sum(took[test] for test in ran)
                runs.append(Run(arguments=WHOLE, tests=ran, mutant=each, seconds=seconds, **given))
            else:
                untested.append(each)
        return untested + survivors(_may_live(runs, [*WHOLE, *tests], took, Path(folder)))


def _may_live(runs: list[Run], arguments: list[str], took: dict[str, float], folder: Path) -> Iterator[Run]:
    """The runs that pass in forks as well; what passes there is run once more, in a process that reads it anew."""
    if not runs:
        return
    shares = [(runs[nth::WORKERS], folder / f"alive-{nth}.json") for nth in range(WORKERS)]
    nurseries = [Nursery(own, dict(took), into) for own, into in shares]
    environment = runs[0].environment
    survivors([Run(arguments=arguments, environment=environment, seconds=0, plugins=[each]) for each in nurseries])
    for own, into in shares:
        yield from (own[index] for index in json.loads(into.read_text()))


def changed_since(base: str | None) -> set[Path]:
    """The files that differ from a commit: that where this branch left origin/main or main, else the one before."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()  # noqa: S603, S607

    if not base:
        mains = git("for-each-ref", "--format=%(refname)", "refs/remotes/origin/main", "refs/heads/main").split()
        left = [git("merge-base", "HEAD", main) for main in reversed(mains)]
        base = next((each for each in left if each != git("rev-parse", "HEAD")), "HEAD~1")
    new = git("ls-files", "--others", "--exclude-standard")
    return {ROOT / line for line in f"{git('diff', '--name-only', base)}\n{new}".splitlines()}


def within_limit(layer: str, component: str, mutants: list[Mutant], alive: list[Mutant]) -> bool:
    """Print the figures, and the survivors without a reason; whether they are within the limit."""
    entries = tomllib.loads(ACCEPTED.read_text()).get("accepted", [])
    named = {(ROOT / each["file"], each["in"], each["was"], each["now"]) for each in entries}
    accepted = [each for each in alive if each.name in named]
    counted = len(mutants) - len(accepted)
    percent = 100 * (len(mutants) - len(alive)) / counted if counted else 100
    print(
        f"{layer} of {component}: {percent:.1f} % of {counted} killed (limit {LIMITS[layer]}), {len(accepted)} accepted"
    )
    for each in sorted(set(alive) - set(accepted), key=lambda each: (each.path, each.first)):
        print(f"  {each.path.relative_to(ROOT)}:{each.line} in {each.inside!r}: was {each.was!r}, now {each.now!r}")
    stale = named & {each.name for each in mutants} - {each.name for each in alive}
    for path, *names in stale:
        print(f"  is killed, so {ACCEPTED.name} need not name it: {path.name} {names}")
    return percent >= LIMITS[layer] and not stale


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="all actions, and not only those that changed")
    parser.add_argument("--base", help="the commit since which actions have changed")
    parser.add_argument("files", nargs="*", type=Path, help="these only, in place of all rules and what changed")
    asked = parser.parse_args()
    hypothesis.settings.register_profile("mutants", deadline=None, derandomize=True, database=None)
    hypothesis.settings.load_profile("mutants")
    good = True
    for layer, survivors_of in (("rules", survivors_of_rules), ("actions", survivors_of_actions)):
        files = sorted(ROOT.glob(f"services/*/src/*/{layer}/*.py"))
        if asked.files or (layer == "actions" and not asked.all):
            only = {file.resolve() for file in asked.files} or changed_since(asked.base)
            files = [path for path in files if path in only]
        for component, own in groupby(files, lambda path: path.parents[1].name):
            if mutants := [mutant for path in own for mutant in mutants_of(path)]:
                good &= within_limit(layer, component, mutants, survivors_of(mutants))
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
