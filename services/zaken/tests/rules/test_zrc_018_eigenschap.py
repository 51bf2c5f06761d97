# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_018_eigenschap import eigenschap_is_of_zaaktype


def test_an_eigenschap_of_the_zaaktype_may_be_used():
    assert list(eigenschap_is_of_zaaktype(zaaktype_of_eigenschap="ztc:/zaaktypen/1", zaaktype="ztc:/zaaktypen/1")) == []


def test_an_eigenschap_of_another_zaaktype_is_refused():
    [violation] = eigenschap_is_of_zaaktype(zaaktype_of_eigenschap="ztc:/zaaktypen/2", zaaktype="ztc:/zaaktypen/1")
    assert (violation.name, violation.code) == ("nonFieldErrors", "zaaktype-mismatch")
    assert "eigenschap" in violation.reason
