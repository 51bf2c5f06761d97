# SPDX-License-Identifier: EUPL-1.2
"""Rules of the standard: pure functions that yield what is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

NON_FIELD = "nonFieldErrors"


@dataclass(frozen=True)
class Violation:
    """One `invalidParams` item of a 400: `name` is the camelCase field (dotted when nested) or `NON_FIELD`."""

    name: str
    code: str
    reason: str


def rule[F: Callable[..., object]](identifier: str) -> Callable[[F], F]:
    """Mark a pure function as the code of the rule that the standard numbers so (`zrc-013`).

    The function takes keyword-only plain facts and yields Violations, or, as `derive_...`, returns new values.
    """

    def mark(function: F) -> F:
        function.rule = identifier  # type: ignore[attr-defined]
        return function

    return mark


def not_unique(identifier: str, reason: str, *, name: str = NON_FIELD, code: str = "unique") -> Violation:
    """Return what the unique constraint that keeps a rule (`zrc-002`) means to who made the request.

    A model names it in `constraints`. There `{column}` in the reason is the value in the row that was refused.
    """
    return Violation(name, code, reason)


type Violations = Iterator[Violation]
