# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_017_informatieobjecttype import informatieobjecttype_is_of_zaaktype


def test_a_document_of_a_type_that_the_zaaktype_has_may_be_related():
    assert list(informatieobjecttype_is_of_zaaktype(omschrijving="Brief", of_zaaktype=["Foto", "Brief"])) == []


@pytest.mark.parametrize("of_zaaktype", [[], ["Foto"], ["Brieven"], {"brief"}])
def test_a_document_of_another_type_may_not_be_related(of_zaaktype):
    [violation] = informatieobjecttype_is_of_zaaktype(omschrijving="Brief", of_zaaktype=of_zaaktype)
    assert violation.name == "nonFieldErrors"
    assert violation.code == "missing-zaaktype-informatieobjecttype-relation"
