# SPDX-License-Identifier: EUPL-1.2
"""An upgrade of a component that runs keeps nobody waiting for an index that is being built."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MIGRATIONS = sorted([*ROOT.glob("services/*/src/*/migrations/0*.py"), *ROOT.glob("servicekit/src/**/migrations/0*.py")])


def operations(source: str) -> list[tuple[str, str]]:
    """(operation, model that it is of) of a migration, in lower case."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = {each.arg: each.value.value for each in call.keywords if isinstance(each.value, ast.Constant)}
            found.append((name, str(given.get("name" if name == "CreateModel" else "model_name", "")).lower()))
    return found


def built_at_once(source: str) -> set[str]:
    """The models of tables that may have rows already, on which a migration builds an index that writers wait for."""
    done = operations(source)
    made = {model for name, model in done if name == "CreateModel"}
    return {model for name, model in done if name == "AddIndex"} - made


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_an_index_on_a_table_that_is_there_is_built_beside_its_writers(path):
    assert not built_at_once(path.read_text()), "beside_writers, with atomic = False"


def test_an_index_that_writers_wait_for_is_seen():
    made, index = "migrations.CreateModel(name='Ding')\n", "migrations.AddIndex(model_name='ding')\n"
    assert built_at_once(index) == {"ding"}
    assert not built_at_once(made + index)
