# SPDX-License-Identifier: EUPL-1.2
"""The relation zaak-document when the Documenten API fails: what a client is told, and that the worker finishes it."""

import pytest

from servicekit.journal.models import Line
from servicekit.pairs.finishing import finish
from servicekit.pairs.models import Leftover
from servicekit.problems import Invalid, NotFound, Problem
from zaken.actions.zaakinformatieobjecten import (
    create_zaakinformatieobject,
    destroy_zaakinformatieobject,
    update_zaakinformatieobject,
)
from zaken.models import ZaakInformatieObject

pytestmark = pytest.mark.django_db


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


def test_a_definite_refusal_undoes_the_relation(relate, documents, assert_not_related):
    documents.posting = refuses
    with pytest.raises(Invalid) as raised:
        relate()
    (violation,) = raised.value.violations
    assert (violation.name, violation.code) == ("informatieobject", "pending-relations")
    assert "Geen zaak." in violation.reason
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


def test_a_definite_refusal_brings_the_relation_back(relate, part, documents, assert_related):
    relate()
    documents.deleting = refuses
    with pytest.raises(Invalid) as raised:
        part()
    assert raised.value.violations[0].code == "inconsistent-relation"
    documents.deleting = None
    assert_related()


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
