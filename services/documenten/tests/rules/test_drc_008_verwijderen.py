# SPDX-License-Identifier: EUPL-1.2
from documenten.rules.drc_008_verwijderen import may_destroy


def test_a_document_that_nothing_needs_may_go():
    assert list(may_destroy(relations=0, locked=False)) == []


def test_relations_and_a_lock_keep_it_and_the_relations_are_told_first():
    assert [each.code for each in may_destroy(relations=2, locked=True)] == ["pending-relations", "destroy-locked"]
    assert [each.code for each in may_destroy(relations=0, locked=True)] == ["destroy-locked"]
    assert {each.name for each in may_destroy(relations=2, locked=True)} == {"nonFieldErrors"}
