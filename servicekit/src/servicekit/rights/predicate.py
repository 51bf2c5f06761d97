# SPDX-License-Identifier: EUPL-1.2
"""The one predicate: which rows exist for a request. Types x level x publication flag.

Every path that returns data uses it, in one of its two forms: `where` for lists, `allows` for one row.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from servicekit import references
from servicekit.rights.levels import LEVELS, level_of


@dataclass(frozen=True, kw_only=True)
class Judged:
    """By which columns of the main object's table a row is judged; no type: by scope only."""

    type: str = ""
    level: str = ""
    ready: str = ""  #: boolean column that must be true for an application limited to what is ready to publish


@dataclass(frozen=True)
class Grant:
    """One Autorisatie: scopes, for one type up to a level, or for no type in particular (empty)."""

    scopes: frozenset[str]
    type: str
    level: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Rights:
    """What one application may do in this component. Compared by identity: one is made when they change."""

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
        if self.ready_only and ready is not True:
            return False
        wanted = frozenset(scopes)
        return self.everything or any(
            grant.scopes & wanted and grant.type == type and (level <= grant.level or not type) for grant in self.grants
        )

    def exists(self, judged: Judged, alias: str) -> str:
        """As SQL: whether a row is there at all. What is not ready to publish is absent, not forbidden (C21)."""
        return f"{alias}.{judged.ready} IS TRUE" if self.ready_only and judged.ready else "TRUE"

    @lru_cache(maxsize=2048)  # noqa: B019  (an earlier generation's falls out by itself)
    def where(self, scopes: tuple[str, ...], judged: Judged, alias: str) -> tuple[str, tuple[Any, ...]]:
        """The same as SQL over the main object's table: a condition with its parameters."""
        conditions, parameters = [], []
        if self.ready_only and judged.ready:
            conditions.append(self.exists(judged, alias))
        if not self.everything:
            wanted = frozenset(scopes)
            matching = [grant for grant in self.grants if grant.scopes & wanted]
            if not judged.type:
                conditions.append("TRUE" if matching else "FALSE")
            else:
                by_level: dict[int, set[str]] = defaultdict(set)
                for grant in matching:
                    if grant.type:
                        by_level[grant.level].add(grant.type)
                alternatives = []
                for level, types in sorted(by_level.items()):
                    above = f" AND {alias}.{judged.level} <= %s" if judged.level and level < len(LEVELS) else ""
                    alternatives.append(f"({alias}.{judged.type} = ANY(%s){above})")
                    parameters += [sorted(types), *([level] if above else [])]
                conditions.append("(" + " OR ".join(alternatives) + ")" if alternatives else "FALSE")
        return " AND ".join(conditions) or "TRUE", tuple(parameters)


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
                level=level_of(each.get("maxVertrouwelijkheidaanduiding", "")),
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
