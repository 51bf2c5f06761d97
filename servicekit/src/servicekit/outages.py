# SPDX-License-Identifier: EUPL-1.2
"""Remember what cannot be written to, so that all processes of a component on one machine say the same of it.

An empty file in the folder for temporary files is the memory, and the process itself while that cannot be made either.
"""

import errno
import os
from hashlib import sha256
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection

_kept: set[Path] = set()


def remember(what: str, schema: str) -> None:
    """Remember that this, such as the `database`, cannot be written to for the municipality of the schema."""
    path = _path(what, schema)
    try:
        path.touch(mode=0o600)
        _kept.discard(path)
    except OSError as error:
        _kept.add(path)
        structlog.get_logger().warning("outage_not_shared", file=str(path), reason=_reason(error))


def is_known(what: str, schema: str) -> bool:
    """Tell whether any process remembers this, and none has made it forgotten since."""
    path = _path(what, schema)
    if path in _kept:
        remember(what, schema)  # the others know nothing of it yet
    return path in _kept or path.exists()


def forget(what: str, schema: str) -> None:
    """Have every process forget this, since it can be written to again."""
    path = _path(what, schema)
    _kept.discard(path)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        structlog.get_logger().warning("outage_not_forgotten", file=str(path), reason=_reason(error))


def _path(what: str, schema: str) -> Path:
    # Not tempfile.gettempdir(): on a full disk that takes another folder, in which the other processes do not look.
    folder = os.environ.get("TMPDIR") or "/tmp"  # noqa: S108
    # Other stacks on this machine have databases of their own.
    database = "|".join(str(connection.settings_dict[name]) for name in ("HOST", "PORT", "NAME"))
    stack = sha256(database.encode()).hexdigest()[:16]
    return Path(folder) / f"meent-{settings.COMPONENT.name}-{stack}-{schema}-{what}"


def _reason(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
