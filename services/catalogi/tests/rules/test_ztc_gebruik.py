# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_gebruik import zaaktype_is_not_used


def test_a_zaaktype_without_zaken_may_go():
    assert list(zaaktype_is_not_used(zaken=0)) == []


@pytest.mark.parametrize(("zaken", "said"), [(1, "is 1 zaak van"), (12, "zijn 12 zaken van")])
def test_a_zaaktype_with_zaken_may_not_go_and_how_many_is_said(zaken, said):
    [violation] = zaaktype_is_not_used(zaken=zaken)
    assert violation.code == "conflict"
    assert said in violation.reason
