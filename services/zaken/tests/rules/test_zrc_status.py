# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, timedelta

import pytest

from zaken.rules.zrc_status import (
    NOT_UNIQUE,
    datum_is_possible,
    derive_moment,
    eindstatus_is_last,
    gezetdoor_is_of_zaak,
)

NOW = datetime(2026, 8, 6, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(days=400)])
def test_a_status_may_be_set_now_or_before(ago):
    assert list(datum_is_possible(datum_status_gezet=NOW - ago, now=NOW)) == []


def test_a_status_may_not_be_set_in_the_future():
    [violation] = datum_is_possible(datum_status_gezet=NOW + timedelta(microseconds=1), now=NOW)
    assert (violation.name, violation.code) == ("datumStatusGezet", "date-in-future")


@pytest.mark.parametrize(("ahead", "codes"), [(60, []), (61, ["date-in-future"])])
def test_a_clients_clock_may_be_ahead_by_the_leeway(ahead, codes):
    moment = NOW + timedelta(seconds=ahead)
    violations = datum_is_possible(datum_status_gezet=moment, now=NOW, leeway=timedelta(seconds=60))
    assert [violation.code for violation in violations] == codes


@pytest.mark.parametrize(
    ("given", "last", "moment"),
    [
        (NOW, None, NOW),
        (NOW - timedelta(days=1), NOW, NOW - timedelta(days=1)),
        (date(2026, 8, 6), None, datetime(2026, 8, 5, 22, tzinfo=UTC)),
        (date(2026, 1, 6), None, datetime(2026, 1, 5, 23, tzinfo=UTC)),
        (date(2026, 8, 6), NOW, NOW + timedelta(microseconds=1)),
        (date(2026, 8, 5), NOW, datetime(2026, 8, 4, 22, tzinfo=UTC)),
        (date(2026, 8, 7), NOW, datetime(2026, 8, 6, 22, tzinfo=UTC)),
        # The day is that in Amsterdam, and stays it: after its last microsecond nothing is of that day.
        (date(2026, 8, 7), datetime(2026, 8, 6, 23, tzinfo=UTC), datetime(2026, 8, 6, 23, 0, 0, 1, tzinfo=UTC)),
        (date(2026, 8, 6), datetime(2026, 8, 6, 21, 59, 59, 999999, tzinfo=UTC), datetime(2026, 8, 5, 22, tzinfo=UTC)),
    ],
)
def test_a_date_without_a_time_is_of_that_day_and_just_after_the_last_status_of_it(given, last, moment):
    assert derive_moment(given=given, last=last) == moment


def test_an_eindstatus_is_not_set_before_the_last_status():
    before = {"datum_status_gezet": NOW - timedelta(microseconds=1), "last": NOW}
    [violation] = eindstatus_is_last(**before)
    assert (violation.name, violation.code) == ("datumStatusGezet", "date-before-last-status")
    assert "2026-08-06T12:00:00Z" in violation.reason
    assert list(eindstatus_is_last(datum_status_gezet=NOW, last=NOW)) == []
    assert list(eindstatus_is_last(datum_status_gezet=NOW, last=None)) == []


def test_two_statuses_at_one_moment_have_their_own_code():
    assert (NOT_UNIQUE.name, NOT_UNIQUE.code) == ("nonFieldErrors", "unique")


def test_a_status_may_be_set_by_a_rol_of_the_zaak():
    assert list(gezetdoor_is_of_zaak(zaak_of_rol="zrc:/zaken/1", zaak="zrc:/zaken/1")) == []


def test_a_status_may_not_be_set_by_a_rol_of_another_zaak():
    [violation] = gezetdoor_is_of_zaak(zaak_of_rol="zrc:/zaken/2", zaak="zrc:/zaken/1")
    assert (violation.name, violation.code) == ("gezetdoor", "zaak-mismatch")
