# SPDX-License-Identifier: EUPL-1.2
"""A catalogue that is exported, applied where there is none and exported again, is the same file."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_rich_catalogue_comes_back_the_same(rich, export, run, zuid):
    before = export()
    status, said = run("apply", text=before, municipality="zuid")
    assert (status, "changes made" in said) == (0, True)
    assert export(municipality="zuid") == before


def test_what_was_exported_changes_nothing(rich, export, run, lines):
    told = len(lines.all())
    assert run("plan", text=export())[0] == 0
    assert run("apply", text=export()) == (0, "Nothing to change.\n")
    assert len(lines.all()) == told
