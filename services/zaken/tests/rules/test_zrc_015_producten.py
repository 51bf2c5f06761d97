# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_015_producten import producten_are_of_zaaktype


@pytest.mark.parametrize("given", [[], ["a"], ["b", "a"], ["a", "a"]])
def test_some_products_of_the_zaaktype_may_be_given(given):
    assert list(producten_are_of_zaaktype(given=given, of_zaaktype=["a", "b"])) == []


@pytest.mark.parametrize(("given", "of_zaaktype"), [(["c"], ["a", "b"]), (["a", "c", "d"], {"a"}), (["a"], [])])
def test_other_products_are_refused_once(given, of_zaaktype):
    [violation] = producten_are_of_zaaktype(given=given, of_zaaktype=of_zaaktype)
    assert (violation.name, violation.code) == ("productenOfDiensten", "invalid-products-services")
