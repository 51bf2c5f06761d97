# SPDX-License-Identifier: EUPL-1.2
"""Tell who started the launcher what it does."""

import os
import sys
import time


class Console:
    """Says lines with the seconds since the start."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def say(self, line: str) -> None:
        """Print one line at once, after the seconds that have passed."""
        self.show(f"{time.monotonic() - self._start:7.1f} s  {line}")

    def show(self, text: str) -> None:
        """Print text as it is."""
        try:
            print(text, flush=True)
        except OSError:
            # Who listened is gone (a closed terminal, the end of a pipe); what runs must still be ended in order.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
