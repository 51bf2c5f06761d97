# SPDX-License-Identifier: EUPL-1.2
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from catalogi.rules.ztc_geldigheid import catalogus_is_of_zaaktype, period_is_of_zaaktype, period_is_possible

BEGIN, EINDE = date(2025, 1, 1), date(2025, 12, 31)


def codes(violations):
    return [(each.name, each.code) for each in violations]


@given(st.dates(), st.none() | st.dates())
def test_a_period_ends_on_or_after_the_day_it_begins(begin, einde):
    wrong = [("nonFieldErrors", "date-mismatch")] if einde is not None and einde < begin else []
    assert codes(period_is_possible(begin=begin, einde=einde)) == wrong


def test_a_period_that_is_repeated_is_the_same():
    same = {"beginGeldigheid": BEGIN, "eindeGeldigheid": EINDE}
    nothing = {"beginGeldigheid": None, "eindeGeldigheid": None}
    assert codes(period_is_of_zaaktype(given=same, begin=BEGIN, einde=EINDE)) == []
    assert codes(period_is_of_zaaktype(given=nothing, begin=BEGIN, einde=EINDE)) == []
    assert codes(period_is_of_zaaktype(given={"eindeGeldigheid": BEGIN}, begin=BEGIN, einde=None)) == [
        ("eindeGeldigheid", "date-mismatch")
    ]


def test_a_catalogus_that_is_repeated_is_the_same():
    assert codes(catalogus_is_of_zaaktype(given=None, catalogus="a")) == []
    assert codes(catalogus_is_of_zaaktype(given="a", catalogus="a")) == []
    assert codes(catalogus_is_of_zaaktype(given="b", catalogus="a")) == [("catalogus", "relations-incorrect-catalogus")]
