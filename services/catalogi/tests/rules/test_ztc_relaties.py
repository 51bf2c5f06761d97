# SPDX-License-Identifier: EUPL-1.2
from catalogi.rules.ztc_relaties import catalogus_is_the_same, name_is_known, statustype_is_of_zaaktype


def codes(violations):
    return [(each.name, each.code) for each in violations]


def test_a_name_is_that_of_a_type():
    assert codes(name_is_known(name="deelzaaktypen", value="A", known=True)) == []
    assert codes(name_is_known(name="deelzaaktypen", value="A", known=False)) == [("deelzaaktypen", "does_not_exist")]


def test_types_that_refer_to_each_other_share_their_catalogus():
    assert codes(catalogus_is_the_same(name="x", same=True)) == []
    assert codes(catalogus_is_the_same(name="x", same=False)) == [("x", "relations-incorrect-catalogus")]


def test_a_statustype_is_of_the_zaaktype():
    assert codes(statustype_is_of_zaaktype(same=True)) == []
    assert codes(statustype_is_of_zaaktype(same=False)) == [("nonFieldErrors", "relations-incorrect-zaaktype")]
