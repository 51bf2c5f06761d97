# SPDX-License-Identifier: EUPL-1.2
"""What takes a moment elsewhere."""

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], bool], seconds: float = 40) -> None:
    """Wait until it holds, which in the worst case takes as long as a component looks for its rights by itself."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.05)
