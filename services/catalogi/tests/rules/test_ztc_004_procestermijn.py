# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_004_procestermijn import procestermijn_fits_afleidingswijze

NEEDED = ["termijn"]
EMPTY = [
    "afgehandeld",
    "ander_datumkenmerk",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "vervaldatum_besluit",
    "zaakobject",
]


def found(afleidingswijze, procestermijn):
    violations = procestermijn_fits_afleidingswijze(afleidingswijze=afleidingswijze, procestermijn=procestermijn)
    return [(each.name, each.code) for each in violations]


@pytest.mark.parametrize("afleidingswijze", EMPTY)
def test_it_is_empty_where_it_has_no_use(afleidingswijze):
    assert found(afleidingswijze, None) == []
    assert found(afleidingswijze, "P5Y") == [("brondatumArchiefprocedure.procestermijn", "must-be-empty")]


@pytest.mark.parametrize("afleidingswijze", NEEDED)
def test_it_is_there_where_it_is_needed(afleidingswijze):
    assert found(afleidingswijze, "P5Y") == []
    assert found(afleidingswijze, None) == [("brondatumArchiefprocedure.procestermijn", "required")]
