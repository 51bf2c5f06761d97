# SPDX-License-Identifier: EUPL-1.2
"""Who knows one component finds its way in another: what all have stands at the same place in each."""

import ast
from pathlib import Path

import pytest

from servicekit.scopes import SCOPES

ROOT = Path(__file__).parents[2]
SERVICES = sorted(folder.name for folder in (ROOT / "services").iterdir() if (folder / "manage.py").exists())
#: file -> where it is in a component that has it
PLACES = {"enums.py": "models", "scopes.py": "actions"}
ALL = {scope for scopes in SCOPES.values() for scope in scopes}


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
