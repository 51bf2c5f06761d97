# SPDX-License-Identifier: EUPL-1.2
import pytest

from documenten.rules.drc_006_gebruiksrecht import indicatie_fits_gebruiksrechten


@pytest.mark.parametrize(("indicatie", "has"), [(True, True), (False, False), (None, False)])
def test_an_indicatie_that_tells_the_truth_is_fine(indicatie, has):
    assert list(indicatie_fits_gebruiksrechten(indicatie_gebruiksrecht=indicatie, has_gebruiksrechten=has)) == []


def test_true_needs_gebruiksrechten():
    (violation,) = indicatie_fits_gebruiksrechten(indicatie_gebruiksrecht=True, has_gebruiksrechten=False)
    assert (violation.name, violation.code) == ("indicatieGebruiksrecht", "missing-gebruiksrechten")


@pytest.mark.parametrize("indicatie", [False, None])
def test_gebruiksrechten_need_true(indicatie):
    (violation,) = indicatie_fits_gebruiksrechten(indicatie_gebruiksrecht=indicatie, has_gebruiksrechten=True)
    assert (violation.name, violation.code) == ("indicatieGebruiksrecht", "existing-gebruiksrechten")
