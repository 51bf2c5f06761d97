# SPDX-License-Identifier: EUPL-1.2
from catalogi.rules.ztc_009_gepubliceerd import type_may_change


def test_a_concept_changes():
    assert list(type_may_change(concept=True, forced=False)) == []


def test_what_is_published_does_not():
    found = list(type_may_change(concept=False, forced=False))
    assert [(each.name, each.code) for each in found] == [("nonFieldErrors", "non-concept-object")]


def test_what_is_published_can_be_corrected_and_ended():
    assert list(type_may_change(concept=False, forced=True)) == []
    assert list(type_may_change(concept=False, forced=False, only_einde_geldigheid=True)) == []
