# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notificaties.rules.nrc_notificatie import (
    aanmaakdatum_is_possible,
    is_received,
    kanaal_is_known,
    kenmerken_fit,
    plain,
)


def codes(violations):
    return [(each.name, each.code) for each in violations]


def test_a_kanaal_must_be_known():
    assert codes(kanaal_is_known(naam="zaken", known=True)) == []
    assert codes(kanaal_is_known(naam="zaken", known=False)) == [("kanaal", "message_kanaal")]


@pytest.mark.parametrize(
    ("kenmerken", "allowed"),
    [
        ([], []),
        ([], ["zaaktype"]),
        (["zaaktype"], ["zaaktype", "bronorganisatie"]),
        (["zaaktype", "zaaktype.catalogus"], ["zaaktype"]),
        (["verantwoordelijkeOrganisatie"], ["verantwoordelijke_organisatie"]),
        (["anything"], []),
    ],
)
def test_kenmerken_are_some_of_the_kanaal_or_all_and_more(kenmerken, allowed):
    assert codes(kenmerken_fit(kenmerken=kenmerken, allowed=allowed)) == []


def test_kenmerken_that_are_neither_are_refused():
    found = kenmerken_fit(kenmerken=["zaaktype", "kleur"], allowed=["zaaktype", "bronorganisatie"])
    assert codes(found) == [("kenmerken", "kenmerken_inconsistent")]


KENMERKEN = {"zaaktype": "zt", "verantwoordelijke_organisatie": "85"}


@pytest.mark.parametrize(
    "group",
    [
        {},
        {"zaaktype": "zt"},
        {"zaaktype": "*"},
        {"zaaktype": "*", "verantwoordelijkeOrganisatie": "85"},
        {"verantwoordelijke_organisatie": "85"},
        {"vertrouwelijkheidaanduiding": "openbaar"},
    ],
)
def test_a_group_whose_filters_are_met_or_absent_receives(group):
    assert is_received(groups=[group], kenmerken=KENMERKEN)


@pytest.mark.parametrize("group", [{"zaaktype": "ander"}, {"zaaktype": "zt", "verantwoordelijkeOrganisatie": "86"}])
def test_a_group_with_another_value_does_not(group):
    assert not is_received(groups=[group], kenmerken=KENMERKEN)


def test_one_of_several_groups_is_enough():
    assert is_received(groups=[{"zaaktype": "ander"}, {"zaaktype": "zt"}], kenmerken=KENMERKEN)
    assert not is_received(groups=[], kenmerken=KENMERKEN)


@given(st.dictionaries(st.sampled_from(["zaaktype", "a_b", "c"]), st.text(max_size=3)))
def test_filters_equal_to_the_kenmerken_always_receive(kenmerken):
    assert is_received(groups=[kenmerken], kenmerken=kenmerken)


def test_both_casings_are_one_name():
    assert plain("verantwoordelijkeOrganisatie") == plain("verantwoordelijke_organisatie")


@pytest.mark.parametrize(("ahead", "found"), [(-1, 0), (0, 0), (59, 0), (60, 0), (61, 1)])
def test_a_clock_that_is_ahead_has_its_leeway(ahead, found):
    now = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    moment = now + timedelta(seconds=ahead)
    violations = codes(aanmaakdatum_is_possible(aanmaakdatum=moment, now=now, leeway=timedelta(seconds=60)))
    assert violations == [("aanmaakdatum", "date-in-future")] * found
