# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_zaakinformatieobject import status_is_of_zaak


def test_a_document_may_belong_to_a_status_of_its_zaak():
    assert list(status_is_of_zaak(zaak_of_status="zrc:zaken/1", zaak="zrc:zaken/1")) == []


def test_a_document_cannot_belong_to_a_status_of_another_zaak():
    found = list(status_is_of_zaak(zaak_of_status="zrc:zaken/2", zaak="zrc:zaken/1"))
    assert [(each.name, each.code) for each in found] == [("status", "zaak-mismatch")]
