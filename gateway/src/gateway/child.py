# SPDX-License-Identifier: EUPL-1.2
"""Start a process that ends when the one that started it does.

Run as a script it is the wrapper that each child starts in: it gives up root where asked, ties itself to its parent
and becomes the command. (subprocess has `preexec_fn` for this, which is unsafe beside threads; and the kernel forgets
PR_SET_PDEATHSIG when the user changes, so the order matters.)
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1


def start(
    command: Sequence[str | Path],
    *,
    output: IO[bytes] | None,
    env: Mapping[str, str],
    folder: Path,
    account: tuple[int, int] | None = None,
    at_parent_death: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` in `folder`, as (uid, gid) `account` if given, in a process group of its own.

    Both its outputs go to `output`, or to ours if that is None. On Linux it gets the signal `at_parent_death` when
    the *thread* that called this ends: call it from one that lives as long as the child may. Raises OSError.
    """
    uid, gid = account or (-1, -1)
    wrapper = [sys.executable, "-I", "-S", __file__, str(os.getpid()), str(int(at_parent_death)), str(uid), str(gid)]
    return subprocess.Popen(  # noqa: S603 - the commands are the launcher's own
        [*wrapper, *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        env=dict(env),
        cwd=folder,
        start_new_session=True,
    )


def _become(parent: int, death_signal: int, uid: int, gid: int, command: list[str]) -> None:
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit("The process that started this one has ended.")
    try:
        os.execvp(command[0], command)  # noqa: S606 - as above
    except OSError as error:
        sys.exit(f"{command[0]} cannot be started: {error.strerror}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:5]]
    _become(numbers[0], numbers[1], numbers[2], numbers[3], sys.argv[5:])
