# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest

from zaken.rules.zrc_status import DATUM_NOT_UNIQUE, datum_is_possible, gezetdoor_is_of_zaak, may_set_status

NOW = datetime(2026, 8, 6, 12, 0, tzinfo=UTC)
NO_SCOPE = {"may_create": False, "may_add": False, "may_reopen": False}


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(days=400)])
def test_a_status_may_be_set_now_or_before(ago):
    assert list(datum_is_possible(datum_status_gezet=NOW - ago, now=NOW)) == []


def test_a_status_may_not_be_set_in_the_future():
    [violation] = datum_is_possible(datum_status_gezet=NOW + timedelta(microseconds=1), now=NOW)
    assert (violation.name, violation.code) == ("datumStatusGezet", "date-in-future")


def test_two_statuses_at_one_moment_have_their_own_code():
    assert (DATUM_NOT_UNIQUE.name, DATUM_NOT_UNIQUE.code) == ("nonFieldErrors", "unique")


def test_a_status_may_be_set_by_a_rol_of_the_zaak():
    assert list(gezetdoor_is_of_zaak(zaak_of_rol="zrc:/zaken/1", zaak="zrc:/zaken/1")) == []


def test_a_status_may_not_be_set_by_a_rol_of_another_zaak():
    [violation] = gezetdoor_is_of_zaak(zaak_of_rol="zrc:/zaken/2", zaak="zrc:/zaken/1")
    assert (violation.name, violation.code) == ("gezetdoor", "zaak-mismatch")


def test_who_creates_zaken_may_set_the_first_status_only():
    create = NO_SCOPE | {"may_create": True}
    assert may_set_status(is_first=True, is_closed=False, **create)
    assert not may_set_status(is_first=False, is_closed=False, **create)
    assert not may_set_status(is_first=True, is_closed=True, **create)


@pytest.mark.parametrize("is_first", [True, False])
def test_who_adds_statuses_may_set_any_while_the_zaak_is_open(is_first):
    add = NO_SCOPE | {"may_add": True}
    assert may_set_status(is_first=is_first, is_closed=False, **add)
    assert not may_set_status(is_first=is_first, is_closed=True, **add)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("is_closed", [True, False])
def test_who_reopens_may_set_any_status_also_on_a_closed_zaak(is_first, is_closed):
    assert may_set_status(is_first=is_first, is_closed=is_closed, **(NO_SCOPE | {"may_reopen": True}))


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("is_closed", [True, False])
def test_without_a_scope_no_status_may_be_set(is_first, is_closed):
    assert not may_set_status(is_first=is_first, is_closed=is_closed, **NO_SCOPE)
