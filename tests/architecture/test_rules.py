# SPDX-License-Identifier: EUPL-1.2
"""Every rule of the standard is one file that can be found by its number, with a test that mirrors it."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPONENTS = sorted(path.parent.name for path in (ROOT / "contracts").glob("*/rules.toml"))


def rules_of(component: str) -> dict[str, dict]:
    """Rule id -> what contracts/<component>/rules.toml says of it, for the rules that are built here."""
    said = tomllib.loads((ROOT / "contracts" / component / "rules.toml").read_text())
    listed = {**said.get("rules", {}), **said.get("later", {}), **said.get("elsewhere", {})}
    return {identifier: entry for identifier, entry in listed.items() if isinstance(entry, dict) and "file" in entry}


def marked_in(path: Path) -> set[str]:
    """The ids that functions of a file are marked with."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        for decorator in getattr(node, "decorator_list", []):
            if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "rule":
                found.add(decorator.args[0].value)
    return found


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_listed_rule_has_one_file_and_a_mirroring_test(component):
    folder = ROOT / "services" / component
    for identifier, entry in rules_of(component).items():
        path = folder / "src" / component / "rules" / Path(entry["file"]).name
        assert path.exists(), f"{identifier}: {path} is not there"
        assert identifier in marked_in(path), f"{identifier}: nothing in {path.name} is marked with it"
        test = folder / "tests" / "rules" / f"test_{path.name}"
        assert test.exists(), f"{identifier}: {test} is not there"


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_rule_file_is_listed_and_holds_one_rule(component):
    folder = ROOT / "services" / component / "src" / component / "rules"
    listed = rules_of(component)
    for path in sorted(folder.glob("*.py")):
        if path.name == "__init__.py":
            continue
        marked = marked_in(path)
        assert len(marked) == 1, f"{path.name} holds {sorted(marked)}"
        assert marked <= set(listed), f"{path.name}: {marked} is not in rules.toml"


def test_rules_are_pure():
    for path in ROOT.glob("services/*/src/*/rules/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.split(".")[0] not in ("django", "rest_framework", "requests", "psycopg"), f"{path}: {name}"
