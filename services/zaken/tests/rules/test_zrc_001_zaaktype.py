# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_001_zaaktype import zaaktype_is_published


def test_a_published_zaaktype_may_be_used():
    assert list(zaaktype_is_published(concept=False)) == []


def test_a_concept_zaaktype_may_not_be_used():
    [violation] = zaaktype_is_published(concept=True)
    assert (violation.name, violation.code) == ("zaaktype", "not-published")
