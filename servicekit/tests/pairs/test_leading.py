# SPDX-License-Identifier: EUPL-1.2
"""The side that leads, when a side fails: at each point where it can, and what another attempt makes of it."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from dingen import Relatie, Zending

from servicekit import caller
from servicekit.clock import now
from servicekit.journal.models import Detail, Line
from servicekit.pairs import leading
from servicekit.pairs.counterparts import Counterpart, Refused, Unanswered
from servicekit.pairs.leading import LEASE, finish_creation, held_before, hold, join, may_join, part, require_made, take
from servicekit.peers import calls
from servicekit.problems import Problem
from servicekit.references import absolute
from servicekit.writing.changing import changing, creating, find
from servicekit.writing.idempotency.keys import Key, Repeated
from servicekit.writing.idempotency.models import Request

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here: nothing of ours catches it."""


def killed(*_, **__):
    raise Killed


def refuses(_):
    return 400, {"detail": "Nee."}


def is_down(_):
    return 503, None


def acts_and_is_not_heard(act):
    act()
    return 502, None


@contextmanager
def conflict():
    with pytest.raises(Problem) as raised:
        yield
    assert (raised.value.status, raised.value.retry_after) == (409, 5)


@pytest.fixture
def held(relate, other):
    """A relatie whose counterpart is not known to be made: nobody answered."""
    other.posting = is_down
    with pytest.raises(Unanswered):
        relate(titel="t")
    other.posting = None
    return Relatie.objects.get()


@pytest.fixture
def deleting(relate, part, other):
    """A relatie whose counterpart is not known to be gone: nobody answered."""
    relate()
    other.deleting = is_down
    with pytest.raises(Unanswered):
        part()
    other.deleting = None
    return Relatie.objects.get()


@pytest.fixture
def under_key(as_caller):
    """Has what follows be one request with an Idempotency-Key, sent once more each time."""

    def send():
        caller.current().key = Key("alles", "POST", "/relaties", "k", digest="d")

    return send


# Making -------------------------------------------------------------------------------------------------------------


def test_a_pair_is_made_at_both_sides(relate, assert_related):
    relate()
    assert_related()


def test_a_pair_is_to_be_seen_and_not_to_be_heard_of_while_the_other_side_is_asked(
    relate, ding, monkeypatch, lines, assert_fresh
):
    make, seen = Counterpart.make, []

    def look(counterpart, ours, theirs):
        relatie = Relatie.objects.get()
        seen.append((relatie.state, lines(), type(ding).objects.get().shown["relaties"]))
        assert (now() - relatie.changed).total_seconds() < LEASE
        assert Line.objects.get(event=relatie.event).action == "create"
        assert assert_fresh()
        make(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "make", look)
    relatie = relate()
    assert seen == [("held", [("create", True)], [relatie.reference])]


def test_a_pair_that_is_new_is_made_without_looking_for_it(relate, other):
    relate()
    assert other.asked == ["POST /api/v1/dingstukken"]


def test_without_an_answer_the_pair_stays_as_it_is(held, lines):
    assert held.state == "held"
    assert lines() == [("create", True)]


def test_a_definite_refusal_undoes_the_pair(relate, other, assert_not_related):
    other.posting = refuses
    with pytest.raises(Refused) as refused:
        relate()
    assert refused.value.reason == "Nee."
    assert_not_related()


def test_a_pair_that_was_made_and_not_heard_of_is_looked_for_and_not_made_again(relate, other, assert_related):
    other.posting = acts_and_is_not_heard
    with pytest.raises(Unanswered):
        relate()
    first = Relatie.objects.get()
    other.asked.clear()
    assert relate().uuid == first.uuid
    assert other.asked == ["GET /api/v1/dingstukken"]
    assert_related()


def test_a_request_for_a_pair_that_is_held_goes_on_with_it(held, relate, assert_related):
    assert relate(titel="t").uuid == held.uuid
    assert_related()


def test_only_who_asks_for_the_same_joins_a_pair(held):
    assert may_join(held)
    assert may_join(held, titel="t")
    assert may_join(held, titel="t", stuk=held.stuk)
    assert not may_join(held, titel="u")
    assert not may_join(held, titel="t", stuk="een ander")


def test_a_pair_that_is_done_is_joined_by_nobody(relate):
    assert not may_join(relate())


