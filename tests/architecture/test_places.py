# SPDX-License-Identifier: EUPL-1.2
"""Who knows one component finds its way in another: what all have stands at the same place in each."""

import ast
from pathlib import Path

import pytest

from servicekit.scopes import SCOPES

ROOT = Path(__file__).parents[2]
SERVICES = sorted(folder.name for folder in (ROOT / "services").iterdir() if (folder / "manage.py").exists())
#: file -> where it is in a component that has it
PLACES = {"enums.py": "models", "scopes.py": "actions", "references.py": "actions"}
ALL = {scope for scopes in SCOPES.values() for scope in scopes}
#: what reads a reference in a request -> what it takes
REFERENCES = {
    "own_uuid": ["reference", "collection", "name", "violations"],
    "absent": ["name"],
}


def source(component):
    return ROOT / "services" / component / "src" / component


def tree(path):
    return ast.parse(path.read_text())


def names_scopes(path):
    return any(isinstance(node, ast.Constant) and node.value in ALL for node in ast.walk(tree(path)))


@pytest.mark.parametrize("component", SERVICES)
@pytest.mark.parametrize("file", PLACES)
def test_what_all_have_is_at_the_same_place(component, file):
    assert {path.parent.name for path in source(component).rglob(file)} <= {PLACES[file]}


def test_each_place_is_taken():
    for file, place in PLACES.items():
        assert any((source(component) / place / file).exists() for component in SERVICES), file


@pytest.mark.parametrize("component", SERVICES)
def test_scopes_that_an_operation_takes_are_named_in_one_module(component):
    scopes = source(component) / PLACES["scopes.py"] / "scopes.py"
    modules = [path for folder in ("api", "actions") for path in (source(component) / folder).glob("*.py")]
    assert scopes in modules
    assert {path.name for path in modules if names_scopes(path)} == {"scopes.py"}


@pytest.mark.parametrize("component", SERVICES)
def test_references_are_read_by_functions_of_the_same_name_and_parameters(component):
    for path in source(component).rglob("*.py"):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and node.name in REFERENCES:
                given = [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]
                assert given == REFERENCES[node.name], f"{path}: {node.name}"
            assert getattr(node, "name", "") != "uuid_of", path
