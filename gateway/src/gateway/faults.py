# SPDX-License-Identifier: EUPL-1.2
"""Put what can go wrong with a sandbox in one sentence for who started it."""

import errno


class Fault(Exception):
    """The sandbox cannot go on; the message is one clear sentence that says what to do."""


def sentence(error: OSError) -> str:
    """Say in one sentence what the operating system refused, and on which file."""
    where = f" ({error.filename})" if error.filename else ""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"The disk is full{where}: make room, or choose another folder with DATA=."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"No permission to write{where}: choose another folder with DATA=."
        case errno.EMFILE | errno.ENFILE:
            return f"Too many open files{where}: raise the limit (ulimit -n)."
        case errno.ENOMEM:
            return "There is not enough memory to start another process."
    return f"{error.strerror or error}{where}."
