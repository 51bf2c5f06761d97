# SPDX-License-Identifier: EUPL-1.2
from catalogi.rules.ztc_017_catalogus_leeg import catalogus_is_empty


def test_an_empty_catalogus_can_go():
    assert list(catalogus_is_empty(types=0)) == []


def test_a_catalogus_with_types_stays():
    (found,) = catalogus_is_empty(types=1)
    assert found.code == "CATALOG_NOT_EMPTY"
    assert found.reason == "De catalogus kan niet worden verwijderd omdat deze nog items bevat."
