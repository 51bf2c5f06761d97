# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest

from zaken.rules.zrc_014_betaling import betaaldatum_fits, derive_laatste_betaaldatum

NOW = datetime(2026, 8, 6, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("betalingsindicatie", "given", "codes"),
    [
        ("geheel", NOW, []),
        ("geheel", None, []),
        ("nvt", None, []),
        ("", NOW, []),
        ("nvt", NOW, ["betaling-nvt"]),
        ("gedeeltelijk", LATER, ["future_not_allowed"]),
        ("nvt", LATER, ["betaling-nvt", "future_not_allowed"]),
    ],
)
def test_a_betaaldatum_fits_the_betalingsindicatie_and_the_clock(betalingsindicatie, given, codes):
    violations = list(betaaldatum_fits(betalingsindicatie=betalingsindicatie, laatste_betaaldatum_given=given, now=NOW))
    assert [violation.code for violation in violations] == codes
    assert all(violation.name == "laatsteBetaaldatum" for violation in violations)


def test_the_betaaldatum_goes_when_there_is_nothing_to_pay():
    assert derive_laatste_betaaldatum(betalingsindicatie="nvt", laatste_betaaldatum=NOW) is None


@pytest.mark.parametrize("betalingsindicatie", ["", "nog_niet", "gedeeltelijk", "geheel"])
@pytest.mark.parametrize("laatste_betaaldatum", [NOW, None])
def test_the_betaaldatum_stays_with_any_other_betalingsindicatie(betalingsindicatie, laatste_betaaldatum):
    assert (
        derive_laatste_betaaldatum(betalingsindicatie=betalingsindicatie, laatste_betaaldatum=laatste_betaaldatum)
        == laatste_betaaldatum
    )


@pytest.mark.parametrize(("ahead", "codes"), [(60, []), (61, ["future_not_allowed"])])
def test_a_clients_clock_may_be_ahead_by_the_leeway(ahead, codes):
    violations = betaaldatum_fits(
        betalingsindicatie="geheel",
        laatste_betaaldatum_given=NOW + timedelta(seconds=ahead),
        now=NOW,
        leeway=timedelta(seconds=60),
    )
    assert [violation.code for violation in violations] == codes
