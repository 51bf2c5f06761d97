# SPDX-License-Identifier: EUPL-1.2
import pytest

from autorisaties.rules.ac_003_velden import autorisaties_are_complete


@pytest.mark.parametrize(
    ("component", "scope", "needed"),
    [
        ("zrc", "zaken.lezen", {"zaaktype", "maxVertrouwelijkheidaanduiding"}),
        ("drc", "documenten.lezen", {"informatieobjecttype", "maxVertrouwelijkheidaanduiding"}),
        ("brc", "besluiten.lezen", {"besluittype"}),
        ("zrc", "audittrails.lezen", set()),
        ("ztc", "catalogi.lezen", set()),
    ],
)
def test_an_autorisatie_needs_what_its_scope_counts_for(component, scope, needed):
    found = {v.name for v in autorisaties_are_complete(autorisaties=[{"component": component, "scopes": [scope]}])}
    assert found == {f"autorisaties.0.{field}" for field in needed}


def test_the_index_of_the_autorisatie_is_in_the_name():
    good = {"component": "ztc", "scopes": ["catalogi.lezen"]}
    bad = {"component": "brc", "scopes": ["besluiten.lezen"]}
    (violation,) = autorisaties_are_complete(autorisaties=[good, bad])
    assert (violation.name, violation.code) == ("autorisaties.1.besluittype", "required")


def test_a_complete_autorisatie_is_fine():
    whole = {"component": "brc", "scopes": ["besluiten.lezen"], "besluittype": "ztc:besluittypen/1"}
    assert list(autorisaties_are_complete(autorisaties=[whole])) == []


def test_one_scope_of_the_component_among_others_is_enough():
    mixed = {"component": "brc", "scopes": ["audittrails.lezen", "besluiten.lezen"]}
    (violation,) = autorisaties_are_complete(autorisaties=[mixed])
    assert violation.name == "autorisaties.0.besluittype"


@pytest.mark.parametrize("scopes", [{}, {"scopes": None}, {"scopes": []}])
def test_an_autorisatie_without_scopes_needs_nothing(scopes):
    assert list(autorisaties_are_complete(autorisaties=[{"component": "brc", **scopes}])) == []
