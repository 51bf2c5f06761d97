# SPDX-License-Identifier: EUPL-1.2
from documenten.rules.drc_001_informatieobjecttype import informatieobjecttype_is_published


def test_a_published_informatieobjecttype_is_fine():
    assert list(informatieobjecttype_is_published(concept=False)) == []


def test_a_concept_informatieobjecttype_is_refused():
    (violation,) = informatieobjecttype_is_published(concept=True)
    assert (violation.name, violation.code) == ("informatieobjecttype", "not-published")
