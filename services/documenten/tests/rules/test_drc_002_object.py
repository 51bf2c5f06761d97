# SPDX-License-Identifier: EUPL-1.2
import pytest

from documenten.rules.drc_002_object import SHAPES, object_is_of_its_type


@pytest.mark.parametrize("object_type", SHAPES)
def test_an_object_with_the_fields_of_its_type_is_fine(object_type):
    assert list(object_is_of_its_type(object_type=object_type, fields=SHAPES[object_type] | {"url"})) == []


@pytest.mark.parametrize(
    ("object_type", "fields"), [("zaak", SHAPES["besluit"]), ("besluit", SHAPES["zaak"]), ("zaak", frozenset())]
)
def test_an_object_of_another_type_is_refused(object_type, fields):
    (violation,) = object_is_of_its_type(object_type=object_type, fields=fields)
    assert (violation.name, violation.code) == ("object", "invalid-resource")
