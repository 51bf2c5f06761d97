# SPDX-License-Identifier: EUPL-1.2
"""The one predicate: which rows exist for a request. Types x level x publication flag.

Every path that returns data uses it, in one of its two forms: `where` for lists, `allows` for one row.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from servicekit import references
from servicekit.levels import LEVELS, level_of, limit_of  # noqa: F401  (level_of: of what is judged)
from servicekit.representations.model import Judged

#: the field of a representation that `alleenIsGereedVoorPublicatie` of an Applicatie is about
READY = "isGereedVoorPublicatie"


class Missing(Enum):
    """What is the first thing that rights lack for an object."""

    SCOPE = auto()  #: none of the scopes, for whatever type
    READY = auto()  #: it is not ready to publish, which these are limited to
    TYPE = auto()  #: the scope, but not for this type
    LEVEL = auto()  #: the scope for this type, but not up to this level


@dataclass(frozen=True)
class Grant:
    """One Autorisatie: scopes, for one type up to a level, or for no type in particular (empty).

    Level 0 is that of an Autorisatie that names none: it reaches nothing that has a level.
    """

    scopes: frozenset[str]
    type: str
    level: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Rights:
    """The rights of one application in this component. Compared by identity: one is made when they change."""

    application: str = ""  #: UUID of the Applicatie
    label: str = ""
    everything: bool = False
    ready_only: bool = False
    grants: tuple[Grant, ...] = ()

    def has(self, scopes: Iterable[str]) -> bool:
        """Whether any of the scopes is given at all, for whatever type."""
        wanted = frozenset(scopes)
        return self.everything or any(grant.scopes & wanted for grant in self.grants)

    def allows(self, scopes: Iterable[str], *, type: str = "", level: int = 0, ready: bool | None = True) -> bool:
        """Whether any of the scopes is given for an object of this type and level."""
        return self.missing(scopes, type=type, level=level, ready=ready) is None

    def missing(
        self, scopes: Iterable[str], *, type: str = "", level: int = 0, ready: bool | None = True
    ) -> Missing | None:
        """Return what these rights lack for an object of this type and level; None when they allow it."""
        if not self.has(scopes):
            return Missing.SCOPE
        if self.ready_only and ready is not True:
            return Missing.READY
        if self.everything:
            return None
        reach = self.reach(scopes, type)
        if reach is None:
            return Missing.TYPE
        return Missing.LEVEL if type and level > reach else None

    def reach(self, scopes: Iterable[str], type: str) -> int | None:
        """The level up to which any of the scopes is given for a type; None when it is not given for that."""
        wanted = frozenset(scopes)
        found = [grant.level for grant in self.grants if grant.type == type and grant.scopes & wanted]
        return max(found, default=None)

    def exists(self, judged: Judged, alias: str) -> str:
        """As SQL: whether a row is there at all. What is not ready to publish is absent, not forbidden (C21)."""
        return f"{alias}.{judged.ready} IS TRUE" if self.ready_only and judged.ready else "TRUE"

    @lru_cache(maxsize=2048)  # noqa: B019  (an earlier generation's falls out by itself)
    def parts(self, scopes: tuple[str, ...], judged: Judged, alias: str) -> tuple[tuple[str, tuple[Any, ...]], ...]:
        """The same as SQL over the main object's table: conditions with their parameters, no two true of one row.

        Apart, each is a walk through the index on type and level, so that counting them apart is six times as fast.
        """
        there = self.exists(judged, alias)
        if self.everything:
            return ((there, ()),)
        wanted = frozenset(scopes)
        matching = [grant for grant in self.grants if grant.scopes & wanted]
        if not judged.type:
            return ((there if matching else "FALSE", ()),)
        levels: dict[str, int] = {}
        for grant in matching:
            if grant.type:
                levels[grant.type] = max(grant.level, levels.get(grant.type, 0))
        by_level: dict[int, list[str]] = defaultdict(list)
        for name, level in sorted(levels.items()):
            by_level[level if judged.level else len(LEVELS)].append(name)
        found: list[tuple[str, tuple[Any, ...]]] = []
        for level, types in sorted(by_level.items()):
            of_type = f"{there} AND {alias}.{judged.type} = ANY(%s::text[])"
            if level < len(LEVELS):
                found.append((f"({of_type} AND {alias}.{judged.level} <= %s)", (_array(types), level)))
            else:
                found.append((f"({of_type})", (_array(types),)))
        return tuple(found) or (("FALSE", ()),)

    def where(self, scopes: tuple[str, ...], judged: Judged, alias: str) -> tuple[str, tuple[Any, ...]]:
        """All parts as one condition, with its parameters."""
        parts = self.parts(scopes, judged, alias)
        parameters = tuple(value for _, values in parts for value in values)
        return "(" + " OR ".join(condition for condition, _ in parts) + ")", parameters


def _array(texts: list[str]) -> str:
    """A PostgreSQL array as text, made once here: the driver would make it anew of each item in each request."""
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def rights_from(body: dict[str, Any], *, components: tuple[str, ...], type_field: str) -> Rights:
    """The rights that an Applicatie (JSON of the standard) gives in a component."""
    grants = []
    for each in body.get("autorisaties", []):
        if each.get("component") not in components:
            continue
        named = each.get(type_field) or "" if type_field else ""
        grants.append(
            Grant(
                scopes=frozenset(each.get("scopes", [])),
                type=_normal(named),
                level=limit_of(each.get("maxVertrouwelijkheidaanduiding")),
            )
        )
    return Rights(
        application=str(body.get("url", "")).rstrip("/").rpartition("/")[2],
        label=body.get("label", ""),
        everything=bool(body.get("heeftAlleAutorisaties")),
        ready_only=bool(body.get("alleenIsGereedVoorPublicatie")),
        grants=tuple(grants),
    )


def _normal(url: str) -> str:
    if not url or references.is_own(url):
        return url
    try:
        return references.normal(url)
    except references.NotAUrl:
        return url  # a type nobody can have, so it gives nothing
