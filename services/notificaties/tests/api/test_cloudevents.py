# SPDX-License-Identifier: EUPL-1.2
"""CloudEvents come in, one or many: all or none, each once, in their order."""

from uuid import uuid4

import orjson
import pytest

from notificaties.models import Delivery, Notificatie
from servicekit import cloudevents
from servicekit.stack.municipalities import serving
from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def envelop(noord, message):
    """Give a CloudEvent as our components publish it: `envelop(resource="rol", id="...")`."""

    def make(*, id=None, **changed):
        told = message | changed
        with serving(noord):
            return cloudevents.attributes(told, id or str(uuid4())) | {"data": told}

    return make


@pytest.fixture
def publish(api):
    """POST these CloudEvents, a dict alone, or a list of them as a batch."""

    def post(given, **options):
        media = cloudevents.BATCH if isinstance(given, list) else cloudevents.ONE
        return api.post("/cloudevents", given, content_type=media, **options)

    return post


def told():
    return [
        orjson.loads(each)["resource"] for each in Notificatie.objects.order_by("id").values_list("message", flat=True)
    ]


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


@pytest.fixture
def abonnement(api, body):
    return api.post("/abonnement", body).json()


def test_events_of_a_batch_are_accepted_and_delivered_in_their_order(publish, envelop, abonnement):
    resources = [f"ding{number}" for number in range(20)]
    assert publish([envelop(resource=each) for each in resources]).status_code == 204
    assert told() == resources
    deliveries = Delivery.objects.order_by("id").select_related("notificatie")
    assert [orjson.loads(each.notificatie.message)["resource"] for each in deliveries] == resources


def test_one_is_accepted_alone(publish, envelop, kanaal):
    event = envelop()
    assert publish(event).status_code == 204
    stored = Notificatie.objects.get()
    assert (str(stored.event), orjson.loads(stored.message), stored.envelope) == (event["id"], event["data"], "")


def test_what_ours_do_not_say_is_kept(publish, envelop, kanaal):
    other = envelop() | {"id": "A-1", "source": "urn:elders", "type": "nl.elders.gebeurd", "nlelders": "x"}
    assert publish(other).status_code == 204
    kept = orjson.loads(Notificatie.objects.get().envelope)
    assert kept == {name: value for name, value in other.items() if name != "data"}


def test_an_event_is_accepted_once_by_publisher_source_and_id(publish, envelop, abonnement, grant):
    event, other = envelop(), envelop()
    assert publish([event, event]).status_code == 204
    assert publish([other, event]).status_code == 204
    assert (Notificatie.objects.count(), Delivery.objects.count()) == (2, 2)
    grant(beperkt=[{"component": "nrc", "scopes": ["notificaties.publiceren"]}], alles="all")
    assert publish(event, client="beperkt").status_code == 204
    assert Notificatie.objects.count() == 3
    for source in ("urn:een", "urn:twee", "urn:een"):
        assert publish(event | {"id": "1", "source": source}).status_code == 204
    assert Notificatie.objects.count() == 5


def test_a_notification_that_was_published_alone_is_that_event(api, publish, envelop, message, kanaal):
    event = envelop()
    assert api.post("/notificaties", message, idempotency_key=event["id"]).status_code == 201
    assert publish([event]).status_code == 204
    assert Notificatie.objects.count() == 1


def test_faults_of_all_events_stand_in_one_answer_and_none_is_accepted(publish, envelop, kanaal):
    wrong = [envelop(), envelop() | {"specversion": "0.3"}, {"id": 1}, envelop(kanaal=""), "x"]
    assert codes(publish(wrong)) == {
        ("1.specversion", "invalid_choice"),
        *{(f"2.{name}", "required") for name in ("specversion", "source", "type", "data")},
        ("3.data.kanaal", "blank"),
        ("4.nonFieldErrors", "invalid"),
    }
    by_rule = [envelop(), envelop(kanaal="niets"), envelop(aanmaakdatum="2100-01-01T00:00:00Z")]
    assert codes(publish(by_rule)) == {("1.data.kanaal", "message_kanaal"), ("2.data.aanmaakdatum", "date-in-future")}
    assert codes(publish(by_rule[1])) == {("data.kanaal", "message_kanaal")}
    assert not Notificatie.objects.exists()


def test_a_batch_has_one_to_500_events(publish, envelop, kanaal):
    for given in ([], [envelop()] * 501):
        assert codes(publish(given)) == {("nonFieldErrors", "not_a_list")}
    assert publish([envelop() for _ in range(500)]).status_code == 204


@pytest.mark.parametrize(
    ("media", "status"),
    [
        ("application/json", 415),
        ("text/plain", 415),
        (cloudevents.ONE, 204),
        (f"{cloudevents.ONE}; charset=utf-8", 204),
    ],
)
def test_another_media_type_is_refused(api, envelop, kanaal, media, status):
    assert api.post("/cloudevents", envelop(), content_type=media).status_code == status


def test_a_batch_costs_as_many_statements_as_one_event(publish, envelop, abonnement):
    publish([envelop()])
    with statements() as one:
        publish([envelop()])
    with statements() as many:
        publish([envelop() for _ in range(100)])
    assert len(many) == len(one)
    assert Delivery.objects.count() == 102


def test_what_a_receiver_may_not_take_is_refused(publish, envelop, kanaal):
    assert publish([envelop(meer="x" * 262_144)]).status_code == 413
    assert publish([envelop(), envelop() | {"nlmeer": "x" * 262_144}]).status_code == 413
    assert not Notificatie.objects.exists()


@pytest.mark.parametrize(
    "written", ["5", 5, "6f2c5b0e3f0b4c559a430d2f2b2f1c11", "urn:uuid:6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"]
)
def test_an_id_that_is_no_uuid_is_one_of_its_source(publish, envelop, kanaal, written):
    for source in ("urn:een", "urn:twee", "urn:een"):
        assert publish(envelop() | {"id": written, "source": source}).status_code == 204
    assert Notificatie.objects.count() == 2
