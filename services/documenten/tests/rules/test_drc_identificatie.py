# SPDX-License-Identifier: EUPL-1.2
from documenten.rules.drc_identificatie import NOT_UNIQUE, derive_identificatie


def test_an_identificatie_has_a_year_and_ten_digits():
    assert derive_identificatie(year=2026, number=41) == "DOCUMENT-2026-0000000041"


def test_an_identificatie_that_is_taken_has_its_own_code():
    assert (NOT_UNIQUE.name, NOT_UNIQUE.code) == ("identificatie", "identificatie-niet-uniek")
    assert "D-1 bestaat al" in NOT_UNIQUE.reason.format(identificatie="D-1")
