# SPDX-License-Identifier: EUPL-1.2
from documenten.rules.drc_identificatie import derive_identificatie


def test_an_identificatie_has_a_year_and_ten_digits():
    assert derive_identificatie(year=2026, number=41) == "DOCUMENT-2026-0000000041"
