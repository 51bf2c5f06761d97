# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_007_objecttype import objecttype_fits_afleidingswijze

NEEDED = ["ander_datumkenmerk", "zaakobject"]
EMPTY = [
    "afgehandeld",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "vervaldatum_besluit",
    "termijn",
]


def found(afleidingswijze, objecttype):
    violations = objecttype_fits_afleidingswijze(afleidingswijze=afleidingswijze, objecttype=objecttype)
    return [(each.name, each.code) for each in violations]


@pytest.mark.parametrize("afleidingswijze", EMPTY)
def test_it_is_empty_where_it_has_no_use(afleidingswijze):
    assert found(afleidingswijze, "") == []
    assert found(afleidingswijze, "pand") == [("brondatumArchiefprocedure.objecttype", "must-be-empty")]


@pytest.mark.parametrize("afleidingswijze", NEEDED)
def test_it_is_there_where_it_is_needed(afleidingswijze):
    assert found(afleidingswijze, "pand") == []
    assert found(afleidingswijze, "") == [("brondatumArchiefprocedure.objecttype", "required")]