def test_a_pair_that_is_being_deleted_is_not_joined_yet_whatever_it_says(deleting, ding):
    assert may_join(deleting, titel="een andere")
    with conflict(), creating(under=ding) as change:
        join(change, deleting)


def test_what_is_being_made_can_not_be_changed_or_deleted_yet(held, part, lines):
    with conflict():
        require_made(held)
    with conflict():
        part()
    assert lines() == [("create", True)]
    assert Relatie.objects.get().state == "held"


def test_what_is_made_or_being_deleted_is_no_longer_being_made(relate, deleting):
    require_made(deleting)


def test_the_same_request_by_its_key_finds_what_it_holds(relate, other, under_key, assert_related):
    under_key()
    other.posting = is_down
    with pytest.raises(Unanswered):
        relate()
    other.posting = None
    under_key()
    with pytest.raises(Repeated) as repeated:
        relate()
    relatie = held_before(Relatie, repeated.value)
    assert relatie == Relatie.objects.get()
    assert held_before(Relatie, Repeated(f"ac:relaties/{uuid4()}", 201)) is None
    assert finish_creation(relatie, again=True) == relatie
    assert held_before(Relatie, repeated.value) is None
    assert_related()


def test_the_same_request_by_its_key_after_a_refusal_makes_it_anew(relate, other, under_key, assert_related):
    under_key()
    other.posting = refuses
    with pytest.raises(Refused):
        relate()
    assert not Request.objects.exists()
    other.posting = None
    under_key()
    relate()
    assert_related()


@pytest.mark.parametrize("step", ["make", "release"])
def test_killed_at_any_step_another_attempt_makes_it(relate, other, monkeypatch, assert_related, step):
    with monkeypatch.context() as patch:
        patch.setattr(*{"make": (Counterpart, "make"), "release": (leading, "release")}[step], killed)
        with pytest.raises(Killed):
            relate()
    assert Relatie.objects.get().state == "held"
    relate()
    assert_related()


def test_a_refusal_undoes_no_pair_that_another_has_finished(held, relate, monkeypatch, assert_related):
    make = Counterpart.make

    def refused(counterpart, ours, theirs):
        monkeypatch.setattr(Counterpart, "make", make)
        relate(titel="t")
        raise Refused(calls.Refused("x", 400, {}))

    monkeypatch.setattr(Counterpart, "make", refused)
    assert relate(titel="t").uuid == held.uuid
    assert_related()


def test_what_another_has_finished_meanwhile_is_told_of_once(held, relate, monkeypatch, assert_related):
    make = Counterpart.make

    def overtaken(counterpart, ours, theirs):
        monkeypatch.setattr(Counterpart, "make", make)
        relate(titel="t")
        make(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "make", overtaken)
    assert relate(titel="t").uuid == held.uuid
    assert_related()


# Deleting -----------------------------------------------------------------------------------------------------------


def test_a_pair_is_deleted_at_both_sides(relate, part, assert_not_related):
    relate()
    part()
    assert_not_related("create", "destroy")


def test_a_pair_is_neither_to_be_seen_nor_heard_of_while_the_other_side_is_asked(
    relate, part, ding, monkeypatch, lines, assert_fresh
):
    relate()
    delete, seen = Counterpart.delete, []

    def look(counterpart, ours, theirs):
        seen.append((Relatie.objects.get().state, lines(), type(ding).objects.get().shown["relaties"]))
        assert assert_fresh()
        delete(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "delete", look)
    part()
    assert seen == [("deleting", [("create", False), ("destroy", True)], [])]
    assert not Line.objects.filter(action="destroy", notify=True).exists()


def test_a_definite_refusal_brings_the_pair_back(relate, part, other, assert_related):
    relate()
    other.deleting = refuses
    with pytest.raises(Refused):
        part()
    assert_related()


@pytest.mark.parametrize("failing", [is_down, acts_and_is_not_heard])
def test_without_an_answer_another_attempt_deletes_it(relate, part, other, lines, assert_not_related, failing):
    relate()
    other.deleting = failing
    with pytest.raises(Unanswered):
        part()
    assert lines() == [("create", False), ("destroy", True)]
    other.deleting = None
    part()
    assert_not_related("create", "destroy")


