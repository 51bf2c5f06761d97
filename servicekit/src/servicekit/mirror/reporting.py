# SPDX-License-Identifier: EUPL-1.2
"""Report that another component has not what it should have."""

from collections.abc import Iterator
from contextlib import contextmanager

from servicekit.mirror.store import Unusable
from servicekit.rules import Violation


@contextmanager
def reported(violations: list[Violation], name: str) -> Iterator[None]:
    """Add an unusable URL to the violations under the name of the field that held it."""
    try:
        yield
    except Unusable as unusable:
        violations.append(Violation(name, unusable.code, unusable.reason))
