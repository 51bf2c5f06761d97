# SPDX-License-Identifier: EUPL-1.2
"""What `make mutants` breaks, what it says of tests that notice and of tests that do not, and its list of survivors."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ACCEPTED = tomllib.loads((ROOT / "docs" / "reference" / "mutants.toml").read_text())["accepted"]
RULE = '''"""A rule."""


def is_large(*, size: int) -> bool:
    """Whether it is."""
    return size >= 10
'''


def loaded(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # a dataclass looks for its module
    spec.loader.exec_module(module)
    return module


def mutants_of(path):
    return list(loaded(ROOT / "scripts" / "mutations.py").mutants_of(path))


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("return a < b", {"return None", "a <= b"}),
        ("return a and b", {"return None", "a or b", "a", "b"}),
        ("return any(a)", {"return None", "all(a)"}),
        ("return 0 <= a < 1", {"return None", "0 < a < 1", "0 <= a <= 1", "1", "2"}),
        ("return a if not b else c", {"return None", "True", "False"}),
        ("if a: raise b", {"True", "False"}),
        ("check(a); permit('x.y')", {"", "'XXx.y'"}),
        ("yield 'a sentence', f'one of {a + b}'", {"", "a - b"}),
        ("return R.objects.filter(a=b, c=d)", {"return None", "R.objects.filter(c=d)", "R.objects.filter(a=b)"}),
        ("a.b = c", {""}),
        ("log.warning('x', a=1)", set()),
        ("a: 'B' = c", set()),
    ],
)
def test_a_line_is_broken_as_a_slip_of_the_hand_would(tmp_path, line, broken):
    (tmp_path / "m.py").write_text(f'def f(a, b):\n    """Says."""\n    {line}\n')
    found = mutants_of(tmp_path / "m.py")
    assert {each.now for each in found} == broken
    assert {(each.inside, each.line, each.first, each.last) for each in found} <= {("f", 3, 3, 3)}


@pytest.mark.parametrize(
    ("sizes", "status", "said"),
    [
        ("[(9, False), (10, True)]", 0, ["100.0 % of 3 killed"]),
        (
            "[(8, False), (11, True)]",
            1,
            ["33.3 % of 3 killed", "was 'size >= 10', now 'size > 10'", "was '10', now '11'"],
        ),
        ("[(8, True)]", 1, ["Nothing can be said"]),
    ],
)
def test_what_no_test_notices_is_told(tmp_path, sizes, status, said):
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    rules, tests = tmp_path / "services/x/src/x/rules", tmp_path / "services/x/tests/rules"
    for folder in (rules, tests, tmp_path / "docs/reference"):
        folder.mkdir(parents=True)
    (tmp_path / "docs/reference/mutants.toml").touch()
    (rules / "large.py").write_text(RULE)
    (tests / "test_large.py").write_text(
        "from x.rules.large import is_large\n\n\n"
        f"def test_it():\n    for size, large in {sizes}:\n        assert is_large(size=size) == large\n"
    )
    answer = subprocess.run(
        [sys.executable, tmp_path / "scripts" / "mutants.py", rules / "large.py"],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "services/x/src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == status, answer.stderr
    assert all(each in answer.stdout + answer.stderr for each in said), answer.stdout


def test_functions_that_were_read_are_broken_where_they_are(tmp_path):
    (tmp_path / "read.py").write_text(
        "LIMIT = 10\n\n\ndef is_large(size):\n    return size >= LIMIT\n\n\n"
        "def kept(least):\n    return lambda size: size and least < size\n\n\nover = kept(5)\n"
        "pair = (lambda size: size + 1, lambda size: size - 1)\n"
    )
    module = loaded(tmp_path / "read.py")
    mutants = {(each.was, each.now): each for each in mutants_of(tmp_path / "read.py")}
    put_in_place = loaded(ROOT / "scripts" / "mutants.py").put_in_place

    def said():
        return [module.is_large(10), module.over(5), module.over(6)]

    assert said() == [True, False, True]
    assert not put_in_place(mutants["size + 1", "size - 1"])  # which of the two is not known
    module.pair = ()
    assert not put_in_place(mutants["10", "11"])  # it was run, and is run no more
    assert said() == [True, False, True]
    assert put_in_place(mutants["size >= LIMIT", "size > LIMIT"])
    assert said() == [False, False, True]
    assert put_in_place(mutants["least < size", "least <= size"])
    assert said() == [True, True, True]
    assert not put_in_place(mutants["size and least < size", "size"])  # it closes over other variables


@pytest.mark.parametrize("entry", ACCEPTED, ids=lambda entry: f"{Path(entry['file']).stem}: {entry['was']}")
def test_a_survivor_that_is_accepted_is_one_and_has_a_reason(entry):
    assert len(entry["reason"].split()) > 3
    names = {(each.inside, each.was, each.now) for each in mutants_of(ROOT / entry["file"])}
    assert (entry["in"], entry["was"], entry["now"]) in names
