# SPDX-License-Identifier: EUPL-1.2
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.demo import people
from gateway.demo.catalogue import CONTENT
from gateway.demo.planning import plan
from servicekit.clock import AMSTERDAM
from servicekit.stack.loading import eleven_test

TODAY = date(2026, 11, 22)
ZAKEN = plan(TODAY)
TYPES = {each["zaaktype"]["identificatie"]: each for each in CONTENT["zaaktypen"]}


def names(zaaktype, part):
    return [each["omschrijving"] for each in TYPES[zaaktype][part]]


def test_there_are_some_dozens_of_zaken_of_every_type_and_in_every_stage():
    assert len(ZAKEN) == 40
    for zaaktype in TYPES:
        stages = {len(zaak.statuses) for zaak in ZAKEN if zaak.zaaktype == zaaktype}
        assert stages == set(range(1, len(names(zaaktype, "statustypen")) + 1))


def test_the_same_day_gives_the_same_zaken():
    assert plan(TODAY) == ZAKEN


def test_each_zaak_has_a_number_of_its_own():
    assert len({zaak.identificatie for zaak in ZAKEN}) == len(ZAKEN)


def test_a_zaak_uses_what_its_type_allows():
    for zaak in ZAKEN:
        assert {roltype for roltype, _ in zaak.roles} <= set(names(zaak.zaaktype, "roltypen"))
        assert {each.informatieobjecttype for each in zaak.documents} <= TYPES[zaak.zaaktype][
            "informatieobjecttypen"
        ].keys()
        assert len(zaak.omschrijving) <= 80
        if zaak.resultaat:
            assert zaak.resultaat[0] in names(zaak.zaaktype, "resultaattypen")


def test_a_zaak_has_a_resultaat_when_its_last_status_closes_it():
    for zaak in ZAKEN:
        assert bool(zaak.resultaat) == (len(zaak.statuses) == len(names(zaak.zaaktype, "statustypen")))


def test_every_resultaat_that_a_type_has_is_given_once():
    for zaaktype in TYPES:
        given_ = {zaak.resultaat[0] for zaak in ZAKEN if zaak.zaaktype == zaaktype and zaak.resultaat}
        assert given_ == set(names(zaaktype, "resultaattypen"))


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2025, 1, 1), date(2060, 12, 31)))
def test_all_that_happened_lies_before_today_and_in_order(today):
    for zaak in plan(today):
        assert list(zaak.statuses) == sorted(set(zaak.statuses))
        days = [moment.astimezone(AMSTERDAM).date() for moment in zaak.statuses]
        assert zaak.startdatum == days[0]
        assert days[-1] < today
        assert all(zaak.startdatum <= document.day <= days[-1] for document in zaak.documents)
        assert days[0] > today - timedelta(days=400)


@pytest.mark.parametrize("who", people.inwoners(), ids=lambda who: who.name)
def test_a_resident_has_a_test_number(who):
    bsn = who.identificatie["inpBsn"]
    assert bsn.startswith("9999")
    assert eleven_test(bsn)


def test_no_number_is_of_two():
    numbers = [who.identificatie["inpBsn"] for who in people.inwoners()]
    numbers += [who.identificatie["innNnpId"] for who in people.bedrijven()]
    assert len(set(numbers)) == len(numbers) > 20
