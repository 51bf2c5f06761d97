# SPDX-License-Identifier: EUPL-1.2
"""No step of a write can be forgotten: each of these fails when the context leaves it out."""

from uuid import uuid4

import orjson
import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError

from servicekit import caller
from servicekit.database.transactions import NotLocked, hold, in_transaction
from servicekit.journal import audit
from servicekit.journal.models import Detail, Line
from servicekit.problems import Forbidden, Invalid, NotFound, Problem
from servicekit.representations.model import Judged, ShownBy
from servicekit.representations.rendering import render
from servicekit.rules import Violation
from servicekit.writing.changing import NothingWritten, changing, creating, find

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(as_caller):
    """The main object of the component in which the kit is tested; the journal is empty."""
    Line.objects.all().delete()
    return apps.get_model(settings.COMPONENT.name, "applicatie")


@pytest.fixture
def new(model):
    """A row that is not stored yet."""

    def make(label="oud"):
        return model(
            label=label, heeft_alle_autorisaties=False, alleen_is_gereed_voor_publicatie=False, autorisaties=[]
        )

    return make


@pytest.fixture
def stored(new, model):
    """A row, as it is without a lock."""

    def make(label="oud"):
        showing = model.objects.filter(label="toont").values_list("uuid", flat=True)
        with creating(others={model: list(showing)}) as change:
            row = change.create(new(label))
        Line.objects.all().delete()
        return find(type(row), row.uuid)

    return make


@pytest.fixture
def showing(model, monkeypatch, stored):
    """A row that shows all others in its field `x`, when it comes, goes or its `label` changes."""
    found = stored("toont")
    monkeypatch.setattr(model, "shown_by", (ShownBy("showing", "x", ("label",)),))
    monkeypatch.setattr(model, "showing", property(lambda row: model.objects.get(pk=found.pk)), raising=False)
    return found


def make_stale(row):
    type(row).objects.filter(pk=row.pk).update(body="oud")


def is_fresh(row):
    now = type(row).objects.get(pk=row.pk)
    return now.body == render(now).decode()


def lines():
    return list(Line.objects.order_by("id").values_list("action", "reference"))


def refuse(main):
    raise Forbidden


def test_what_is_made_is_stored_rendered_and_journalled(new):
    with creating() as change:
        row = change.create(new("nieuw"))
    assert is_fresh(row)
    assert lines() == [("create", row.reference)]
    assert Detail.objects.get().new == row.body


def test_who_may_not_make_a_main_object_does_not(model, new):
    before = model.objects.count()
    with pytest.raises(Forbidden), creating(permit=refuse) as change:
        change.create(new())
    assert (model.objects.count(), lines()) == (before, [])


def test_who_may_no_longer_change_what_it_found_does_not(stored):
    row = stored()
    with pytest.raises(Forbidden), changing(row, permit=refuse):
        pytest.fail("nobody asked again")


def test_who_may_no_longer_make_something_below_what_it_found_does_not(stored):
    with pytest.raises(Forbidden), creating(under=stored(), permit=refuse):
        pytest.fail("nobody asked again")


def test_permission_is_asked_of_the_row_as_it_is_now_and_of_what_changes_before_the_transaction(stored):
    row, seen = stored("vroeger"), []

    def permit(main):
        seen.append((main.label, in_transaction()))

    type(row).objects.filter(pk=row.pk).update(label="intussen")
    for context in (changing(row, permit=permit), creating(under=row, permit=permit)):
        with context as change:
            assert change.main.label == "intussen"
            change.leave()
    assert seen == [("vroeger", False), ("intussen", True), ("intussen", True)]


def test_a_row_is_not_moved_to_where_the_caller_may_not_be(model, stored, monkeypatch):
    monkeypatch.setattr(model, "judged", Judged(type="label"))
    row = stored("mag")

    def permit(main):
        if main.label != "mag":
            raise Forbidden

    with changing(row, permit=permit) as change:
        change.row.label = "mag niet"
        with pytest.raises(Forbidden):
            change.update(partial=True)
        change.leave()
    assert (find(model, row.uuid).label, lines()) == ("mag", [])


def test_type_before_and_after_stand_in_the_journal(model, stored, monkeypatch):
    monkeypatch.setattr(model, "judged", Judged(type="label"))
    with changing(stored("een")) as change:
        change.row.label = "twee"
        change.update(partial=False)
    assert Line.objects.values_list("action", "type_before", "type_after").get() == ("update", "een", "twee")


def test_a_stale_if_match_is_refused(stored):
    row = stored()
    caller.current().if_match = '"oud"'
    with pytest.raises(Problem) as stale, changing(row):
        pytest.fail("If-Match was not judged")
    assert stale.value.status == 412


