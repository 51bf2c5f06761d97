# SPDX-License-Identifier: EUPL-1.2
"""Database constraints that are rules: their violation is the rule's error."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from django.db import IntegrityError

from servicekit.problems import Invalid
from servicekit.rules import Violation


@contextmanager
def enforced(row: object, constraints: Mapping[str, Violation]) -> Iterator[None]:
    """Turn the violation of a named constraint by a row into Invalid; any other IntegrityError is passed on."""
    try:
        yield
    except IntegrityError as error:
        found = constraints.get(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "")
        if found is None:
            raise
        raise Invalid(broken_by(row, found)) from error


def broken_by(row: object, found: Violation) -> Violation:
    """The violation of a constraint by a row, whose values its reason names."""
    return replace(found, reason=found.reason.format_map(vars(row)))
