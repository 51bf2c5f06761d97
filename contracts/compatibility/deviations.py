# SPDX-License-Identifier: EUPL-1.2
"""The incompatibilities that were chosen: contracts/<component>/deviations.toml.

    [[deviation]]
    id = "C4"                          # the contradiction in the standard, or a short name of our own
    operation = "informatieobjecttype_create"    # an operationId, a list of them, or "*" for any
    at = "response 200"                # the location as the check prints it; * stands for any run of characters
    kind = "missing"                   # optional: the word after the location; without it every kind
    reason = "Clients rely on 201."    # why, for who reads the contract

What the check prints is `<component> <operationId> <at>: <kind> <ours, official theirs>`. Every entry must excuse at
least one finding, a list of operations at least one each: else it is reported as stale, so that the list cannot rot.

What no OpenAPI file can show is a [[behaviour]], with id, operation and reason; it is for who reads it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .operations import Finding

REQUIRED = {"id", "operation", "at", "reason"}
OF_BEHAVIOUR = {"id", "operation", "reason"}
OPTIONAL = {"kind"}


class UnusableDeviations(Exception):
    """A deviations.toml that does not follow the format; the message names file, entry and fault."""


@dataclass(frozen=True)
class Deviation:
    """One entry of deviations.toml. Like an entry it is itself, also when another one says the same."""

    id: str
    operations: tuple[str, ...]
    at: str
    kind: str | None

    def excuses(self, finding: Finding) -> bool:
        """Whether this finding was chosen."""
        place = ".*".join(re.escape(part) for part in self.at.split("*"))
        return (
            ("*" in self.operations or finding.operation in self.operations)
            and re.fullmatch(place, finding.at) is not None
            and self.kind in (None, finding.kind)
        )

    def stale(self, excused: Iterable[Finding]) -> list[str]:
        """The operations (or "*") for which this entry excuses none of these findings."""
        matched = {finding.operation for finding in excused if self.excuses(finding)}
        return [name for name in self.operations if not (matched if name == "*" else name in matched)]


def load_deviations(path: Path) -> list[Deviation]:
    """The entries of a file; none when there is no file. Raises UnusableDeviations."""
    if not path.exists():
        return []
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableDeviations(f"{path}: {error}") from error
    if content.keys() - {"deviation", "behaviour"} or not all(
        isinstance(entries, list) for entries in content.values()
    ):
        raise UnusableDeviations(f"{path}: expected [[deviation]] and [[behaviour]] entries and nothing else.")
    for number, entry in enumerate(content.get("behaviour", []), start=1):
        _operations(f"{path}: behaviour {number}", entry, OF_BEHAVIOUR, set())
    return [_entry(path, number, entry) for number, entry in enumerate(content.get("deviation", []), start=1)]


def _entry(path: Path, number: int, entry: Any) -> Deviation:
    operations = _operations(f"{path}: deviation {number}", entry, REQUIRED, OPTIONAL)
    return Deviation(entry["id"], operations, entry["at"], entry.get("kind"))


def _operations(where: str, entry: Any, required: set[str], optional: set[str]) -> tuple[str, ...]:
    """The operations that an entry is about, once it has what it must have and nothing else."""
    if not isinstance(entry, dict) or entry.keys() - required - optional or required - entry.keys():
        may = f", may have {', '.join(sorted(optional))}," if optional else ""
        raise UnusableDeviations(f"{where} must have {', '.join(sorted(required))}{may} and nothing else.")
    operation = entry["operation"]
    operations = tuple(operation) if isinstance(operation, list) else (operation,)
    texts = [*operations, *(value for key, value in entry.items() if key != "operation")]
    if not operations or not all(isinstance(text, str) and text.strip() for text in texts):
        raise UnusableDeviations(f"{where} ({entry['id']}): every value must be a text that is not empty.")
    return operations


def unlisted(findings: Iterable[Finding], deviations: Iterable[Deviation]) -> list[Finding]:
    """The findings that no deviation excuses."""
    known = list(deviations)
    return [finding for finding in findings if not any(deviation.excuses(finding) for deviation in known)]
