# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_008_registratie import registratie_fits_afleidingswijze

NEEDED = ["ander_datumkenmerk"]
EMPTY = [
    "afgehandeld",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "vervaldatum_besluit",
    "termijn",
    "zaakobject",
]


def found(afleidingswijze, registratie):
    violations = registratie_fits_afleidingswijze(afleidingswijze=afleidingswijze, registratie=registratie)
    return [(each.name, each.code) for each in violations]


@pytest.mark.parametrize("afleidingswijze", EMPTY)
def test_it_is_empty_where_it_has_no_use(afleidingswijze):
    assert found(afleidingswijze, "") == []
    assert found(afleidingswijze, "BAG") == [("brondatumArchiefprocedure.registratie", "must-be-empty")]


@pytest.mark.parametrize("afleidingswijze", NEEDED)
def test_it_is_there_where_it_is_needed(afleidingswijze):
    assert found(afleidingswijze, "BAG") == []
    assert found(afleidingswijze, "") == [("brondatumArchiefprocedure.registratie", "required")]
