# SPDX-License-Identifier: EUPL-1.2
"""Counterparts at the other side: what is asked there, and what an answer says."""

from uuid import uuid4

import pytest
from dingen import Relatie, Zending

from servicekit.pairs.counterparts import Refused, Unanswered
from servicekit.references import absolute

pytestmark = pytest.mark.django_db
URL = "http://testserver/noord/autorisaties/api/v1"


@pytest.fixture
def ours():
    return f"ac:dingen/{uuid4()}"


def test_a_counterpart_is_made_with_both_ends_and_what_else_is_said(other, stuk, ours):
    Relatie.counterpart.make(ours, stuk)
    assert other.bodies() == [{"object": absolute(ours), "stuk": stuk, "soort": "ding"}]
    assert other.asked == ["POST /api/v1/dingstukken"]


def test_a_counterpart_is_found_by_both_ends(other, stuk, ours):
    assert not Relatie.counterpart.is_made(ours, stuk)
    Relatie.counterpart.make(ours, stuk)
    assert Relatie.counterpart.is_made(ours, stuk)
    assert not Relatie.counterpart.is_made(ours, other.stuk())
    assert not Relatie.counterpart.is_made(f"ac:dingen/{uuid4()}", stuk)


@pytest.mark.parametrize("knows_filters", [True, False])
def test_a_counterpart_is_deleted_and_no_other(other, stuk, ours, knows_filters):
    pairs = [(ours, stuk), (ours, other.stuk()), (f"ac:dingen/{uuid4()}", stuk)]
    for pair in pairs:
        Relatie.counterpart.make(*pair)
    other.knows_filters = knows_filters
    Relatie.counterpart.delete(ours, stuk)
    assert [(each["object"], each["stuk"]) for each in other.bodies()] == [
        (absolute(ours), theirs) for ours, theirs in pairs[1:]
    ]
    Relatie.counterpart.delete(ours, stuk)


def test_in_a_collection_of_one_end_that_end_is_neither_told_nor_asked_for(other, stuk, ours):
    counterpart, collection, another = Zending.counterpart, f"{stuk}/zendingen", f"ac:zendingen/{uuid4()}"
    assert not counterpart.is_made(ours, stuk)
    for each in (ours, another):
        counterpart.make(each, stuk)
    assert other.bodies(collection) == [{"zending": absolute(ours)}, {"zending": absolute(another)}]
    assert counterpart.is_made(ours, stuk)
    assert not counterpart.is_made(ours, other.stuk())
    counterpart.delete(ours, stuk)
    assert other.bodies(collection) == [{"zending": absolute(another)}]


@pytest.mark.parametrize("model", [Relatie, Zending])
def test_one_that_an_earlier_attempt_has_made_is_not_refused(other, stuk, ours, model):
    for _ in range(2):
        model.counterpart.make(ours, stuk)
    assert len(other.kept) == 1


def test_a_refusal_to_make_one_has_the_words_of_the_other_side(other, stuk, ours):
    other.posting = lambda _: (400, {"detail": "Fout.", "invalidParams": [{"reason": "Geen ding."}]})
    with pytest.raises(Refused) as refused:
        Relatie.counterpart.make(ours, stuk)
    assert (refused.value.status, refused.value.reason) == (400, "Geen ding.")
    other.posting = lambda _: (403, {"title": "Verboden", "detail": "Dat mag niet."})
    with pytest.raises(Refused) as refused:
        Relatie.counterpart.make(ours, stuk)
    assert (refused.value.status, refused.value.reason) == (403, "Dat mag niet.")


@pytest.mark.parametrize("status", [404, 410])
def test_one_that_is_gone_when_it_is_deleted_is_deleted(other, stuk, ours, status):
    Relatie.counterpart.make(ours, stuk)
    other.deleting = lambda _: (status, None)
    Relatie.counterpart.delete(ours, stuk)


def test_a_refusal_to_delete_one_is_raised(other, stuk, ours):
    Relatie.counterpart.make(ours, stuk)
    other.deleting = lambda _: (400, {"detail": "Nee."})
    with pytest.raises(Refused) as refused:
        Relatie.counterpart.delete(ours, stuk)
    assert (refused.value.status, refused.value.reason) == (400, "Nee.")


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_who_is_busy_or_down_has_said_nothing(other, stuk, ours, status):
    Relatie.counterpart.make(ours, stuk)
    other.posting = other.getting = other.deleting = lambda _: (status, None)
    for call in (Relatie.counterpart.make, Relatie.counterpart.is_made, Relatie.counterpart.delete):
        with pytest.raises(Unanswered):
            call(ours, stuk)
    other.getting = None
    with pytest.raises(Unanswered):
        Relatie.counterpart.delete(ours, stuk)


def test_who_refuses_the_question_has_not_said_that_there_is_none(other, stuk, ours):
    other.getting = lambda _: (403, None)
    with pytest.raises(Unanswered):
        Relatie.counterpart.is_made(ours, stuk)


def test_a_side_that_the_stack_file_names_no_longer_has_said_nothing(other, ours):
    with pytest.raises(Unanswered):
        Relatie.counterpart.make(ours, f"https://elders.test/stukken/{uuid4()}")


@pytest.mark.parametrize(
    "body", [None, 1, {"results": []}, [None], [1], [{}], [{"object": None, "stuk": None}], [{"object": 1, "stuk": 2}]]
)
def test_what_is_no_list_of_counterparts_says_nothing(other, stuk, ours, body):
    other.getting = lambda _: (200, body)
    with pytest.raises(Unanswered):
        Relatie.counterpart.is_made(ours, stuk)
