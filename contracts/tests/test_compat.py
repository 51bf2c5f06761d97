# SPDX-License-Identifier: EUPL-1.2
"""The command: what it prints and its exit status; and the official files, which are compatible with themselves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from compatibility.documents import Document
from compatibility.operations import compare_operations
from compatibility.report import OFFICIAL, main, official_operations

STANDARDS = os.environ.get("ZGW_STANDARDS")
COMPAT = Path(__file__).parents[1] / "compat.py"


def operation(name, schema):
    content = {"application/json": {"schema": {"type": "object", "properties": {"status": {"type": schema}}}}}
    return {"operationId": name, "responses": {"201": {"content": content}}}


@pytest.fixture
def run(document, tmp_path, monkeypatch):
    """Runs the command on an official document with two operations and a contract with one of them."""
    standards, contracts = tmp_path / "standards", tmp_path / "contracts"

    def compare(status="string", deviations="", arguments=("zaken",)):
        official = {"post": operation("zaak_create", "string"), "get": operation("zaak_list", "string")}
        document({"/zaken": official}, path=standards / "zaken.yaml")
        document({"/zaken": {"post": operation("zaak_create", status)}}, path=contracts / "zaken" / "openapi.yaml")
        (contracts / "zaken" / "deviations.toml").write_text(deviations)
        monkeypatch.setenv("ZGW_STANDARDS", str(standards))
        return main(arguments, contracts)

    return compare


DEVIATION = """
[[deviation]]
id = "eigen"
operation = "zaak_create"
at = "response 201 body.status"
reason = "Een test."
"""


def test_a_compatible_contract_passes_and_what_is_not_there_yet_is_named(run, capsys):
    assert run() == 0
    assert capsys.readouterr().out.splitlines() == [
        "zaken: 1 of 2 official operations there; 0 findings, 0 more are listed deviations; 0 stale deviations",
        "  not there yet: zaak_list",
    ]


def test_an_unlisted_finding_fails(run, capsys):
    assert run(status="integer") == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        "zaken zaak_create response 201 body.status: type integer, official string",
        "zaken: 1 of 2 official operations there; 1 findings, 0 more are listed deviations; 0 stale deviations",
    ]


def test_a_listed_finding_passes(run, capsys):
    assert run(status="integer", deviations=DEVIATION) == 0
    assert "0 findings, 1 more are listed deviations; 0 stale" in capsys.readouterr().out


def test_a_stale_deviation_fails(run, capsys):
    assert run(deviations=DEVIATION) == 1
    printed = capsys.readouterr().out
    assert "zaken deviation eigen matches nothing: zaak_create response 201 body.status" in printed


def test_a_component_without_a_contract_is_wholly_not_there_yet(run, document, tmp_path, capsys):
    document({"/besluiten": {"get": operation("besluit_list", "string")}}, path=tmp_path / "standards/besluiten.yaml")
    assert run(arguments=("zaken", "besluiten")) == 0
    assert capsys.readouterr().out.endswith("  no contract yet\n  not there yet: besluit_list\n")


def test_of_the_newer_catalogi_file_only_the_named_operation_counts(document, tmp_path):
    document({"/a": {"get": operation("a_list", "string")}}, path=tmp_path / "catalogi.yaml")
    newer = {"delete": operation("catalogus_destroy", "string"), "get": operation("b_list", "string")}
    document({"/b": newer}, path=tmp_path / "catalogi-1.4.0.yaml")
    assert [each.id for each in official_operations("catalogi", tmp_path)] == ["a_list", "catalogus_destroy"]


def test_without_official_files_it_says_so(run, monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("ZGW_STANDARDS", raising=False)
    assert main(["zaken"], tmp_path) == 2
    assert capsys.readouterr().err.startswith("Set ZGW_STANDARDS to the folder with the official OpenAPI files")


def test_a_missing_official_file_is_named(run, capsys):
    assert run(arguments=("zaken", "besluiten")) == 2
    assert "besluiten.yaml cannot be read" in capsys.readouterr().err


def test_comparing_nothing_is_no_success(run, capsys):
    assert run(arguments=("besluiten",)) == 2
    assert capsys.readouterr().err.startswith("There is no contract to compare in ")


def test_a_broken_deviations_file_is_named(run, capsys):
    assert run(deviations="[[") == 2
    assert "deviations.toml" in capsys.readouterr().err


def test_an_unknown_component_is_refused(run, capsys):
    with pytest.raises(SystemExit) as stop:
        run(arguments=("zaak",))
    assert stop.value.code == 2
    assert "no such component: zaak" in capsys.readouterr().err


def test_the_script_runs_from_any_folder(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "ZGW_STANDARDS"}
    done = subprocess.run(
        [sys.executable, str(COMPAT)], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Set ZGW_STANDARDS")


@pytest.mark.skipif(not STANDARDS, reason="ZGW_STANDARDS is not set: the official files are no part of the project")
@pytest.mark.parametrize("component", OFFICIAL)
def test_an_official_file_is_compatible_with_itself(component):
    official = official_operations(component, Path(STANDARDS))
    for name, only in OFFICIAL[component]:
        ours = Document(Path(STANDARDS) / name)
        of_this_file = [each for each in official if each.document.path == ours.path]
        result = compare_operations(ours, of_this_file)
        # Some official files are 3.0.0 themselves; that ours are 3.0.3 is no matter of this test.
        assert [str(finding) for finding in result.findings if finding.operation != "document"] == []
        assert result.absent == []
        assert only in (None, *result.present)
