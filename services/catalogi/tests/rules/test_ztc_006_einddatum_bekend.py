# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_006_einddatum_bekend import einddatum_bekend_fits_afleidingswijze

EMPTY = ["afgehandeld", "termijn"]
FREE = [
    "ander_datumkenmerk",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "vervaldatum_besluit",
    "zaakobject",
]


def found(afleidingswijze, einddatum_bekend):
    violations = einddatum_bekend_fits_afleidingswijze(
        afleidingswijze=afleidingswijze, einddatum_bekend=einddatum_bekend
    )
    return [(each.name, each.code) for each in violations]


@pytest.mark.parametrize("afleidingswijze", EMPTY)
def test_it_is_empty_where_it_has_no_use(afleidingswijze):
    assert found(afleidingswijze, False) == []
    assert found(afleidingswijze, True) == [("brondatumArchiefprocedure.einddatumBekend", "must-be-empty")]


@pytest.mark.parametrize("afleidingswijze", FREE)
def test_it_is_free_elsewhere(afleidingswijze):
    assert found(afleidingswijze, True) == found(afleidingswijze, False) == []
