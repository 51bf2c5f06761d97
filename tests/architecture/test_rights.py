# SPDX-License-Identifier: EUPL-1.2
"""What autorisaties knows of rights in each component is what that component's manifest and main object say."""

import ast
from pathlib import Path

from servicekit.stack.components import COMPONENTS

ROOT = Path(__file__).parents[2]


def called(path, name):
    """The keywords of the calls of `name` in a file, as far as they are literals."""
    calls = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.Call)]
    for call in calls:
        if getattr(call.func, "id", "") == name:
            literal = [each for each in call.keywords if isinstance(each.value, (ast.Constant, ast.Tuple))]
            yield {each.arg: ast.literal_eval(each.value) for each in literal}


def of_autorisaties():
    """The constants of its enumerations."""
    tree = ast.parse((ROOT / "services/autorisaties/src/autorisaties/models/enums.py").read_text())
    return {node.targets[0].id: ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign)}


def test_autorisaties_names_types_as_soon_as_it_is_told_of_one():
    [manifest] = called(ROOT / "services/autorisaties/src/autorisaties/settings.py", "Component")
    assert manifest["told"] == ("name_types",)
    assert set(manifest["listens"]) == {"zaaktypen", "informatieobjecttypen", "besluittypen"}


def test_autorisaties_explains_rights_as_each_component_reads_them():
    known = of_autorisaties()
    checked = set()
    for code, name in COMPONENTS.items():
        source = ROOT / "services" / name / "src" / name
        if not (source / "settings.py").exists():
            continue
        checked.add(code)
        [manifest] = called(source / "settings.py", "Component")
        assert manifest.get("rights_type", "") == known["TYPES"].get(code, ""), name
        assert manifest.get("rights_components", (code,)) == known["COUNTING"].get(code, (code,)), name
        judged = [each for path in (source / "models").glob("*.py") for each in called(path, "Judged")]
        assert bool(judged) == (code in known["TYPES"]), name
        assert any("level" in each for each in judged) == (code in known["LEVELLED"]), name
        assert any("ready" in each for each in judged) == (code in known["PUBLISHED"]), name
    assert {"zrc", "drc", "ztc", "nrc", "ac"} <= checked
