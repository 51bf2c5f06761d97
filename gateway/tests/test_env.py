# SPDX-License-Identifier: EUPL-1.2
"""How `make env` finds an interpreter; what it does with one is seen by every run of these tests."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "env.sh"


@pytest.fixture
def machine(tmp_path):
    """A machine of which each interpreter is a script, and only knows what `env.sh` asks."""
    scripts = tmp_path / "checkout" / "scripts"
    scripts.mkdir(parents=True)
    shutil.copy(SCRIPT, scripts)
    for lock in ("scripts/uv.lock.txt", "requirements.lock"):
        (tmp_path / "checkout" / lock).touch()
    for tool in ("cat", "cksum", "dirname", "rm", "sed", "sort", "tr"):
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def interpreter(path, version=""):
    """Put an interpreter there: one that fails as a shim of pyenv does, or one that knows its version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\nif [ "$1" = -c ]; then echo {version}; exit {0 if version else 127}; fi\nexit 9\n')
    path.chmod(0o755)


def env(machine, **settings):
    """Run the script and return what it said; it ends where the interpreter would have to be a real one."""
    words = ["/bin/sh", machine / "checkout" / "scripts" / "env.sh"]
    settings = {"PATH": str(machine / "bin"), "HOME": str(machine / "home"), **settings}
    done = subprocess.run(words, check=False, env=settings, capture_output=True, text=True)
    assert done.returncode != 0
    return done.stdout + done.stderr


def test_a_machine_without_an_interpreter_is_told_in_one_sentence(machine):
    said = env(machine)
    assert said.startswith("Meent needs Python 3.12 or newer")
    assert said.count("\n") == 1


def test_a_shim_that_does_not_run_is_passed_over(machine):
    interpreter(machine / "bin" / "python3.14")
    interpreter(machine / "bin" / "python3.12", "3.12.7")
    assert f"with Python 3.12.7 of {machine}/bin/python3.12\n" in env(machine)


def test_pyenv_gives_its_newest(machine):
    for version in ("3.9.18", "3.12.9", "3.13.2", "3.13.10"):
        interpreter(machine / "home" / ".pyenv" / "versions" / version / "bin" / "python", version)
    assert "with Python 3.13.10 of " in env(machine)


def test_pyenv_is_found_where_it_says_it_is(machine):
    interpreter(machine / "elsewhere" / "versions" / "3.12.1" / "bin" / "python", "3.12.1")
    assert "with Python 3.12.1 of " in env(machine, PYENV_ROOT=str(machine / "elsewhere"))


def test_the_interpreter_that_is_named_is_taken_or_refused(machine):
    interpreter(machine / "bin" / "python3", "3.12.0")
    interpreter(machine / "own" / "python", "3.13.0")
    assert f"of {machine}/own/python\n" in env(machine, PYTHON=str(machine / "own" / "python"))
    assert "found none at /nowhere/python" in env(machine, PYTHON="/nowhere/python")
