# SPDX-License-Identifier: EUPL-1.2
"""What the launcher tells who started it."""

import time


class Console:
    """Says lines with the seconds since the start."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def say(self, line: str) -> None:
        """Print one line at once, after the seconds that have passed."""
        print(f"{time.monotonic() - self._start:7.1f} s  {line}", flush=True)