def test_the_old_representation_is_that_of_the_moment_of_the_lock(stored):
    row = stored()
    type(row).objects.filter(pk=row.pk).update(body='{"zo":"was het"}')
    with changing(row) as change:
        change.row.label = "nieuw"
        change.update(partial=True)
    detail = Detail.objects.get()
    assert (detail.old, detail.new) == ('{"zo":"was het"}', find(type(row), row.uuid).body)
    assert "nieuw" in detail.new
    assert lines() == [("partial_update", row.reference)]


def test_what_is_gone_since_it_was_found_is_not_there(stored):
    row = stored()
    type(row).objects.filter(pk=row.pk).delete()
    with pytest.raises(NotFound), changing(row):
        pytest.fail("it was changed")
    with pytest.raises(NotFound), creating(under=row):
        pytest.fail("something was made below it")
    told = Invalid(Violation("x", "weg", "Weg."))
    with pytest.raises(Invalid), creating(under=row, absent=told):
        pytest.fail("something was made below it")
    with pytest.raises(NotFound):
        find(type(row), uuid4())


def test_a_write_that_wrote_nothing_says_so(stored):
    row = stored()
    with pytest.raises(NothingWritten), changing(row):
        pass
    with changing(row) as change:
        change.leave()


def test_only_what_is_locked_is_written(stored):
    row, other = stored(), stored("ander")
    with changing(row) as change:
        with pytest.raises(NotLocked):
            change.save_along(other, "label")
        change.leave()
    with changing(row, others={type(row): [other.uuid]}) as change:
        locked = change.locked[other.uuid]
        locked.label = "mee"
        change.save_along(locked, "label")
        change.leave()
    assert find(type(row), other.uuid).label == "mee"
    assert is_fresh(other)


def test_what_comes_along_is_below_what_is_locked_and_has_no_line(stored, new):
    other = new("mee")
    with changing(stored()) as change:
        with pytest.raises(NotLocked):
            change.create_along(other)
        hold(other)
        change.create_along(other)
        change.leave()
    assert is_fresh(other)
    assert lines() == []


def test_what_others_are_told_of_one_that_changed_along_is_how_it_was_and_is(stored):
    row, other = stored(), stored("ander")
    with changing(row, others={type(row): [other.uuid]}) as change:
        locked = change.locked[other.uuid]
        locked.label = "mee"
        change.save_along(locked, "label")
        change.tell(locked)
        change.leave()
    detail = Detail.objects.get()
    assert (detail.old, detail.new) == (other.body, find(type(row), other.uuid).body)
    assert lines() == [("partial_update", other.reference)]


def test_a_constraint_that_is_a_rule_is_its_error(model, new, stored, monkeypatch):
    row = stored()
    name = "autorisaties_applicatie_uuid_key"
    monkeypatch.setattr(model, "constraints", {name: Violation("uuid", "unique", "{label} is er al")})
    twin = new("tweeling")
    twin.uuid = row.uuid
    with pytest.raises(Invalid) as wrong, creating() as change:
        change.create(twin)
    assert wrong.value.violations == (Violation("uuid", "unique", "tweeling is er al"),)


def test_any_other_constraint_is_a_defect_of_ours(new, stored):
    twin = new("tweeling")
    twin.uuid = stored().uuid
    with pytest.raises(IntegrityError), creating() as change:
        change.create(twin)


def test_a_destroyed_main_object_leaves_a_line_and_nothing_personal(stored):
    row = stored()
    with changing(row) as change:
        change.row.label = "nieuw"
        change.update(partial=True)
    with changing(row) as change:
        change.destroy()
    assert not type(row).objects.filter(uuid=row.uuid).exists()
    assert lines() == [("partial_update", row.reference), ("destroy", row.reference)]
    assert Detail.objects.count() == 0


@pytest.mark.parametrize("write", ["create", "create_along", "update", "destroy", "begin"])
def test_what_shows_a_row_is_rendered_again(showing, stored, new, write):
    row = stored()
    make_stale(showing)
    others = {type(row): [showing.uuid]}
    if write == "create":
        with creating(others=others) as change:
            change.create(new())
    else:
        with changing(row, others=others) as change:
            match write:
                case "create_along":
                    hold(along := new())
                    change.create_along(along)
                    change.leave()
                case "update":
                    change.row.label = "nieuw"
                    change.update(partial=True)
                case "begin":
                    change.row.label = "nieuw"
                    change.begin("destroy", "label")
                case "destroy":
                    change.destroy()
    assert is_fresh(showing)


