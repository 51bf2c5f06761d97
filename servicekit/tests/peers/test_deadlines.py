# SPDX-License-Identifier: EUPL-1.2
"""A call is cut when its time is over, in whatever process it is made."""

import subprocess
import sys

_IN_A_FORK = """
import os, socket, warnings
from servicekit.peers.deadlines import Watch

def is_cut():
    ours, theirs = socket.socketpair()
    watch = Watch()
    with watch.within(0.05):
        watch.over(ours)
        return ours.recv(1) == b""

assert not {before} or is_cut()
warnings.simplefilter("ignore")  # that other threads are not there in the fork
child = os.fork()
if not child:
    os._exit(0 if is_cut() else 1)
assert os.waitpid(child, 0)[1] == 0
"""


def _run(*, before):
    code = _IN_A_FORK.format(before=before)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)


def test_a_fork_of_a_process_that_has_called_nobody_cuts_its_calls():
    done = _run(before=False)
    assert done.returncode == 0, done.stderr


def test_a_fork_of_a_process_that_has_called_cuts_its_calls():
    done = _run(before=True)
    assert done.returncode == 0, done.stderr
