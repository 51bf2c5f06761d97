# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_016_statustype import statustype_is_of_zaaktype


def test_a_statustype_of_the_zaaktype_may_be_used():
    assert list(statustype_is_of_zaaktype(zaaktype_of_statustype="ztc:/zaaktypen/1", zaaktype="ztc:/zaaktypen/1")) == []


def test_a_statustype_of_another_zaaktype_is_refused():
    [violation] = statustype_is_of_zaaktype(zaaktype_of_statustype="ztc:/zaaktypen/2", zaaktype="ztc:/zaaktypen/1")
    assert (violation.name, violation.code) == ("nonFieldErrors", "zaaktype-mismatch")
    assert "statustype" in violation.reason
