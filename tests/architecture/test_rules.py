# SPDX-License-Identifier: EUPL-1.2
"""Every rule of the standard is one file that can be found by its number, with a test that mirrors it."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPONENTS = sorted(path.parent.name for path in (ROOT / "contracts").glob("*/rules.toml"))
#: the folders of a component from which a rule is called
KEEPERS = ("actions", "schemas", "peers", "models")
#: the modules of the kit that a rule may know
KIT = {"servicekit.clock", "servicekit.durations", "servicekit.rules"}


def rules_of(component: str) -> dict[str, dict]:
    """Rule id -> what contracts/<component>/rules.toml says of it, for the rules that are built here."""
    said = tomllib.loads((ROOT / "contracts" / component / "rules.toml").read_text())
    listed = {**said.get("rules", {}), **said.get("later", {}), **said.get("elsewhere", {})}
    return {identifier: entry for identifier, entry in listed.items() if isinstance(entry, dict) and "file" in entry}


def marks(function: ast.FunctionDef) -> set[str]:
    """The ids that a function is marked with."""
    calls = [each for each in function.decorator_list if isinstance(each, ast.Call)]
    return {each.args[0].value for each in calls if getattr(each.func, "id", "") == "rule"}


def marked_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function of a file that is marked as a rule."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef) and marks(node):
            yield node


def marked_in(path: Path) -> set[str]:
    """The ids that functions of a file are marked with."""
    return {identifier for function in marked_functions(path) for identifier in marks(function)}


def used_in(tree: ast.Module, rules: str) -> set[tuple[str, str]]:
    """(module, name) of what a module uses of a package of rules; ruff sees that what is imported is used."""
    used, modules = set(), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == rules:
            modules |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{rules}."):
            used |= {(node.module.removeprefix(f"{rules}."), alias.name) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            used.add((modules[node.value.id], node.attr))
    return used


def imported_by(path: Path) -> Iterator[str]:
    """Every module that a file imports, written in full."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def is_pure(name: str, allowed: set[str]) -> bool:
    """Whether a module is of Python itself, or one of those that are allowed."""
    return name in allowed or name.partition(".")[0] in sys.stdlib_module_names


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


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_rule_is_kept_by_who_must_keep_it(component):
    source = ROOT / "services" / component / "src" / component
    kept = set()
    for folder in KEEPERS:
        for path in (source / folder).rglob("*.py"):
            kept |= used_in(ast.parse(path.read_text()), f"{component}.rules")
    for path in sorted((source / "rules").glob("*.py")):
        for function in marked_functions(path):
            assert (path.stem, function.name) in kept, f"{path.name}: nothing calls {function.name}"


def test_rules_are_pure():
    for path in sorted(ROOT.glob("services/*/src/*/rules/*.py")):
        own = f"{path.parents[1].name}.rules"
        for name in imported_by(path):
            assert is_pure(name, KIT) or name == own or name.startswith(f"{own}."), f"{path}: {name}"


@pytest.mark.parametrize("module", sorted(KIT))
def test_what_rules_know_of_the_kit_is_pure(module):
    path = (ROOT / "servicekit" / "src" / module.replace(".", "/")).with_suffix(".py")
    assert {name for name in imported_by(path) if not is_pure(name, {*KIT, "dateutil.relativedelta"})} == set()
