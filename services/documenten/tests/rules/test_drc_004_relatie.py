# SPDX-License-Identifier: EUPL-1.2
from documenten.rules.drc_004_relatie import NOT_LOOKED_UP, NOT_VALIDATED, relation_is_gone, relation_is_known


def test_a_relation_that_is_known_may_be_made_and_one_that_is_gone_deleted():
    assert list(relation_is_known(known=True)) == []
    assert list(relation_is_gone(known=False)) == []


def test_a_relation_that_is_not_known_may_not_be_made():
    (violation,) = relation_is_known(known=False)
    assert (violation.name, violation.code) == ("nonFieldErrors", "inconsistent-relation")


def test_a_relation_that_is_known_may_not_be_deleted():
    (violation,) = relation_is_gone(known=True)
    assert (violation.name, violation.code) == ("nonFieldErrors", "remote-relation-exists")


def test_a_relation_that_nobody_could_be_asked_about_has_a_code_for_each_way():
    assert (NOT_VALIDATED.name, NOT_VALIDATED.code) == ("nonFieldErrors", "relation-validation-error")
    assert (NOT_LOOKED_UP.name, NOT_LOOKED_UP.code) == ("nonFieldErrors", "relation-lookup-error")
