# SPDX-License-Identifier: EUPL-1.2
import pytest

from documenten.rules.drc_002_object import object_is_of_its_type

ZAAK = {"bronorganisatie", "verantwoordelijkeOrganisatie", "zaaktype"}
BESLUIT = {"verantwoordelijkeOrganisatie", "besluittype", "datum"}


@pytest.mark.parametrize(("object_type", "fields"), [("zaak", ZAAK), ("besluit", BESLUIT)])
@pytest.mark.parametrize("more", [set(), {"url"}])
def test_an_object_with_the_fields_of_its_type_is_fine(object_type, fields, more):
    assert list(object_is_of_its_type(object_type=object_type, fields=fields | more)) == []


@pytest.mark.parametrize(
    ("object_type", "fields"),
    [
        ("zaak", BESLUIT),
        ("besluit", ZAAK),
        ("zaak", set()),
        *(("zaak", ZAAK - {each}) for each in sorted(ZAAK)),
        *(("besluit", BESLUIT - {each}) for each in sorted(BESLUIT)),
    ],
)
def test_an_object_of_another_type_is_refused(object_type, fields):
    (violation,) = object_is_of_its_type(object_type=object_type, fields=fields)
    assert (violation.name, violation.code) == ("object", "invalid-resource")
