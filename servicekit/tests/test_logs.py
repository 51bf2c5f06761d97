# SPDX-License-Identifier: EUPL-1.2
import errno
import io

from servicekit.logs import _Output


class Full(io.BytesIO):
    """A stream to a disk that is full."""

    def write(self, _):
        raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_line_that_cannot_be_written_fails_nobody():
    output = _Output(Full())
    output.write(b"{}")
    output.flush()
