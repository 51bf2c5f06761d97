# SPDX-License-Identifier: EUPL-1.2
import subprocess
import sys

PROGRAM = """
import os, sys
from gateway.console import Console

reader, writer = os.pipe()
os.dup2(writer, 1)
os.close(reader)
for line in ("first", "second"):
    Console().say(line)
print("it went on", file=sys.stderr)
"""


def test_a_launcher_whose_console_went_away_goes_on():
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "it went on\n")
