# SPDX-License-Identifier: EUPL-1.2
"""A component changes something by `servicekit.writing.changing` alone, which locks, judges, renders and journals."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: module of the kit -> the names in it that are a part of writing
PARTS = {
    "servicekit.database.transactions": {"lock", "writing"},
    "servicekit.journal.recording": {"record"},
    "servicekit.representations.etags": {"require_match"},
    "servicekit.representations.rendering": {"represent"},
}
#: file of a component -> the parts that it uses by themselves, and why
ALLOWED = {
    "notificaties/actions/abonnement.py": {
        # replay_abonnement: an operator's command, without a request. What is stored is no representation.
        "servicekit.database.transactions.lock",
        "servicekit.database.transactions.writing",
    },
    "notificaties/actions/notificaties.py": {
        # accept_notificatie: what is accepted is no resource. It is passed on as it came, and told to no journal.
        "servicekit.database.transactions.writing",
    },
}


def parts_in(tree: ast.Module) -> Iterator[str]:
    """Every part of writing that a module imports; a module of the kit that holds one counts as a whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in PARTS)
        elif isinstance(node, ast.ImportFrom):
            of_module = PARTS.get(node.module or "", set())
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                if alias.name in {*of_module, "*"} or name in PARTS:
                    yield name


def test_only_who_has_a_reason_writes_otherwise():
    found: dict[str, set[str]] = {}
    for source in ROOT.glob("services/*/src"):
        for path in source.rglob("*.py"):
            if parts := set(parts_in(ast.parse(path.read_text()))):
                found[path.relative_to(source).as_posix()] = parts
    assert found == ALLOWED


def test_the_parts_of_writing_are_where_they_are_looked_for():
    for module, names in PARTS.items():
        tree = ast.parse((ROOT / "servicekit" / "src" / module.replace(".", "/")).with_suffix(".py").read_text())
        assert names <= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, module
