# SPDX-License-Identifier: EUPL-1.2
"""What the worker makes of pairs that nobody answered of, and of counterparts that are left over."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from dingen import Relatie, Zending

from servicekit.clock import now
from servicekit.journal.models import Line
from servicekit.pairs import finishing
from servicekit.pairs.counterparts import Counterpart, Refused, Unanswered
from servicekit.pairs.finishing import LATE, finish
from servicekit.pairs.leading import LEASE, hold
from servicekit.pairs.models import Leftover
from servicekit.writing.changing import changing, creating

pytestmark = pytest.mark.django_db


def refuses(_):
    return 400, {"detail": "Nee."}


def is_down(_):
    return 503, None


def acts_and_is_not_heard(act):
    act()
    return 502, None


@pytest.fixture
def unanswered(other):
    """Acts while nobody answers: `unanswered(relate)`; then the other side is there again."""

    def act(call, failing=is_down):
        other.posting = other.deleting = failing
        with pytest.raises(Unanswered):
            call()
        other.posting = other.deleting = None

    return act


@pytest.fixture
def leftover(ding, stuk):
    """Notes that the counterpart of the ding and the stuk is left over: `leftover(until=...)`."""

    def note(**given):
        return Leftover.objects.create(pair="dingen.relatie", ours=ding.reference, theirs=stuk, due=now(), **given)

    return note


# Pairs --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("failing", [is_down, acts_and_is_not_heard])
def test_the_worker_goes_forward_with_what_is_made(relate, unanswered, work, assert_related, failing):
    unanswered(relate, failing)
    work()
    assert_related()


def test_the_worker_looks_before_it_makes(relate, unanswered, other, work, assert_related):
    unanswered(relate, acts_and_is_not_heard)
    other.asked.clear()
    work()
    assert other.asked == ["GET /api/v1/dingstukken"]
    assert_related()


def test_the_worker_goes_forward_with_what_is_deleted(relate, part, unanswered, work, assert_not_related):
    relate()
    unanswered(part)
    work()
    assert_not_related("create", "destroy")


def test_the_worker_goes_back_only_on_a_definite_refusal(relate, unanswered, other, work, assert_not_related):
    unanswered(relate)
    for answer in (is_down, lambda _: (429, None)):
        other.posting = answer
        work()
        assert Relatie.objects.get().state == "held"
    other.posting = refuses
    work()
    assert_not_related()


def test_a_question_that_is_refused_undoes_nothing(relate, unanswered, other, work, assert_related):
    unanswered(relate, acts_and_is_not_heard)
    other.getting = lambda _: (403, None)
    work()
    assert Relatie.objects.get().state == "held"
    other.getting = None
    work()
    assert_related()


def test_a_refusal_to_delete_brings_the_pair_back(relate, part, unanswered, other, work, assert_related):
    relate()
    unanswered(part)
    other.deleting = refuses
    work()
    assert_related()


@pytest.mark.parametrize(("failing", "left"), [(is_down, ["", "held"]), (refuses, [""])])
def test_one_that_fails_keeps_no_other_waiting(relate, unanswered, ding, other, work, failing, left):
    unanswered(relate)
    with creating(under=ding) as change:
        hold(change, Relatie(ding=change.main, stuk=other.stuk()))
    answers = [failing, lambda act: act()]

    def in_turn(act):
        answer = answers.pop(0)
        return answer(act)

    other.posting = in_turn
    work()
    assert sorted(Relatie.objects.values_list("state", flat=True)) == left


def test_the_worker_leaves_alone_what_a_request_may_still_be_busy_with(relate, unanswered, other):
    unanswered(relate)
    other.asked.clear()
    finish()
    assert other.asked == []


def test_what_a_worker_took_is_left_alone_by_the_next(relate, unanswered, other, work):
    unanswered(relate)
    other.posting = is_down
    work()
    assert (now() - Relatie.objects.get().changed).total_seconds() < LEASE
    other.asked.clear()
    finish()
    assert other.asked == []


def test_the_worker_takes_each_pair_as_its_turn_comes(relate, part, unanswered, other, monkeypatch, work, as_caller):
    relate()
    unanswered(part)
    take = finishing.take

    def later(pair):
        as_caller("alles")
        part()  # between the look at what waits and its turn, a request deletes the pair and makes it again
        relate()
        return take(pair)

    monkeypatch.setattr(finishing, "take", later)
    work()
    assert len(other.bodies()) == 1
    assert Relatie.objects.get().state == ""


# Leftovers ----------------------------------------------------------------------------------------------------------


def test_the_counterparts_of_what_is_destroyed_with_its_main_object_are_deleted_at_once(
    relate, ding, destroy, other, lines
):
    relatie = relate()
    destroy(ding, relatie)
    assert other.bodies() == []
    assert not Leftover.objects.exists()


def test_what_was_begun_of_a_pair_and_told_to_nobody_is_withdrawn(relate, part, unanswered, ding, destroy, lines):
    relate()
    unanswered(part)
    assert lines() == [("create", False), ("destroy", True)]
    destroy(ding, Relatie.objects.get())
    assert lines() == [("create", False)]


def test_counterparts_that_could_not_be_deleted_at_once_are_deleted_later(relate, ding, destroy, other, work):
    relatie = relate()
    other.getting = is_down
    destroy(ding, relatie)
    assert len(other.bodies()) == 1
    other.getting = None
    finish()
    assert len(other.bodies()) == 1, "its time has not come"
    work()
    assert other.bodies() == []
    assert not Leftover.objects.exists()


def test_of_counterparts_that_nobody_answers_of_one_is_tried(ding, other, as_caller):
    leftovers = [
        Leftover.objects.create(pair="dingen.relatie", ours=ding.reference, theirs=other.stuk(), due=now())
        for _ in range(3)
    ]
    other.getting = is_down
    finishing.remove(leftovers)
    assert len(other.asked) == 1
    assert Leftover.objects.count() == 3


def test_no_more_are_tried_than_fit_in_the_time_of_one_call(ding, other, as_caller, settings, monkeypatch):
    leftovers = [
        Leftover.objects.create(pair="dingen.relatie", ours=ding.reference, theirs=other.stuk(), due=now())
        for _ in range(3)
    ]
    moments = iter([0, settings.PEER_TIMEOUT, settings.PEER_TIMEOUT + 1])
    monkeypatch.setattr(finishing, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    finishing.remove(leftovers)
    assert list(Leftover.objects.order_by("id")) == leftovers[1:]


def test_a_counterpart_that_will_not_be_deleted_is_tried_again_ever_later(relate, leftover, stuk, other, work):
    Relatie.counterpart.make(leftover().ours, stuk)
    other.deleting = refuses
    waits = []
    for _ in range(3):
        work()
        waits.append((Leftover.objects.get().due - now()).total_seconds())
    assert waits[0] < waits[1] < waits[2]
    other.deleting = None
    work()
    assert other.bodies() == []


def test_what_a_worker_claimed_is_left_alone_by_the_next(leftover, other, work):
    leftover()
    other.getting = is_down
    work()
    other.asked.clear()
    finish()
    assert other.asked == []


def test_a_counterpart_of_a_pair_that_was_made_again_stays(relate, leftover, work, assert_related):
    relate()
    leftover()
    work()
    assert not Leftover.objects.exists()
    assert_related()


def test_a_counterpart_that_is_left_over_goes_though_the_pair_is_being_deleted(
    relate, part, unanswered, leftover, other, work, assert_not_related
):
    relate()
    unanswered(part)
    Relatie.objects.update(changed=now())
    leftover()
    Leftover.objects.update(due="2020-01-01T00:00:00Z")
    finish()
    assert (Relatie.objects.get().state, other.bodies()) == ("deleting", [])
    work()
    assert_not_related("create", "destroy")


def test_one_that_may_still_be_made_is_looked_for_until_it_can_no_longer_come(
    relate, ding, stuk, destroy, unanswered, other, work
):
    unanswered(relate)
    destroy(ding, Relatie.objects.get())
    assert timedelta() < Leftover.objects.get().until - now() <= LATE
    work()
    Relatie.counterpart.make(ding.reference, stuk)
    work()
    assert other.bodies() == []
    assert Leftover.objects.exists()
    Leftover.objects.update(until=now())
    work()
    assert not Leftover.objects.exists()


def test_a_main_object_that_is_destroyed_while_its_pair_is_made_leaves_no_counterpart(
    relate, ding, destroy, other, monkeypatch, work, lines
):
    make = Counterpart.make

    def destroyed_meanwhile(counterpart, ours, theirs):
        destroy(ding, Relatie.objects.get())
        Leftover.objects.update(until=now())
        work()
        assert not Leftover.objects.exists(), "nobody would look for it any more"
        make(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "make", destroyed_meanwhile)
    assert relate() is None
    assert len(other.bodies()) == 1
    work()
    assert other.bodies() == []
    assert not Line.objects.filter(held=True).exists()


def test_a_refusal_of_one_whose_main_object_was_destroyed_meanwhile_is_raised(
    relate, ding, destroy, other, monkeypatch
):
    make = Counterpart.make

    def destroyed_meanwhile(counterpart, ours, theirs):
        destroy(ding, Relatie.objects.get())
        make(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "make", destroyed_meanwhile)
    other.posting = refuses
    with pytest.raises(Refused):
        relate()


# A main object that is itself an end --------------------------------------------------------------------------------


@pytest.mark.parametrize("failing", [is_down, acts_and_is_not_heard])
def test_the_worker_goes_forward_with_a_main_object(send, stuk, unanswered, other, work, lines, failing):
    unanswered(send, failing)
    assert lines() == [("create", True)]
    work()
    assert Zending.objects.get().state == ""
    assert lines() == [("create", False)]
    assert len(other.bodies(f"{stuk}/zendingen")) == 1


def test_the_worker_takes_back_a_main_object_on_a_definite_refusal(send, unanswered, other, work, lines):
    unanswered(send)
    other.posting = refuses
    work()
    assert not Zending.objects.exists()
    assert lines() == []


def test_a_main_object_that_is_destroyed_leaves_no_counterpart(send, stuk, destroy, other, lines):
    destroy(send())
    assert other.bodies(f"{stuk}/zendingen") == []
    assert not Leftover.objects.exists()
    assert lines() == [("create", False), ("destroy", False)]


def test_the_counterpart_of_a_main_object_that_is_destroyed_follows_when_its_side_is_down(
    send, stuk, destroy, other, work
):
    zending = send()
    other.getting = is_down
    destroy(zending)
    assert len(other.bodies(f"{stuk}/zendingen")) == 1
    other.getting = None
    work()
    assert other.bodies(f"{stuk}/zendingen") == []
    assert not Leftover.objects.exists()


def test_a_main_object_that_is_destroyed_while_it_is_made_leaves_no_counterpart(
    send, stuk, destroy, other, monkeypatch, work, lines
):
    make = Counterpart.make

    def destroyed_meanwhile(counterpart, ours, theirs):
        destroy(Zending.objects.get())
        Leftover.objects.update(until=now())
        work()
        make(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "make", destroyed_meanwhile)
    assert send() is None
    assert len(other.bodies(f"{stuk}/zendingen")) == 1
    work()
    assert other.bodies(f"{stuk}/zendingen") == []
    assert lines() == [("destroy", False)]


def test_a_main_object_that_refers_to_nothing_leaves_nothing_behind(as_caller, other, destroy, work):
    with creating() as change:
        zending = change.create(Zending(stuk="", changed=now()))
    work()
    with changing(zending) as change:
        change.leave()
    destroy(zending)
    assert not Leftover.objects.exists()
    assert other.asked == []
