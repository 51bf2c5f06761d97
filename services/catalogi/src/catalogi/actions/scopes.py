# SPDX-License-Identifier: EUPL-1.2
"""Scopes that operations take: types are not judged one by one, a scope is for all of them (rules 1.8)."""

from servicekit import caller

READ = ("catalogi.lezen", "zaken.lezen", "documenten.lezen")  # ztc-014
WRITE = ("catalogi.schrijven",)
CHANGE = ("catalogi.schrijven", "catalogi.geforceerd-schrijven")
DESTROY = ("catalogi.schrijven", "catalogi.geforceerd-verwijderen")


def may_correct() -> bool:
    """Whether the caller may change what is published (rules 6.3)."""
    return caller.current().rights.has(("catalogi.geforceerd-schrijven",))


def may_remove() -> bool:
    """Whether the caller may remove what is published (rules 6.3)."""
    return caller.current().rights.has(("catalogi.geforceerd-verwijderen",))
