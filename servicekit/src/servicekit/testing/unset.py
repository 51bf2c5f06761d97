# SPDX-License-Identifier: EUPL-1.2
"""Compare what an answer shows of fields that were never set with the facts that stand in contracts/unset.toml."""

import tomllib
from typing import Any

from servicekit.openapi.serving import contracts_folder


def facts_of(component: str) -> dict[str, dict[str, Any]]:
    """Resource -> field, with dots into groups, that is not set -> how clients know it."""
    values: dict[str, Any] = {"text": "", "null": None, "list": []}
    told = tomllib.loads((contracts_folder() / "unset.toml").read_text())[component]
    return {
        resource: {name: values[kind] for kind, names in kinds.items() for name in names}
        for resource, kinds in told.items()
    }


def unset(shown: dict[str, Any], above: str = "") -> dict[str, Any]:
    """The fields of an answer that are not set, in the same form."""
    found: dict[str, Any] = {}
    for name, value in shown.items():
        if isinstance(value, dict):
            found |= unset(value, f"{above}{name}.")
        elif value is None or value in ("", []):
            found[above + name] = value
    return found
