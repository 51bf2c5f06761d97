# SPDX-License-Identifier: EUPL-1.2
"""One holder of a folder at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.faults import Fault


@contextmanager
def held(path: Path, *, otherwise: str) -> Iterator[None]:
    """Hold the lock file `path`; raises Fault with the sentence `otherwise` when another process holds it.

    The kernel frees it when the holder ends, also after kill -9; it is not inherited by children.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Fault(otherwise) from None
        yield
    finally:
        os.close(descriptor)
