# SPDX-License-Identifier: EUPL-1.2
"""The predicate for one object that is about to be written. For actions."""

from servicekit import caller
from servicekit.problems import Forbidden, NotFound
from servicekit.representations import Represented


def require_scope(scopes: tuple[str, ...]) -> None:
    """Raise Forbidden when the caller has none of the scopes, for whatever type."""
    if not caller.current().rights.has(scopes):
        raise Forbidden()


def authorize(scopes: tuple[str, ...], main: Represented) -> None:
    """Raise Forbidden when the caller may not do this to this main object, NotFound when it is absent for it (C21)."""
    ready, rights = main.judged.ready, caller.current().rights
    if ready and rights.ready_only and not main._state.adding and getattr(main, ready) is not True:
        raise NotFound()
    if not allowed(scopes, main):
        raise Forbidden()


def allowed(scopes: tuple[str, ...], main: Represented) -> bool:
    """Whether the caller may do this to this main object."""
    judged = main.judged
    return caller.current().rights.allows(
        scopes,
        type=getattr(main, judged.type) if judged.type else "",
        level=getattr(main, judged.level) if judged.level else 0,
    )
