# SPDX-License-Identifier: EUPL-1.2
import pytest

from documenten.rules.drc_010_bijwerken import may_change


def test_who_holds_the_lock_may_change_it():
    assert list(may_change(lock="a", given="a")) == []


@pytest.mark.parametrize(
    ("lock", "given", "code"),
    [("", "", "unlocked"), ("", "a", "unlocked"), ("a", "", "missing-lock-id"), ("a", "b", "incorrect-lock-id")],
)
def test_nobody_else_may(lock, given, code):
    (violation,) = may_change(lock=lock, given=given)
    assert (violation.name, violation.code) == ("nonFieldErrors", code)
