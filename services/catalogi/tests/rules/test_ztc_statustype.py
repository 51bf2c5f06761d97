# SPDX-License-Identifier: EUPL-1.2
from catalogi.rules.ztc_statustype import derive_volgnummer_of_eindstatus


def test_the_highest_volgnummer_makes_the_eindstatus():
    assert derive_volgnummer_of_eindstatus(volgnummers=[2, 9, 5]) == 9


def test_a_zaaktype_without_statustypen_has_no_eindstatus():
    assert derive_volgnummer_of_eindstatus(volgnummers=[]) is None
