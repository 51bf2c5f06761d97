# SPDX-License-Identifier: EUPL-1.2
"""Every rule of the standard is one file that can be found by its number, with a test that mirrors it."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).parents[2]
COMPONENTS = sorted(path.parent.name for path in (ROOT / "contracts").glob("*/rules.toml"))
#: the folders of a component from which a rule is called
KEEPERS = ("actions", "schemas", "peers", "models")
#: the modules of the kit that a rule may know
KIT = {"servicekit.clock", "servicekit.durations", "servicekit.rules"}

#: the codes of a value that is not unique
NOT_UNIQUE = {"unique", "identificatie-niet-uniek"}
#: unique constraint -> why no request can be told of it
UNTOLD = {
    "status_een_laatste": "Which status is the last is worked out under the lock of the zaak.",
    "versie_uniek": "The number of a version is one more than that of the latest, under the lock of the document.",
    "nrc_notificatie_once": "An event that its publisher has published before is accepted again, and made once.",
    "nrc_aflevering_once": "The transaction that makes a notification makes its deliveries, one for each abonnement.",
}


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


def assigned_in(node: ast.Module | ast.ClassDef) -> dict[str, ast.expr]:
    """Name -> what it is, in a module or the body of a class."""
    assigned = [each for each in node.body if isinstance(each, ast.Assign)]
    return {target.id: each.value for each in assigned for target in each.targets if isinstance(target, ast.Name)}


def told_in(path: Path) -> dict[str, ast.Call]:
    """The constants of a file of rules that say what the violation of a unique constraint means."""
    assigned = assigned_in(ast.parse(path.read_text())).items()
    return {
        name: value
        for name, value in assigned
        if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "not_unique"
    }


def marked_in(path: Path) -> set[str]:
    """The ids that functions of a file are marked with, and those of its unique constraints."""
    marked = {identifier for function in marked_functions(path) for identifier in marks(function)}
    return marked | {call.args[0].value for call in told_in(path).values()}


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


def unique_constraints_of(node: ast.ClassDef) -> set[str]:
    """The names of the unique constraints in the Meta of a model."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    unique = [each for each in calls if getattr(each.func, "attr", "") == "UniqueConstraint"]
    return {keyword.value.value for each in unique for keyword in each.keywords if keyword.arg == "name"}


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_rules_say_what_each_unique_constraint_means(component):
    source = ROOT / "services" / component / "src" / component
    told = {path.stem: told_in(path) for path in (source / "rules").glob("*.py")}
    meant = set()
    for path in sorted((source / "models").glob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.ClassDef):
                continue
            assigned = assigned_in(node)
            declared = assigned.get("constraints", ast.Dict([], []))
            said = {key.value: value for key, value in zip(declared.keys, declared.values, strict=True)}
            assert said.keys() == unique_constraints_of(node) - UNTOLD.keys(), f"{path.name}: {node.name}"
            for value in said.values():
                call = told[value.value.id][value.attr]
                meant.add((value.value.id, value.attr))
                named = {field for _, field, *_ in Formatter().parse(call.args[1].value) if field}
                assert named <= assigned.keys(), f"{path.name}: {value.attr} names what {node.name} has not"
    assert meant == {(module, name) for module, constants in told.items() for name in constants}


@pytest.mark.parametrize("component", COMPONENTS)
def test_nothing_else_says_that_a_value_is_not_unique(component):
    for path in sorted((ROOT / "services" / component / "src").rglob("*.py")):
        calls = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.Call)]
        for call in calls:
            if getattr(call.func, "id", getattr(call.func, "attr", "")) in ("Violation", "invalid"):
                said = {each.value for each in ast.walk(call) if isinstance(each, ast.Constant)}
                assert not said & NOT_UNIQUE, f"{path.name}: line {call.lineno}"


def test_rules_are_pure():
    for path in sorted(ROOT.glob("services/*/src/*/rules/*.py")):
        own = f"{path.parents[1].name}.rules"
        for name in imported_by(path):
            assert is_pure(name, KIT) or name == own or name.startswith(f"{own}."), f"{path}: {name}"


@pytest.mark.parametrize("module", sorted(KIT))
def test_what_rules_know_of_the_kit_is_pure(module):
    path = (ROOT / "servicekit" / "src" / module.replace(".", "/")).with_suffix(".py")
    assert {name for name in imported_by(path) if not is_pure(name, {*KIT, "dateutil.relativedelta"})} == set()
