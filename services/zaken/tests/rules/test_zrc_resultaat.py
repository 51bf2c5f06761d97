# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_resultaat import NOT_UNIQUE, resultaat_is_unchanged


@pytest.mark.parametrize(
    ("zaak", "resultaattype", "refused"),
    [
        ("zrc:/zaken/1", "ztc:/resultaattypen/1", []),
        ("zrc:/zaken/2", "ztc:/resultaattypen/1", ["zaak"]),
        ("zrc:/zaken/1", "ztc:/resultaattypen/2", ["resultaattype"]),
        ("zrc:/zaken/2", "ztc:/resultaattypen/2", ["zaak", "resultaattype"]),
    ],
)
def test_neither_the_zaak_nor_the_type_of_a_resultaat_may_change(zaak, resultaattype, refused):
    violations = list(
        resultaat_is_unchanged(
            zaak_before="zrc:/zaken/1",
            zaak_after=zaak,
            resultaattype_before="ztc:/resultaattypen/1",
            resultaattype_after=resultaattype,
        )
    )
    assert [violation.name for violation in violations] == refused
    assert all(violation.code == "wijzigen-niet-toegelaten" for violation in violations)


def test_a_second_resultaat_has_its_own_code():
    assert (NOT_UNIQUE.name, NOT_UNIQUE.code) == ("zaak", "unique")
