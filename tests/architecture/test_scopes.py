# SPDX-License-Identifier: EUPL-1.2
"""A scope that the code asks is one that a stack file can give, and the other way round."""

import ast
from pathlib import Path

import pytest

from servicekit.scopes import SCOPES

ROOT = Path(__file__).parents[2]
SERVICES = sorted(folder.name for folder in (ROOT / "services").iterdir() if (folder / "manage.py").exists())
ALL = {scope for scopes in SCOPES.values() for scope in scopes}
OWNERS = {scope.partition(".")[0] for scope in ALL}


def asked(*folders):
    """The texts in the code of these folders that begin as a scope does."""
    nodes = (
        node for folder in folders for path in folder.rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))
    )
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if text.partition(".")[0] in OWNERS and "." in text and " " not in text}


@pytest.mark.parametrize("name", SERVICES)
def test_a_component_asks_only_scopes_that_can_be_given_and_all_of_its_own(name):
    source = ROOT / "services" / name / "src" / name
    found = asked(source / "api", source / "actions")
    assert found <= ALL
    assert {scope for scope in SCOPES[name] if scope.startswith(f"{name}.")} <= found


def test_the_kit_asks_one_scope_and_it_can_be_given():
    found = asked(ROOT / "servicekit" / "src" / "servicekit")
    assert "audittrails.lezen" in found
    assert {scope for scope in found if scope.startswith("audittrails.")} <= ALL
