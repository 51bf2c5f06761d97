# SPDX-License-Identifier: EUPL-1.2
"""YAML that is not to be trusted."""

import time

import pytest

from catalogi.actions.bestand.reading import MAX_BYTES, MAX_DEPTH, Faulty, read_yaml

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
#: what is wrong -> (the file, its line, a part of the reason)
BAD = {
    "empty": (b"", 0, "leeg"),
    "nothing but comments": (b"# niets\n\n", 0, "leeg"),
    "null": (b"null\n", 0, "leeg"),
    "too large": (b"a" * (MAX_BYTES + 1), 0, "groter"),
    "not UTF-8": (b"a: 1\nb: \xff\n", 2, "UTF-8"),
    "UTF-16": ("a: 1\n".encode("utf-16"), 1, "UTF-8"),
    "no YAML": (b"a: 1\nb: [1\n", 3, "geen YAML"),
    "a control character": (b"a: \x01\n", 0, "geen YAML"),
    "a duplicate key": (b"a: 1\nb: 2\na: 3\n", 3, "twee keer"),
    "a duplicate key deeper": (b"a:\n  - b: 1\n    b: 2\n", 3, "twee keer"),
    "a billion laughs": (BOMB.encode(), 1, "Ankers"),
    "an alias": (b"a: 1\nb: *c\n", 2, "Ankers"),
    "a cycle": (b"a: &a\n  b: *a\n", 1, "Ankers"),
    "a merge": (b"a: &x {b: 1}\nc:\n  <<: *x\n", 1, "Ankers"),
    "a tag": (b"a: !!python/object/apply:os.system ['true']\n", 1, "Tags"),
    "a tag of text": (b"a: 1\nb: !mijn x\n", 2, "Tags"),
    "two documents": (b"a: 1\n---\nb: 2\n", 2, "meer dan een document"),
    "a key that is a list": (b"? [a]\n: 1\n", 1, "sleutel"),
    "a key that is null": (b"? \n: 1\n", 1, "sleutel"),
    "too deep": (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), 1, "dieper"),
    "endlessly deep": (b"[" * 100_000, 1, "dieper"),
}


@pytest.mark.parametrize("wrong", BAD)
def test_what_is_wrong_with_it_is_said_with_its_line(wrong):
    data, line, reason = BAD[wrong]
    with pytest.raises(Faulty) as raised:
        read_yaml(data)
    [fault] = raised.value.faults
    assert (fault.line, fault.code) == (line, "invalid")
    assert reason in fault.reason


def test_a_file_of_50_mb_is_refused_before_it_is_read():
    started = time.process_time()
    with pytest.raises(Faulty):
        read_yaml(b"- x\n" * 12_500_000)
    assert time.process_time() - started < 1


def test_scalars_are_texts_but_for_true_false_and_null():
    tree = read_yaml(b"a: 1.10\nb: 007\nc: 2025-01-01\nd: true\ne: 'true'\nf:\ng: ~\nh: no\ni: ''\n")
    assert tree.plain() == {
        "a": "1.10", "b": "007", "c": "2025-01-01", "d": True, "e": "true", "f": None, "g": None, "h": "no", "i": ""
    }  # fmt: skip


def test_as_deep_as_may_be_is_read():
    assert read_yaml(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH).line == 1


def test_the_mark_of_a_text_editor_is_no_part_of_it():
    assert read_yaml("\ufeffa: b\n".encode()).plain() == {"a": "b"}


def test_a_line_is_that_of_the_deepest_part_of_a_path():
    tree = read_yaml(b"a:\n  - b: 1\n  - b: 2\n    c:\n      - x\n")
    assert [tree.line_of(each) for each in ("a", "a.1.b", "a.1.c.0", "a.1.d", "a.7", "x", "")] == [1, 3, 5, 3, 1, 1, 1]