def test_what_shows_a_row_as_before_is_left_alone(showing, stored):
    row = stored()
    make_stale(showing)
    with changing(row) as change:
        change.row.alleen_is_gereed_voor_publicatie = True
        change.update(partial=True)
    assert not is_fresh(showing)


def test_what_no_longer_shows_a_row_and_what_does_now_are_rendered(model, stored, monkeypatch):
    row, former, present = stored("eerste"), stored("a"), stored("b")
    showing = {"eerste": former, "tweede": present}
    monkeypatch.setattr(model, "shown_by", (ShownBy("showing", "x"),))
    monkeypatch.setattr(
        model, "showing", property(lambda row: model.objects.get(pk=showing[row.label].pk)), raising=False
    )
    make_stale(former)
    make_stale(present)
    with changing(row, others={model: [former.uuid, present.uuid]}) as change:
        change.row.label = "tweede"
        change.update(partial=True)
    assert is_fresh(former)
    assert is_fresh(present)


def test_what_others_are_told_of_one_that_shows_the_row_is_how_it_is_then(showing, stored):
    row = stored()
    make_stale(showing)
    with changing(row, others={type(row): [showing.uuid]}) as change:
        change.row.label = "nieuw"
        change.update(partial=True)
        change.tell(change.locked[showing.uuid])
    told = Detail.objects.get(line__reference=showing.reference)
    assert (told.old, told.new) == ("oud", find(type(row), showing.uuid).body)
    assert is_fresh(showing)


def test_what_shows_a_row_in_two_fields_is_left_alone_when_neither_changes(model, showing, stored, monkeypatch):
    by_label, by_uuid = ShownBy("showing", "x", ("label",)), ShownBy("showing", "y")
    row = stored()
    make_stale(showing)
    for shown_by in ((by_label, by_uuid), (by_uuid, by_label)):
        monkeypatch.setattr(model, "shown_by", shown_by)
        with changing(row, others={model: [showing.uuid]}) as change:
            change.row.alleen_is_gereed_voor_publicatie = not change.row.alleen_is_gereed_voor_publicatie
            change.update(partial=True)
        assert not is_fresh(showing)


@pytest.mark.parametrize(("label", "fresh"), [("nieuw", True), ("oud", False)])
def test_what_is_below_a_row_is_rendered_again_when_it_shows_something_else(
    model, showing, stored, monkeypatch, label, fresh
):
    row = stored("oud")
    monkeypatch.setattr(model, "shown_by", (ShownBy("showing", "x", ("label",), below=True),))
    make_stale(showing)
    with changing(row, others={model: [showing.uuid]}) as change:
        change.row.label = label
        change.update(partial=True)
    assert is_fresh(showing) == fresh


def test_what_is_below_a_row_comes_and_goes_with_it(model, showing, stored, new, monkeypatch):
    row = stored()
    monkeypatch.setattr(model, "shown_by", (ShownBy("showing", "x", ("label",), below=True),))
    monkeypatch.setattr(model, "showing", property(lambda row: pytest.fail("it was looked for")))
    with changing(row) as change:
        change.destroy()
    with creating() as change:
        change.create(new())


def test_what_shows_a_row_must_be_locked(showing, stored):
    row = stored()
    with pytest.raises(NotLocked), changing(row) as change:
        change.destroy()


def test_what_shows_a_row_is_rendered_when_all_is_stored(showing, stored):
    row = stored()
    with changing(row, others={type(row): [showing.uuid]}) as change:
        change.row.label = "nieuw"
        change.update(partial=True)
        type(row).objects.filter(pk=showing.pk).update(body="later veranderd")
    assert is_fresh(showing)


def test_a_line_of_what_has_begun_is_held(stored):
    event = uuid4()
    with changing(stored()) as change:
        change.row.label = "bezig"
        change.begin("destroy", "label", event=event)
    assert Line.objects.values_list("action", "event", "held").get() == ("destroy", event, True)
    assert find(type(change.row), change.row.uuid).label == "bezig"


def test_what_was_done_without_a_change_is_told_in_the_audit_trail_and_nobody_is_notified(stored):
    row = stored()
    with changing(row) as change:
        change.note("schudden", {"hoe": "hard"})
    line = Line.objects.get()
    assert (line.action, line.status, line.audit, line.notify) == ("schudden", 200, True, False)
    [entry] = audit.trail(row.reference, "ac", caller.current().rights, ("autorisaties.lezen",))
    assert (entry["actie"], entry["actieWeergave"]) == ("schudden", "schudden")
    assert orjson.loads(orjson.dumps(entry["wijzigingen"])) == {"oud": None, "nieuw": {"hoe": "hard"}}
    assert find(type(row), row.uuid).body == row.body
