# SPDX-License-Identifier: EUPL-1.2
from notificaties.rules.nrc_kanaal import naam_is_free


def test_a_free_naam_may_be_used():
    assert list(naam_is_free(taken=False)) == []


def test_a_naam_in_use_may_not():
    [violation] = naam_is_free(taken=True)
    assert (violation.name, violation.code) == ("naam", "unique")
