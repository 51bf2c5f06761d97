# SPDX-License-Identifier: EUPL-1.2
import pytest

from zaken.rules.zrc_010_communicatiekanaal import communicatiekanaal_is_known


@pytest.mark.parametrize("fields", [{"url", "naam", "omschrijving"}, ["omschrijving", "naam", "url", "meer"]])
def test_a_communicatiekanaal_has_a_url_naam_and_omschrijving(fields):
    assert list(communicatiekanaal_is_known(fields=fields)) == []


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        (["naam", "omschrijving"], "url"),
        (["url", "omschrijving"], "naam"),
        (["url", "naam"], "omschrijving"),
        ([], "url, naam, omschrijving"),
    ],
)
def test_a_resource_of_another_shape_is_no_communicatiekanaal(fields, missing):
    [violation] = communicatiekanaal_is_known(fields=fields)
    assert (violation.name, violation.code) == ("communicatiekanaal", "invalid-resource")
    assert f": {missing} ontbreekt" in violation.reason
