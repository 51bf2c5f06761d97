# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_004_zaakinformatieobject import AARD_RELATIE_WEERGAVE, NOT_UNIQUE, relation_is_unchanged


@pytest.mark.parametrize(
    ("zaak", "informatieobject", "refused"),
    [
        ("zrc:/zaken/1", "drc:/enkelvoudiginformatieobjecten/1", []),
        ("zrc:/zaken/2", "drc:/enkelvoudiginformatieobjecten/1", ["zaak"]),
        ("zrc:/zaken/1", "drc:/enkelvoudiginformatieobjecten/2", ["informatieobject"]),
        ("zrc:/zaken/2", "drc:/enkelvoudiginformatieobjecten/2", ["zaak", "informatieobject"]),
    ],
)
def test_neither_end_of_the_relation_may_change(zaak, informatieobject, refused):
    violations = list(
        relation_is_unchanged(
            zaak_before="zrc:/zaken/1",
            zaak_after=zaak,
            informatieobject_before="drc:/enkelvoudiginformatieobjecten/1",
            informatieobject_after=informatieobject,
        )
    )
    assert [violation.name for violation in violations] == refused
    assert all(violation.code == "wijzigen-niet-toegelaten" for violation in violations)


def test_a_second_relation_between_the_same_two_has_its_own_code():
    assert (NOT_UNIQUE.name, NOT_UNIQUE.code) == ("nonFieldErrors", "unique")


def test_the_relation_is_always_of_the_one_kind():
    assert AARD_RELATIE_WEERGAVE == "Hoort bij, omgekeerd: kent"
