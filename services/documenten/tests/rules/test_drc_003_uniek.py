# SPDX-License-Identifier: EUPL-1.2
from documenten.rules.drc_003_uniek import relation_is_new


def test_a_new_relation_is_fine():
    assert list(relation_is_new(exists=False)) == []


def test_a_relation_that_exists_is_refused():
    (violation,) = relation_is_new(exists=True)
    assert (violation.name, violation.code) == ("nonFieldErrors", "unique")
