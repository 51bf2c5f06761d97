# SPDX-License-Identifier: EUPL-1.2
from hypothesis import given
from hypothesis import strategies as st

from zaken.rules.zrc_002_identificatie import NOT_UNIQUE, derive_identificatie, identificatie_is_unchanged


def test_the_same_identificatie_may_be_sent_again():
    assert list(identificatie_is_unchanged(before="ZAAK-1", after="ZAAK-1")) == []


def test_another_identificatie_is_refused():
    [violation] = identificatie_is_unchanged(before="ZAAK-1", after="zaak-1")
    assert (violation.name, violation.code) == ("identificatie", "wijzigen-niet-toegelaten")


def test_an_identificatie_that_is_taken_has_its_own_code_and_is_named():
    assert (NOT_UNIQUE.name, NOT_UNIQUE.code) == ("identificatie", "identificatie-niet-uniek")
    assert "ZAAK-7 bestaat al" in NOT_UNIQUE.reason.format(identificatie="ZAAK-7")


def test_a_derived_identificatie_has_the_year_and_ten_digits():
    assert derive_identificatie(year=2026, number=1) == "ZAAK-2026-0000000001"


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(0, 10**10 - 1)), unique=True, min_size=2))
def test_derived_identificaties_differ_and_fit(numbers):
    derived = [derive_identificatie(year=year, number=number) for year, number in numbers]
    assert len(set(derived)) == len(numbers)
    assert {len(identificatie) for identificatie in derived} == {20}
