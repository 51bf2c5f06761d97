# SPDX-License-Identifier: EUPL-1.2
"""What the processes say of a first start: for whom they waited, and no failure."""

import json
import time

import pytest

from running.sandbox import started


@pytest.fixture
def logs(tmp_path):
    """What every process of a sandbox has logged once nobody waits for a neighbour any more."""
    with started(tmp_path / "data") as sandbox:
        deadline = time.monotonic() + 60
        while _waiting(lines := _lines(sandbox)) and time.monotonic() < deadline:
            time.sleep(0.5)
        yield lines


def _lines(sandbox):
    lines = []
    for path in sorted((sandbox.folder / "logs").glob("*-*.log")):
        for line in path.read_text().splitlines():
            if line.startswith("{"):
                lines.append(json.loads(line) | {"log": path.stem})
    return lines


def _waiting(lines):
    """(log, job, municipality) -> the neighbour that is still waited for."""
    waiting = {}
    for line in lines:
        key = line["log"], line.get("job"), line.get("municipality")
        if line["event"] == "waits_for_peer":
            assert key not in waiting, f"said twice: {line}"
            waiting[key] = line["peer"]
        elif line["event"] == "peer_is_there":
            assert waiting.pop(key) == line["peer"]
    return waiting


def test_a_clean_first_start_logs_no_failure_and_nobody_waits_for_ever(logs):
    assert any(line["event"] == "waits_for_peer" for line in logs)
    assert not _waiting(logs)
    failures = ("job_failed", "publish_failed", "listen_failed")
    assert [line for line in logs if line["event"] in failures or line.get("level") == "error"] == []
