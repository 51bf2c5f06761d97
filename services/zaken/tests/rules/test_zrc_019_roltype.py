# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_019_roltype import roltype_is_of_zaaktype


def test_a_roltype_of_the_zaaktype_may_be_used():
    assert list(roltype_is_of_zaaktype(zaaktype_of_roltype="ztc:/zaaktypen/1", zaaktype="ztc:/zaaktypen/1")) == []


def test_a_roltype_of_another_zaaktype_is_refused():
    [violation] = roltype_is_of_zaaktype(zaaktype_of_roltype="ztc:/zaaktypen/2", zaaktype="ztc:/zaaktypen/1")
    assert (violation.name, violation.code) == ("nonFieldErrors", "zaaktype-mismatch")
    assert "roltype" in violation.reason
