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
    for tool in ("cat", "chmod", "cksum", "cp", "dirname", "env", "mkdir", "rm", "sed", "sort", "tr"):
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


PYTHON = """#!/bin/sh
case "$*" in
    -c*) echo 3.13.0 ;;
    "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
    "-m pip config list") cat "$PIP_FILE" 2>/dev/null ;;
    "-m pip install "*)
        env >pip.env
        [ -z "${NO_PIP:-}" ] || exit 1
        printf '#!/bin/sh\\nenv >uv.env\\nexit ${NO_UV:-0}\\n' >.venv/bin/uv; chmod +x .venv/bin/uv ;;
esac
"""


@pytest.fixture
def install(machine):
    """Make an environment with an interpreter and tools that only note what they are told; the result and the notes."""
    path = machine / "bin" / "python3"
    path.write_text(PYTHON)
    path.chmod(0o755)

    def run(**settings):
        told = {"PATH": str(machine / "bin"), "HOME": str(machine / "home"), **settings}
        words = ["/bin/sh", machine / "checkout" / "scripts" / "env.sh"]
        done = subprocess.run(words, check=False, env=told, capture_output=True, text=True)
        notes = [machine / "checkout" / f"{tool}.env" for tool in ("pip", "uv")]
        return done, *(dict(line.partition("=")[::2] for line in read(note)) for note in notes)

    return run


def read(path):
    return path.read_text().splitlines() if path.exists() else []


def test_uv_trusts_what_the_machine_trusts_and_takes_over_the_indexes_of_pip(install):
    done, _, uv = install(PIP_INDEX_URL="https://een.test/simple", PIP_EXTRA_INDEX_URL="https://b.test https://c.test")
    assert (done.returncode, done.stderr) == (0, "")
    assert uv["UV_SYSTEM_CERTS"] == "true"
    assert uv["UV_DEFAULT_INDEX"] == "https://een.test/simple"
    assert (uv["UV_INDEX"], uv["UV_INDEX_STRATEGY"]) == ("https://b.test https://c.test", "unsafe-best-match")


def test_the_files_of_pip_count_as_its_environment_does(install, machine):
    (machine / "pip").write_text(
        "global.cert='/etc/proxy.pem'\nglobal.extra-index-url='\\nhttps://b.test\\nhttps://c.test'\n"
        "global.index-url='https://een.test/simple'\nglobal.trusted-host='een.test'\n"
    )
    _, pip, uv = install(PIP_FILE=str(machine / "pip"))
    assert (uv["UV_DEFAULT_INDEX"], uv["UV_INDEX"]) == ("https://een.test/simple", "https://b.test https://c.test")
    assert (uv["SSL_CERT_FILE"], pip["PIP_CERT"], uv["UV_INSECURE_HOST"]) == (
        "/etc/proxy.pem",
        "/etc/proxy.pem",
        "een.test",
    )


def test_what_uv_is_told_itself_stands(install):
    own = {"UV_DEFAULT_INDEX": "https://uv.test", "UV_SYSTEM_CERTS": "false"}
    _, _, uv = install(PIP_INDEX_URL="https://een.test", **own)
    assert own.items() <= uv.items()
    assert "UV_INDEX" not in uv


def test_a_machine_of_which_nothing_is_told_gets_no_index(install):
    _, pip, uv = install()
    assert not {"UV_DEFAULT_INDEX", "UV_INDEX", "SSL_CERT_FILE", "PIP_CERT", "UV_INSECURE_HOST"} & {*pip, *uv}


@pytest.mark.parametrize("tool", ["NO_PIP", "NO_UV"])
def test_packages_that_cannot_be_fetched_are_one_sentence_that_says_what_to_set(install, tool):
    done, *_ = install(**{tool: "1"})
    assert done.returncode == 1
    assert done.stderr.startswith("The packages cannot be fetched: behind a proxy, name it in HTTPS_PROXY")
    assert done.stderr.count("\n") == 1
