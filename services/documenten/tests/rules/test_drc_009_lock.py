# SPDX-License-Identifier: EUPL-1.2
import pytest

from documenten.rules.drc_009_lock import may_lock, may_unlock


def test_what_is_locked_is_not_locked_again():
    assert list(may_lock(locked=False)) == []
    (violation,) = may_lock(locked=True)
    assert (violation.name, violation.code) == ("nonFieldErrors", "existing-lock")


@pytest.mark.parametrize(
    ("lock", "given", "may_force"), [("a", "a", False), ("a", "a", True), ("a", "", True), ("", "", True)]
)
def test_the_lock_id_or_force_unlocks(lock, given, may_force):
    assert list(may_unlock(lock=lock, given=given, may_force=may_force)) == []


@pytest.mark.parametrize(
    ("lock", "given", "may_force"),
    [("a", "b", False), ("a", "b", True), ("a", "", False), ("", "a", True), ("", "", False)],
)
def test_anything_else_does_not(lock, given, may_force):
    (violation,) = may_unlock(lock=lock, given=given, may_force=may_force)
    assert (violation.name, violation.code) == ("nonFieldErrors", "incorrect-lock-id")
