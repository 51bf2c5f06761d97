# SPDX-License-Identifier: EUPL-1.2
import base64

import pytest

from gateway.faults import Fault
from gateway.sandbox import Sandbox
from servicekit.stack import load


@pytest.fixture
def sandbox(checkout):
    return Sandbox(root=checkout, data=checkout / "data")


def test_the_components_are_those_of_the_checkout(sandbox):
    assert sandbox.components == ["zaken", "catalogi"]


def test_secrets_are_made_once_and_are_nobody_elses(sandbox):
    sandbox.make_folders()
    sandbox.make_secrets()
    first = (sandbox.secrets / "zaken").read_text()
    sandbox.make_secrets()
    assert (sandbox.secrets / "zaken").read_text() == first
    assert len(bytes.fromhex(first)) == 32
    assert (sandbox.secrets / "zaken").stat().st_mode & 0o777 == 0o600
    assert (sandbox.secrets / "catalogi").read_text() != first


def test_an_encryption_key_is_made_once_that_the_example_takes(sandbox):
    sandbox.make_folders()
    sandbox.make_secrets()
    path = sandbox.secrets / "encryption"
    first = path.read_text()
    sandbox.make_secrets()
    assert path.read_text() == first
    assert path.stat().st_mode & 0o777 == 0o600
    environ = sandbox.environment
    (key,) = load(Sandbox().stack, environ, with_keys=True).encryption_keys
    assert key == base64.b64decode(first)


def test_a_full_disk_is_one_sentence(sandbox):
    sandbox.make_folders()
    with pytest.raises(Fault, match=r"^The disk of .* is full: .* make room, or choose another folder with DATA=\.$"):
        sandbox.check_space(least=10**12)


def test_a_component_gets_its_own_database_and_not_the_wait_function_of_another(sandbox, monkeypatch):
    monkeypatch.setenv("PSYCOPG_WAIT_FUNC", "wait_select")
    told = sandbox.environment_of("zaken", "postgresql://database-of-zaken")
    assert told["DATABASE_URL"] == "postgresql://database-of-zaken"
    assert told["PORT"] == "8000"
    assert "PSYCOPG_WAIT_FUNC" not in told


def test_removing_takes_only_what_is_the_sandboxs(sandbox):
    sandbox.make_folders()
    with sandbox.held():
        pass
    (sandbox.data / "notes.txt").write_text("mine")
    sandbox.remove()
    assert [path.name for path in sandbox.data.iterdir()] == ["notes.txt"]


def test_a_folder_without_a_sandbox_is_left_alone(sandbox):
    sandbox.data.mkdir()
    (sandbox.data / "documents").mkdir()
    with pytest.raises(Fault, match="There is no sandbox in"):
        sandbox.remove()
    assert (sandbox.data / "documents").is_dir()


def test_a_sandbox_that_runs_is_not_removed(sandbox):
    sandbox.make_folders()
    with sandbox.held(), pytest.raises(Fault, match="is in use: stop it first"):
        sandbox.remove()
    assert sandbox.secrets.is_dir()
