# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_020_resultaattype import resultaattype_is_of_zaaktype


def test_a_resultaattype_of_the_zaaktype_may_be_used():
    assert (
        list(resultaattype_is_of_zaaktype(zaaktype_of_resultaattype="ztc:/zaaktypen/1", zaaktype="ztc:/zaaktypen/1"))
        == []
    )


def test_a_resultaattype_of_another_zaaktype_is_refused():
    [violation] = resultaattype_is_of_zaaktype(
        zaaktype_of_resultaattype="ztc:/zaaktypen/2", zaaktype="ztc:/zaaktypen/1"
    )
    assert (violation.name, violation.code) == ("nonFieldErrors", "zaaktype-mismatch")
    assert "resultaattype" in violation.reason
