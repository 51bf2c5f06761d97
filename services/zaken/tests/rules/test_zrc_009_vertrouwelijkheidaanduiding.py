# SPDX-License-Identifier: EUPL-1.2
from zaken.rules.zrc_009_vertrouwelijkheidaanduiding import derive_vertrouwelijkheidaanduiding


def test_a_given_vertrouwelijkheidaanduiding_is_kept():
    assert derive_vertrouwelijkheidaanduiding(given="geheim", of_zaaktype="openbaar") == "geheim"


def test_an_empty_vertrouwelijkheidaanduiding_becomes_that_of_the_zaaktype():
    assert derive_vertrouwelijkheidaanduiding(given="", of_zaaktype="openbaar") == "openbaar"
