# SPDX-License-Identifier: EUPL-1.2
"""The relation zaak-document when a side fails, at each point where it can, and what the worker makes of it."""

import pytest

from servicekit.clock import now
from servicekit.journal.models import Line
from servicekit.pairs import finishing, leading
from servicekit.pairs.counterparts import Counterpart, Refused
from servicekit.pairs.finishing import finish
from servicekit.pairs.models import Leftover
from servicekit.peers import calls
from servicekit.problems import Invalid, NotFound, Problem
from zaken.actions.zaakinformatieobjecten import (
    create_zaakinformatieobject,
    destroy_zaakinformatieobject,
    update_zaakinformatieobject,
)
from zaken.models import ZaakInformatieObject

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here: nothing of ours catches it."""


def killed(*_, **__):
    raise Killed


def refuses(_):
    return 400, {"invalidParams": [{"name": "object", "code": "invalid-resource", "reason": "Geen zaak."}]}


def is_down(_):
    return 503, None


def acts_and_is_not_heard(act):
    act()
    return 502, None


@pytest.fixture
def zaak(make):
    return make("zaken")["url"]


@pytest.fixture
def document(documents):
    return documents.add()


@pytest.fixture
def relate(as_caller, zaak, document):
    """Relates the document to the zaak, by the action."""
    from servicekit.references import normal

    def act():
        return create_zaakinformatieobject(
            zaak=normal(zaak),
            informatieobject=normal(document),
            titel="",
            beschrijving="",
            vernietigingsdatum=None,
            status=None,
        )

    return act


@pytest.fixture
def part(as_caller):
    """Parts the only relation, by the action."""
    return lambda: destroy_zaakinformatieobject(ZaakInformatieObject.objects.get().uuid)


@pytest.fixture
def work():
    """The worker, some time later."""

    def run():
        ZaakInformatieObject.objects.update(changed="2020-01-01T00:00:00Z")
        Leftover.objects.update(due="2020-01-01T00:00:00Z")
        finish()

    return run


@pytest.fixture
def assert_related(api, zaak, document, documents, assert_fresh):
    def check():
        (relation,) = api.get(f"/zaakinformatieobjecten?zaak={zaak}").json()
        assert api.get(zaak).json()["zaakinformatieobjecten"] == [relation["url"]]
        assert documents.pairs == [(zaak, document)]
        assert ZaakInformatieObject.objects.get().state == ""
        told = [entry["resource"] for entry in api.get(f"{zaak}/audittrail").json()]
        assert told == ["zaak", "zaakinformatieobject"]
        assert not Line.objects.filter(held=True).exists()
        assert assert_fresh()

    return check


@pytest.fixture
def assert_not_related(api, zaak, documents, assert_fresh):
    def check(*told):
        assert api.get(f"/zaakinformatieobjecten?zaak={zaak}").json() == []
        assert api.get(zaak).json()["zaakinformatieobjecten"] == []
        assert documents.pairs == []
        assert not ZaakInformatieObject.objects.exists()
        assert [entry["actie"] for entry in api.get(f"{zaak}/audittrail").json()] == ["create", *told]
        assert not Line.objects.filter(held=True).exists()
        assert assert_fresh()

    return check


# Making -------------------------------------------------------------------------------------------------------------


def test_killed_before_the_documenten_api_was_asked_the_worker_makes_the_pair(
    relate, monkeypatch, work, assert_related
):
    with monkeypatch.context() as patch:
        patch.setattr("servicekit.pairs.counterparts.Counterpart.make", killed)
        with pytest.raises(Killed):
            relate()
    assert ZaakInformatieObject.objects.get().state == "held"
    work()
    assert_related()


@pytest.mark.parametrize("failing", [is_down, acts_and_is_not_heard])
def test_without_an_answer_the_request_is_a_503_and_the_worker_goes_forward(
    relate, documents, work, assert_related, failing
):
    documents.posting = failing
    with pytest.raises(Problem) as raised:
        relate()
    assert (raised.value.status, raised.value.retry_after) == (503, 15)
    documents.posting = None
    work()
    assert_related()


def test_killed_after_the_answer_the_worker_finds_the_mirror_and_releases(relate, monkeypatch, work, assert_related):
    with monkeypatch.context() as patch:
        patch.setattr(leading, "release", killed)
        with pytest.raises(Killed):
            relate()
    work()
    assert_related()


def test_a_definite_refusal_undoes_the_relation(relate, documents, assert_not_related):
    documents.posting = refuses
    with pytest.raises(Invalid) as raised:
        relate()
    (violation,) = raised.value.violations
    assert (violation.name, violation.code) == ("informatieobject", "pending-relations")
    assert "Geen zaak." in violation.reason
    assert_not_related()


def test_the_worker_undoes_only_on_a_definite_refusal(relate, documents, work, assert_not_related):
    documents.posting = is_down
    with pytest.raises(Problem):
        relate()
    work()
    assert ZaakInformatieObject.objects.get().state == "held"
    documents.posting = lambda _: (429, None)
    work()
    assert ZaakInformatieObject.objects.get().state == "held"
    documents.posting = refuses
    work()
    assert_not_related()


def test_a_repeat_while_the_pair_is_held_joins_it(relate, documents, assert_related):
    documents.posting = acts_and_is_not_heard
    with pytest.raises(Problem):
        relate()
    first = ZaakInformatieObject.objects.get()
    documents.posting = None
    assert relate().uuid == first.uuid
    assert_related()


def test_a_repeat_with_the_same_idempotency_key_joins_it_too(api, zaak, document, documents, assert_related):
    body = {"zaak": zaak, "informatieobject": document}
    documents.posting = is_down
    assert api.post("/zaakinformatieobjecten", body, idempotency_key="k").status_code == 503
    documents.posting = None
    again = api.post("/zaakinformatieobjecten", body, idempotency_key="k")
    assert again.status_code == 201, again.content
    assert api.post("/zaakinformatieobjecten", body, idempotency_key="k").json() == again.json()
    assert_related()


@pytest.mark.parametrize("key", [None, "k"])
def test_a_repeat_looks_before_it_posts(api, zaak, document, documents, assert_related, key):
    body = {"zaak": zaak, "informatieobject": document}
    documents.posting = acts_and_is_not_heard
    assert api.post("/zaakinformatieobjecten", body, idempotency_key=key).status_code == 503
    documents.posting = lambda _: pytest.fail("posted a mirror that is there")
    assert api.post("/zaakinformatieobjecten", body, idempotency_key=key).status_code == 201
    assert_related()


def test_a_repeat_with_the_same_idempotency_key_after_a_refusal_tries_again(
    api, zaak, document, documents, assert_related
):
    body = {"zaak": zaak, "informatieobject": document}
    documents.posting = refuses
    assert api.post("/zaakinformatieobjecten", body, idempotency_key="k").status_code == 400
    documents.posting = None
    assert api.post("/zaakinformatieobjecten", body, idempotency_key="k").status_code == 201
    assert_related()


def test_what_is_being_made_can_not_be_changed_or_deleted_yet(api, relate, documents):
    documents.posting = is_down
    with pytest.raises(Problem):
        relate()
    path = f"/zaakinformatieobjecten/{ZaakInformatieObject.objects.get().uuid}"
    assert api.get(path).status_code == 200
    for answer in (api.patch(path, {"titel": "x"}), api.delete(path)):
        assert (answer.status_code, answer["Retry-After"]) == (409, "5")


def test_a_zaak_destroyed_while_its_pair_was_made_leaves_no_mirror(api, relate, zaak, documents, work):
    def destroyed_meanwhile(act):
        made = act()
        assert api.delete(zaak).status_code == 204
        return made if documents.mirrors else act()

    documents.posting = destroyed_meanwhile
    with pytest.raises(Problem) as raised:
        relate()
    assert raised.value.status == 409
    work()
    assert documents.pairs == []
    assert not Line.objects.filter(held=True).exists()


# Parting ------------------------------------------------------------------------------------------------------------


def test_killed_before_the_documenten_api_was_asked_the_worker_parts_the_pair(
    relate, part, monkeypatch, work, api, zaak, assert_not_related
):
    relate()
    with monkeypatch.context() as patch:
        patch.setattr("servicekit.pairs.counterparts.Counterpart.delete", killed)
        with pytest.raises(Killed):
            part()
    assert api.get(f"/zaakinformatieobjecten?zaak={zaak}").json() == []
    work()
    assert_not_related("create", "destroy")


@pytest.mark.parametrize("failing", [is_down, acts_and_is_not_heard])
def test_without_an_answer_parting_is_a_503_and_the_worker_goes_forward(
    relate, part, documents, work, assert_not_related, failing
):
    relate()
    documents.deleting = failing
    with pytest.raises(Problem) as raised:
        part()
    assert raised.value.status == 503
    documents.deleting = None
    work()
    assert_not_related("create", "destroy")


def test_killed_after_the_mirror_was_deleted_the_worker_deletes_the_relation(
    relate, part, monkeypatch, work, assert_not_related
):
    relate()
    with monkeypatch.context() as patch:
        patch.setattr(leading, "release", killed)
        with pytest.raises(Killed):
            part()
    work()
    assert_not_related("create", "destroy")


def test_a_definite_refusal_brings_the_relation_back(relate, part, documents, assert_related):
    relate()
    documents.deleting = refuses
    with pytest.raises(Invalid) as raised:
        part()
    assert raised.value.violations[0].code == "inconsistent-relation"
    documents.deleting = None
    assert_related()


def test_a_repeat_while_the_pair_is_parted_joins_that(relate, part, documents, assert_not_related):
    relate()
    documents.deleting = is_down
    with pytest.raises(Problem):
        part()
    documents.deleting = None
    part()
    assert_not_related("create", "destroy")


def test_only_one_at_a_time_parts_a_pair_or_a_slow_one_would_part_what_was_made_again(
    relate, part, documents, monkeypatch, assert_related
):
    relate()
    delete = Counterpart.delete

    def slowly(counterpart, ours, theirs):
        finish()  # a worker comes along, and so does the client
        with pytest.raises(Problem) as raised:
            part()
        assert raised.value.status == 409
        monkeypatch.setattr(Counterpart, "delete", delete)
        delete(counterpart, ours, theirs)

    monkeypatch.setattr(Counterpart, "delete", slowly)
    part()
    relate()
    finish()
    assert documents.pairs != []
    assert ZaakInformatieObject.objects.get().state == ""


def test_a_worker_takes_each_pair_as_its_turn_comes(relate, part, documents, monkeypatch, work):
    relate()
    documents.deleting = is_down
    with pytest.raises(Problem):
        part()
    documents.deleting = None
    waiting = finishing.take

    def later(pair):
        part()  # between the worker's look at what waits and its turn, the client parts the pair and makes it again
        relate()
        return waiting(pair)

    monkeypatch.setattr(finishing, "take", later)
    work()
    assert documents.pairs != []
    assert ZaakInformatieObject.objects.get().state == ""


def test_a_refusal_undoes_no_pair_that_another_has_finished(relate, documents, monkeypatch, assert_related):
    documents.posting = is_down
    with pytest.raises(Problem):
        relate()
    documents.posting = None
    make = Counterpart.make

    def refused(counterpart, ours, theirs):
        monkeypatch.setattr(Counterpart, "make", make)
        relate()
        raise Refused(calls.Refused("x", 400, {}))

    monkeypatch.setattr(Counterpart, "make", refused)
    relate()
    assert_related()


def test_a_documenten_api_that_knows_no_filters_loses_no_other_mirror(relate, part, make, zaak, documents):
    relate()
    other = (make("zaken")["url"], documents.add())
    documents.mirrors[f"{documents.root}/anders"] = other
    documents.knows_filters = False
    part()
    assert documents.pairs == [other]


@pytest.mark.parametrize("titel", ["", "een andere"])
def test_a_pair_that_is_being_parted_can_not_be_made_again_or_changed_yet(
    api, relate, part, zaak, document, documents, titel
):
    uuid = relate().uuid
    documents.deleting = is_down
    with pytest.raises(Problem):
        part()
    with pytest.raises(NotFound):
        update_zaakinformatieobject(uuid, partial=True, titel=titel)
    answer = api.post("/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": document, "titel": titel})
    assert (answer.status_code, answer["Retry-After"]) == (409, "5")


# The worker ---------------------------------------------------------------------------------------------------------


def test_the_worker_leaves_alone_what_a_request_may_still_be_busy_with(relate, documents):
    documents.posting = is_down
    with pytest.raises(Problem):
        relate()
    documents.posting = None
    finish()
    assert documents.pairs == []


def test_the_worker_looks_before_it_posts(relate, documents, neighbours, work, assert_related):
    documents.posting = acts_and_is_not_heard
    with pytest.raises(Problem):
        relate()
    documents.posting = lambda _: pytest.fail("posted a mirror that is there")
    work()
    assert_related()


def test_a_mirror_that_is_left_over_from_a_pair_that_was_made_again_stays(relate, work, zaak, document, assert_related):
    from servicekit.references import normal

    relate()
    Leftover.objects.create(pair="zaken.zaakinformatieobject", ours=normal(zaak), theirs=normal(document), due=now())
    work()
    assert not Leftover.objects.exists()
    assert_related()


def test_a_relation_that_a_worker_took_is_left_alone_by_the_next(relate, documents):
    documents.posting = is_down
    with pytest.raises(Problem):
        relate()
    ZaakInformatieObject.objects.update(changed="2020-01-01T00:00:00Z")
    finish()
    assert (now() - ZaakInformatieObject.objects.get().changed).total_seconds() < 60
    documents.posting = None
    finish()
    assert documents.pairs == []


def test_a_mirror_that_comes_after_its_zaak_was_destroyed_is_deleted_too(api, relate, zaak, documents, work):
    late = []
    documents.posting = lambda act: late.append(act) or (504, None)
    with pytest.raises(Problem):
        relate()
    assert api.delete(zaak).status_code == 204
    work()
    late.pop()()
    assert len(documents.pairs) == 1
    work()
    assert documents.pairs == []
    Leftover.objects.update(until=now())
    work()
    assert not Leftover.objects.exists()


def test_a_mirror_that_is_left_over_goes_though_the_pair_is_being_parted(relate, part, zaak, document, documents, work):
    from servicekit.references import normal

    relate()
    documents.deleting = is_down
    with pytest.raises(Problem):
        part()
    documents.deleting = None
    Leftover.objects.create(
        pair="zaken.zaakinformatieobject", ours=normal(zaak), theirs=normal(document), due=now(), until=now()
    )
    work()
    assert documents.pairs == []
    assert not ZaakInformatieObject.objects.exists()


def test_a_question_that_is_refused_undoes_nothing(relate, documents, work, assert_related):
    documents.posting = acts_and_is_not_heard
    with pytest.raises(Problem):
        relate()
    documents.getting = lambda _: (403, None)
    work()
    assert ZaakInformatieObject.objects.get().state == "held"
    documents.getting = None
    work()
    assert_related()
