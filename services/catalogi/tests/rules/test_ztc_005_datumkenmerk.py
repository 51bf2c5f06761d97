# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_005_datumkenmerk import datumkenmerk_fits_afleidingswijze

NEEDED = ["ander_datumkenmerk", "eigenschap", "zaakobject"]
EMPTY = ["afgehandeld", "gerelateerde_zaak", "hoofdzaak", "ingangsdatum_besluit", "vervaldatum_besluit", "termijn"]


def found(afleidingswijze, datumkenmerk):
    violations = datumkenmerk_fits_afleidingswijze(afleidingswijze=afleidingswijze, datumkenmerk=datumkenmerk)
    return [(each.name, each.code) for each in violations]


@pytest.mark.parametrize("afleidingswijze", EMPTY)
def test_it_is_empty_where_it_has_no_use(afleidingswijze):
    assert found(afleidingswijze, "") == []
    assert found(afleidingswijze, "einde") == [("brondatumArchiefprocedure.datumkenmerk", "must-be-empty")]


@pytest.mark.parametrize("afleidingswijze", NEEDED)
def test_it_is_there_where_it_is_needed(afleidingswijze):
    assert found(afleidingswijze, "einde") == []
    assert found(afleidingswijze, "") == [("brondatumArchiefprocedure.datumkenmerk", "required")]
