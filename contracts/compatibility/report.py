# SPDX-License-Identifier: EUPL-1.2
"""The command line: compares the contracts of the components with the official files and prints what it found."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .deviations import UnusableDeviations, load_deviations, unlisted
from .documents import Document, UnusableDocument
from .operations import Operation, compare_operations, operations_of

# The official files of a component; a second one gives only the operation that is named.
OFFICIAL: dict[str, tuple[tuple[str, str | None], ...]] = {
    "zaken": (("zaken.yaml", None),),
    "documenten": (("documenten-1.7.1.yaml", None),),
    "notificaties": (("notificaties.yaml", None),),
    "catalogi": (("catalogi.yaml", None), ("catalogi-1.4.0.yaml", "catalogus_destroy")),
    "besluiten": (("besluiten.yaml", None),),
    "autorisaties": (("autorisaties.yaml", None),),
}


def official_operations(component: str, standards: Path) -> list[Operation]:
    """Return what the standard asks of a component, read from its files in `standards`. Raises UnusableDocument."""
    library: dict[Path, Document] = {}
    return [
        operation
        for name, only in OFFICIAL[component]
        for operation in operations_of(Document(standards / name, library))
        if only in (None, operation.id)
    ]


def check(component: str, standards: Path, contracts: Path) -> bool:
    """Compares one component and prints what was found; whether all of it is listed in its deviations.toml."""
    contract = contracts / component / "openapi.yaml"
    ours = Document(contract) if contract.exists() else None
    official = official_operations(component, standards)
    result = compare_operations(ours, official)
    deviations = load_deviations(contracts / component / "deviations.toml")
    faults = unlisted(result.findings, deviations)
    for finding in faults:
        print(f"{component} {finding}")
    stale = [(deviation, name) for deviation in deviations for name in deviation.stale(result.findings)]
    for deviation, name in stale:
        kind = f" ({deviation.kind})" if deviation.kind else ""
        print(f"{component} deviation {deviation.id} matches nothing: {name} {deviation.at}{kind}")
    print(
        f"{component}: {len(result.present)} of {len(official)} official operations there; {len(faults)} findings, "
        f"{len(result.findings) - len(faults)} more are listed deviations; {len(stale)} stale deviations"
    )
    if ours is None:
        print("  no contract yet")
    if result.absent:
        print(f"  not there yet: {', '.join(result.absent)}")
    return not faults and not stale


def main(arguments: Sequence[str] | None = None, contracts: Path = Path(__file__).parents[1]) -> int:
    """Exit status: 0 compatible, 1 something is not listed (or a deviation is stale), 2 nothing could be compared."""
    parser = argparse.ArgumentParser(
        prog="compat.py",
        description="Checks our OpenAPI contracts against the official files in the folder ZGW_STANDARDS.",
        epilog="Chosen incompatibilities stand in contracts/<component>/deviations.toml.",
    )
    parser.add_argument("component", nargs="*", help=f"default: all of {', '.join(OFFICIAL)}")
    components = parser.parse_args(arguments).component or list(OFFICIAL)
    if unknown := [name for name in components if name not in OFFICIAL]:
        parser.error(f"no such component: {', '.join(unknown)}")
    folder = os.environ.get("ZGW_STANDARDS")
    if not folder:
        return _refuse("Set ZGW_STANDARDS to the folder with the official OpenAPI files (zaken.yaml and the others).")
    if not any((contracts / name / "openapi.yaml").exists() for name in components):
        return _refuse(f"There is no contract to compare in {contracts}: {', '.join(components)}.")
    try:
        compatible = [check(name, Path(folder), contracts) for name in components]
    except (UnusableDocument, UnusableDeviations) as error:
        return _refuse(str(error))
    return 0 if all(compatible) else 1


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