def test_only_one_at_a_time_deletes_a_counterpart_or_a_slow_one_would_delete_that_of_a_pair_made_again(
    relate, part, other, monkeypatch
):
    relate()
    delete = Counterpart.delete

    def slowly(counterpart, ours, theirs):
        with conflict():
            part()
        monkeypatch.setattr(Counterpart, "delete", delete)
        delete(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "delete", slowly)
    part()
    relate()
    assert len(other.bodies()) == 1


@pytest.mark.parametrize("step", ["delete", "release"])
def test_killed_at_any_step_another_attempt_deletes_it_once_the_lease_has_ended(
    relate, part, monkeypatch, assert_not_related, step
):
    relate()
    with monkeypatch.context() as patch:
        patch.setattr(*{"delete": (Counterpart, "delete"), "release": (leading, "release")}[step], killed)
        with pytest.raises(Killed):
            part()
    with conflict():
        part()
    Relatie.objects.update(changed="2020-01-01T00:00:00Z")
    part()
    assert_not_related("create", "destroy")


# The lease ----------------------------------------------------------------------------------------------------------


def test_a_pair_is_had_by_one_for_as_long_as_its_lease(held):
    assert not take(held)
    Relatie.objects.update(changed="2020-01-01T00:00:00Z")
    assert take(held)
    assert not take(held)


def test_a_pair_that_is_done_is_had_by_nobody(relate):
    relatie = relate()
    Relatie.objects.update(changed="2020-01-01T00:00:00Z")
    assert not take(relatie)


def test_who_got_no_answer_gives_a_pair_back_that_is_being_deleted(deleting):
    assert take(deleting)
    assert not take(deleting)


def test_a_lease_is_of_one_pair(held, relate, ding, other):
    with creating(under=ding) as change:
        hold(change, Relatie(ding=change.main, stuk=other.stuk()))
    Relatie.objects.update(changed="2020-01-01T00:00:00Z")
    assert all(take(each) for each in Relatie.objects.all())


# A main object that is itself an end --------------------------------------------------------------------------------


def test_a_main_object_is_told_of_once_the_other_side_has_its_counterpart(
    send, stuk, other, monkeypatch, lines, assert_fresh
):
    make, seen = Counterpart.make, []

    def look(counterpart, ours, theirs):
        seen.append((Zending.objects.get().state, lines()))
        make(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "make", look)
    zending = send()
    assert seen == [("held", [("create", True)])]
    assert lines() == [("create", False)]
    assert (Zending.objects.get().state, Zending.objects.get().event) == ("", None)
    assert other.bodies(f"{stuk}/zendingen") == [{"zending": absolute(zending.reference)}]
    assert assert_fresh()


def test_a_main_object_whose_counterpart_is_refused_is_not_made(send, other, lines, under_key):
    under_key()
    other.posting = refuses
    with pytest.raises(Refused):
        send()
    assert not Zending.objects.exists()
    assert not Request.objects.exists()
    assert (lines(), Detail.objects.filter(line__resource="zending").count()) == ([], 0)


def test_the_same_request_goes_on_with_a_main_object_that_is_held(send, stuk, other, under_key, lines):
    under_key()
    other.posting = acts_and_is_not_heard
    with pytest.raises(Unanswered):
        send()
    other.posting = None
    under_key()
    with pytest.raises(Repeated) as repeated:
        send()
    zending = held_before(Zending, repeated.value)
    assert finish_creation(zending, again=True) == zending
    assert held_before(Zending, repeated.value) is None
    assert len(other.bodies(f"{stuk}/zendingen")) == 1
    assert lines() == [("create", False)]


def test_a_refusal_undoes_no_main_object_that_another_has_finished(send, other, monkeypatch, lines):
    def refused(counterpart, ours, theirs):
        monkeypatch.undo()
        finish_creation(Zending.objects.get(), again=True)
        raise Refused(calls.Refused("x", 400, {}))

    monkeypatch.setattr(Counterpart, "make", refused)
    assert send() == Zending.objects.get()
    assert lines() == [("create", False)]


def test_a_main_object_is_not_parted_since_what_is_below_it_would_be_left(send):
    with pytest.raises(AssertionError), changing(find(Zending, send().uuid)) as change:
        part(change)
    assert Zending.objects.get().state == ""
