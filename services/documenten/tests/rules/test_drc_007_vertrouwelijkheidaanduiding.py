# SPDX-License-Identifier: EUPL-1.2
from documenten.rules.drc_007_vertrouwelijkheidaanduiding import derive_vertrouwelijkheidaanduiding as derive


def test_what_is_given_goes_before_what_the_type_says():
    assert derive(given="geheim", of_informatieobjecttype="intern") == "geheim"
    assert derive(given="", of_informatieobjecttype="intern") == "intern"
