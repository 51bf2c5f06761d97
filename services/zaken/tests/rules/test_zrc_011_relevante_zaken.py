# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_011_relevante_zaken import name_of


def test_a_fault_in_a_relevante_zaak_is_named_after_its_place():
    assert [name_of(index=index) for index in (0, 12)] == ["relevanteAndereZaken.0.url", "relevanteAndereZaken.12.url"]
