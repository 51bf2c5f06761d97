# SPDX-License-Identifier: EUPL-1.2
"""The log files of the sandbox's processes."""

from pathlib import Path


def rotate(log: Path) -> None:
    """Move a log of an earlier start to `<name>.1`, over the one before it."""
    if log.exists():
        log.replace(log.with_name(log.name + ".1"))


def last_lines(log: Path, *, count: int = 10, after: int = 0) -> str:
    """Return the last lines of a log, indented, of those that begin after so many bytes."""
    with open(log, "rb") as file:
        file.seek(after)
        lines = file.read().decode(errors="replace").strip().splitlines()
    return "\n".join(f"    {line}" for line in lines[-count:]) or "    (it said nothing)"
