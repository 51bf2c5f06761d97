# SPDX-License-Identifier: EUPL-1.2
"""Database constraints that are rules: their violation is the rule's error."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from servicekit.problems import Invalid
from servicekit.rules import Violation


@contextmanager
def enforced(**violations: Violation) -> Iterator[None]:
    """Turn the violation of a named constraint into Invalid; any other IntegrityError is passed on."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name in violations:
            raise Invalid(violations[name]) from error
        raise
