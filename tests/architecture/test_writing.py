# SPDX-License-Identifier: EUPL-1.2
"""A component changes something by `servicekit.writing.changing` alone, which locks, judges, renders and journals."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: module of the kit -> the names in it that are a part of writing
PARTS = {
    "servicekit.database.transactions": {"lock", "together", "writing"},
    "servicekit.journal.recording": {"record"},
    "servicekit.representations.etags": {"require_match"},
    "servicekit.representations.items": {"store_items"},
    "servicekit.representations.rendering": {"represent"},
}
#: file of a component -> the parts that it uses by themselves, and why
ALLOWED = {
    "notificaties/actions/notificaties.py": {
        # accept_notificatie: what is accepted is no resource. It is passed on as it came, and told to no journal.
        "servicekit.database.transactions.writing",
    },
}
#: methods of Django's models and managers that write
WRITES = {
    "bulk_create", "bulk_update", "create", "delete", "get_or_create", "save", "update", "update_or_create"
}  # fmt: skip
#: file of a component -> what it writes itself; none of it is in a representation, or is shown in one
OWN = {
    "autorisaties/actions/naming.py": {"Applicatie.objects.filter(pk=applicatie.pk).update"},  # `missing`
    "notificaties/actions/abonnement.py": {
        "Lane.objects.create",
        "Lane.objects.filter(abonnement=abonnement).update",
    },
    "notificaties/actions/steering.py": {
        "Attempt.objects.create",
        "Lane.objects.filter(abonnement=change.row).update",
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


def writes_in(tree: ast.Module) -> Iterator[str]:
    """Every call that writes rows, but those of the write context, which is `change` everywhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            called = ast.unparse(node.func)
            if called.rpartition(".")[0] != "change":
                yield called


def test_what_is_shown_is_stored_by_the_context_alone():
    found: dict[str, set[str]] = {}
    for source in ROOT.glob("services/*/src"):
        for folder in ("api", "actions", "models"):
            for path in source.glob(f"*/{folder}/*.py"):
                if writes := set(writes_in(ast.parse(path.read_text()))):
                    found[path.relative_to(source).as_posix()] = writes
    assert found == OWN


def test_the_parts_of_writing_are_where_they_are_looked_for():
    for module, names in PARTS.items():
        tree = ast.parse((ROOT / "servicekit" / "src" / module.replace(".", "/")).with_suffix(".py").read_text())
        assert names <= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, module
