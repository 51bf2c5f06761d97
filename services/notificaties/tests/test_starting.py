# SPDX-License-Identifier: EUPL-1.2
"""Whether notificaties starts at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SERVICE = Path(__file__).parents[1]
STACK = Path(os.environ["STACK"])


@pytest.fixture
def start(tmp_path):
    """Start it with the stack of the tests, changed; what it says when it ends by itself."""

    def run(command, text):
        (tmp_path / "stack.yaml").write_text(text)
        given = os.environ | {"STACK": str(tmp_path / "stack.yaml"), "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(command, check=False, cwd=SERVICE, env=given, capture_output=True, text=True, timeout=120)

    return run


@pytest.mark.parametrize(
    "command", [["manage.py", "configure"], ["manage.py", "worker"], ["-c", "import notificaties.wsgi"]]
)
def test_without_an_encryption_key_it_does_not_start_and_says_what_to_do(start, command):
    line = "encryption_keys: [{env: TEST_KEY}]"
    before, keyless = STACK.read_text(), STACK.read_text().replace(line, "")
    assert keyless != before
    ended = start([sys.executable, *command], keyless)
    assert ended.returncode != 0
    assert "encryption_keys: missing; " in ended.stderr
    assert "`openssl rand -base64 32 > secrets/encryption`" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_with_one_it_does(start):
    assert start([sys.executable, "-c", "import notificaties.wsgi"], STACK.read_text()).returncode == 0
