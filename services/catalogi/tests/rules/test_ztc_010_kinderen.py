# SPDX-License-Identifier: EUPL-1.2
from catalogi.rules.ztc_010_kinderen import zaaktype_may_change


def test_what_belongs_to_a_concept_changes():
    assert list(zaaktype_may_change(concept=True, forced=False)) == []


def test_what_belongs_to_a_published_zaaktype_does_not():
    found = list(zaaktype_may_change(concept=False, forced=False))
    assert [(each.name, each.code) for each in found] == [("nonFieldErrors", "non-concept-zaaktype")]
    (relation,) = zaaktype_may_change(concept=False, forced=False, code="non-concept-relation")
    assert relation.code == "non-concept-relation"


def test_what_belongs_to_a_published_zaaktype_can_be_corrected():
    assert list(zaaktype_may_change(concept=False, forced=True)) == []
