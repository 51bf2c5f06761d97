# SPDX-License-Identifier: EUPL-1.2
"""The predicate for one object that is about to be written. For actions."""

from servicekit import caller
from servicekit.problems import Forbidden
from servicekit.representations import Represented


def require_scope(scopes: tuple[str, ...]) -> None:
    """Raise Forbidden when the caller has none of the scopes, for whatever type."""
    if not caller.current().rights.has(scopes):
        raise Forbidden()


def authorize(scopes: tuple[str, ...], main: Represented) -> None:
    """Raise Forbidden when the caller may not do this to this main object."""
    if not allowed(scopes, main):
        raise Forbidden()


def allowed(scopes: tuple[str, ...], main: Represented) -> bool:
    """Whether the caller may do this to this main object."""
    judged = main.judged
    return caller.current().rights.allows(
        scopes,
        type=getattr(main, judged.type) if judged.type else "",
        level=getattr(main, judged.level) if judged.level else 0,
        ready=getattr(main, judged.ready) if judged.ready else True,
    )
