# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.rules.ztc_003_afleidingswijze import afleidingswijze_fits_procestermijn


@pytest.mark.parametrize(
    ("procestermijn", "afleidingswijze"),
    [
        ("", "afgehandeld"),
        ("", "termijn"),
        ("nihil", "afgehandeld"),
        ("ingeschatte_bestaansduur_procesobject", "termijn"),
        ("bestaansduur_procesobject", "eigenschap"),
        ("vast_te_leggen_datum", "termijn"),
    ],
)
def test_an_afleidingswijze_fits(procestermijn, afleidingswijze):
    assert not list(afleidingswijze_fits_procestermijn(afleidingswijze=afleidingswijze, procestermijn=procestermijn))


@pytest.mark.parametrize(
    ("procestermijn", "afleidingswijze"),
    [
        ("nihil", "termijn"),
        ("nihil", "eigenschap"),
        ("bestaansduur_procesobject", "afgehandeld"),
        ("ingeschatte_bestaansduur_procesobject", "afgehandeld"),
        ("ingeschatte_bestaansduur_procesobject", "eigenschap"),
    ],
)
def test_an_afleidingswijze_does_not_fit(procestermijn, afleidingswijze):
    found = list(afleidingswijze_fits_procestermijn(afleidingswijze=afleidingswijze, procestermijn=procestermijn))
    assert [(each.name, each.code) for each in found] == [
        ("nonFieldErrors", "invalid-afleidingswijze-for-procestermijn")
    ]
