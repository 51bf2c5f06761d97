# SPDX-License-Identifier: EUPL-1.2
"""A plan for people, and for machines."""

from typing import Any

from catalogi.actions.bestand.applying import Planned
from catalogi.actions.bestand.kinds import Item, day
from catalogi.actions.bestand.planning import CREATE, DESTROY, PUBLISH, STAY, UPDATE, Change

_SIGNS = {CREATE: "+", UPDATE: "~", PUBLISH: "!", DESTROY: "-", STAY: " "}
_LONG = 70  #: characters of a value that are shown


def as_text(planned: Planned) -> str:
    """The changes a line each, with the fields of a change below it, and what they take at the end."""
    plan = planned.plan
    lines: list[str] = []
    for change in plan.changes:
        lines.append(f"{_SIGNS[change.action]} {change.action:8} {_title(change)}{_needs(change)}")
        lines += [f"    {name}: {_short(old)} -> {_short(new)}" for name, (old, new) in change.fields.items()]
    if not plan.does:
        lines.append("Nothing to change.")
    for version, zaken in planned.zaken.items():
        told = "the Zaken API does not say how many zaken are of it" if zaken is None else f"{zaken} zaken are of it"
        lines.append(f"In use: {version.kind.name} {version.label} is published, and {told}.")
    if plan.needs:
        lines.append(f"apply takes {' '.join(f'--{each}' for each in sorted(plan.needs))}")
    lines.append(f"Plan {plan.fingerprint}")
    return "\n".join(lines)


def as_json(planned: Planned) -> dict[str, Any]:
    """The same for a machine."""
    plan = planned.plan
    return {
        "fingerprint": plan.fingerprint,
        "needs": sorted(plan.needs),
        "changes": [
            {
                "action": change.action,
                "resource": change.kind.name,
                "name": change.item.label,
                "of": _owner(change),
                "place": change.item.place,
                "needs": sorted(change.needs),
                "fields": {name: {"old": day(old), "new": day(new)} for name, (old, new) in change.fields.items()},
            }
            for change in plan.changes
        ],
        "breaks": [
            {"resource": version.kind.name, "name": version.label, "zaken": zaken}
            for version, zaken in planned.zaken.items()
        ],
    }


def _title(change: Change) -> str:
    owner = _owner(change)
    of = f" of {owner}" if owner else ""
    return f"{change.kind.name} {change.item.label}{of}"


def _owner(change: Change) -> str:
    """The version that a change is in, when it is not of the version itself."""
    parent: Item | None = change.parent
    return "" if change.kind.is_version or parent is None else parent.label


def _needs(change: Change) -> str:
    return f"  (--{' --'.join(sorted(change.needs))})" if change.needs else ""


def _short(value: Any) -> str:
    text = "(empty)" if value is None else str(day(value))
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
