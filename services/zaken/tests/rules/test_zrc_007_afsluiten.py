# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from zaken.rules.zrc_007_afsluiten import derive_einddatum, may_close

READY = {
    "locked_informatieobjecten": [],
    "informatieobjecten_without_gebruiksrecht": [],
    "has_resultaat": True,
    "open_deelzaken": 0,
    "deelzaken_without_resultaat": 0,
}


def test_a_zaak_that_is_done_may_close():
    assert list(may_close(**READY)) == []


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ({"locked_informatieobjecten": ["drc:/enkelvoudiginformatieobjecten/1"]}, "informatieobject-locked"),
        (
            {"informatieobjecten_without_gebruiksrecht": ["drc:/enkelvoudiginformatieobjecten/1"]},
            "indicatiegebruiksrecht-unset",
        ),
        ({"has_resultaat": False}, "resultaat-does-not-exist"),
        ({"open_deelzaken": 1}, "deelzaken-not-closed"),
        ({"deelzaken_without_resultaat": 2}, "deelzaak-resultaat-does-not-exist"),
    ],
)
def test_a_zaak_that_is_not_done_may_not_close(fact, code):
    [violation] = may_close(**(READY | fact))
    assert (violation.name, violation.code) == ("nonFieldErrors", code)


def test_all_that_keeps_a_zaak_open_is_told_at_once_and_in_order():
    violations = may_close(
        locked_informatieobjecten=["drc:/enkelvoudiginformatieobjecten/1"],
        informatieobjecten_without_gebruiksrecht=["drc:/enkelvoudiginformatieobjecten/1"],
        has_resultaat=False,
        open_deelzaken=3,
        deelzaken_without_resultaat=2,
    )
    assert [violation.code for violation in violations] == [
        "informatieobject-locked",
        "indicatiegebruiksrecht-unset",
        "deelzaken-not-closed",
        "deelzaak-resultaat-does-not-exist",
        "resultaat-does-not-exist",
    ]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 8, 6, 21, 59, tzinfo=UTC), date(2026, 8, 6)),
        (datetime(2026, 8, 6, 22, 0, tzinfo=UTC), date(2026, 8, 7)),
        (datetime(2026, 1, 6, 22, 59, tzinfo=UTC), date(2026, 1, 6)),
        (datetime(2026, 1, 6, 23, 0, tzinfo=UTC), date(2026, 1, 7)),
        (datetime(2026, 8, 7, 1, 0, tzinfo=timezone(timedelta(hours=5))), date(2026, 8, 6)),
    ],
)
def test_the_einddatum_is_the_day_in_amsterdam(instant, day):
    assert derive_einddatum(datum_status_gezet=instant) == day


@pytest.mark.parametrize("fact", ["locked_informatieobjecten", "informatieobjecten_without_gebruiksrecht"])
def test_the_documents_that_keep_a_zaak_open_are_named_up_to_ten(fact):
    urls = [f"https://drc.test/enkelvoudiginformatieobjecten/{number:02}" for number in range(12)]
    [violation] = may_close(**(READY | {fact: urls[:2]}))
    assert f"({urls[0]}, {urls[1]})" in violation.reason
    [violation] = may_close(**(READY | {fact: urls[:10]}))
    assert f"{urls[9]})" in violation.reason
    [violation] = may_close(**(READY | {fact: urls[:11]}))
    assert f"{urls[9]} en nog 1)" in violation.reason
    [violation] = may_close(**(READY | {fact: urls}))
    assert f"{urls[9]} en nog 2)" in violation.reason
    assert urls[10] not in violation.reason
