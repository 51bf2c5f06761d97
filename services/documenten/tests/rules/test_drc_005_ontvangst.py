# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from documenten.rules.drc_005_ontvangst import status_fits_received

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("ontvangstdatum", "status"),
    [(None, "in_bewerking"), (None, "ter_vaststelling"), (DAY, "definitief"), (DAY, "gearchiveerd"), (DAY, "")],
)
def test_a_status_that_fits_is_fine(ontvangstdatum, status):
    assert list(status_fits_received(ontvangstdatum=ontvangstdatum, status=status)) == []


@pytest.mark.parametrize("status", ["in_bewerking", "ter_vaststelling"])
def test_what_was_received_is_not_in_progress(status):
    (violation,) = status_fits_received(ontvangstdatum=DAY, status=status)
    assert (violation.name, violation.code) == ("status", "invalid_for_received")
