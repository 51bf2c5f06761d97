# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import orjson
import pytest

from notificaties.actions.notificaties import accept_notificatie
from notificaties.models import Abonnement, Delivery, Notificatie
from servicekit.clock import now
from servicekit.problems import Problem
from servicekit.stack.municipalities import serving
from servicekit.testing.rights import give
from servicekit.writing.idempotency.models import Request

pytestmark = pytest.mark.django_db


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


@pytest.fixture
def subscribe(api, body, receiver):
    """Take an abonnement with these kanalen; its callback URL."""

    def take(*kanalen, path="/hook"):
        url = receiver.url(path)
        made = api.post("/abonnement", body | {"callbackUrl": url, "kanalen": list(kanalen)})
        assert made.status_code == 201, made.content
        return url

    return take


def receivers():
    return [each.abonnement.callback_url.rpartition("/")[2] for each in Delivery.objects.order_by("id")]


def test_a_notification_is_accepted_and_echoed(api, kanaal, message):
    answer = api.post("/notificaties", message)
    assert answer.status_code == 201
    assert answer.json() == message
    assert "Location" not in answer


def test_what_it_holds_more_goes_on_too(api, subscribe, message, monkeypatch):
    subscribe({"naam": "zaken"})
    # Producers in use send fields that neither the standard nor our contract has.
    monkeypatch.setattr("servicekit.testing.contract.operation_of", lambda *_: None)
    given = message | {"source": "urn:test"}
    assert api.post("/notificaties", given).json() == given
    assert orjson.loads(Notificatie.objects.get().message) == given


def test_kenmerken_become_text_and_may_be_left_out(api, kanaal, message):
    answer = api.post("/notificaties", message | {"kenmerken": {"zaaktype": None, "bronorganisatie": 851234562}})
    assert answer.json()["kenmerken"] == {"zaaktype": "", "bronorganisatie": "851234562"}
    del message["kenmerken"]
    assert api.post("/notificaties", message).json() == message


def test_an_unknown_kanaal_is_refused_in_the_shape_of_the_standard(api, message):
    answer = api.post("/notificaties", message)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert codes(answer) == {("kanaal", "message_kanaal")}


def test_other_kenmerken_are_refused(api, kanaal, message):
    answer = api.post("/notificaties", message | {"kenmerken": {"kleur": "rood"}})
    assert codes(answer) == {("kenmerken", "kenmerken_inconsistent")}


def test_everything_that_is_wrong_is_said_at_once(api):
    wrong = {"kanaal": "", "hoofdObject": "x", "actie": "x" * 101, "aanmaakdatum": "gisteren", "kenmerken": []}
    assert codes(api.post("/notificaties", wrong)) == {
        ("kanaal", "blank"),
        ("hoofdObject", "invalid"),
        ("resource", "required"),
        ("resourceUrl", "required"),
        ("actie", "max_length"),
        ("aanmaakdatum", "invalid"),
        ("kenmerken", "not_a_dict"),
    }


def test_nothing_is_kept_of_what_was_refused(api, subscribe, message):
    subscribe({"naam": "zaken"})
    api.post("/notificaties", message | {"kenmerken": {"kleur": "rood"}})
    assert not Notificatie.objects.exists()
    assert not Delivery.objects.exists()


def test_it_goes_to_those_whose_filters_are_met(api, subscribe, message):
    api.post("/kanaal", {"naam": "anders", "filters": []})
    zaaktype = message["kenmerken"]["zaaktype"]
    subscribe({"naam": "zaken"}, path="/alles")
    subscribe({"naam": "anders"}, path="/ander-kanaal")
    subscribe({"naam": "zaken", "filters": {"zaaktype": zaaktype}}, path="/zaaktype")
    subscribe({"naam": "zaken", "filters": {"zaaktype": f"{zaaktype}0"}}, path="/ander-zaaktype")
    subscribe({"naam": "zaken", "filters": {"zaaktype": "*", "bronorganisatie": "851234562"}}, path="/alle-zaaktypen")
    assert api.post("/notificaties", message).status_code == 201
    assert receivers() == ["alles", "zaaktype", "alle-zaaktypen"]


def test_filters_of_one_kanaal_say_nothing_of_another(api, subscribe, message):
    api.post("/kanaal", {"naam": "anders", "filters": []})
    zaaktype = message["kenmerken"]["zaaktype"]
    subscribe({"naam": "zaken", "filters": {"zaaktype": f"{zaaktype}0"}}, {"naam": "anders"})
    assert api.post("/notificaties", message).status_code == 201
    assert receivers() == []


def test_a_filter_matches_whichever_address_of_the_municipality_it_was_written_with(api, subscribe, message):
    zaaktype = message["kenmerken"]["zaaktype"]
    for host in ("anders.test", "vroeger.test"):
        subscribe({"naam": "zaken", "filters": {"zaaktype": zaaktype.replace("testserver", host)}}, path=f"/{host}")
    api.post("/notificaties", message)
    assert receivers() == ["anders.test", "vroeger.test"]


def test_casing_of_a_kenmerk_makes_no_difference(api, subscribe, message):
    api.post("/kanaal", {"naam": "besluiten", "filters": ["verantwoordelijke_organisatie"]})
    subscribe({"naam": "besluiten", "filters": {"verantwoordelijkeOrganisatie": "1"}}, path="/camel")
    subscribe({"naam": "besluiten", "filters": {"verantwoordelijke_organisatie": "1"}}, path="/snake")
    for name in ("verantwoordelijke_organisatie", "verantwoordelijkeOrganisatie"):
        given = message | {"kanaal": "besluiten", "kenmerken": {name: "1"}}
        assert api.post("/notificaties", given).json()["kenmerken"] == {name: "1"}
    assert receivers() == ["camel", "snake"] * 2


def test_a_kenmerk_that_it_lacks_stops_nothing(api, subscribe, message):
    subscribe({"naam": "zaken", "filters": {"vertrouwelijkheidaanduiding": "geheim"}}, path="/geheim")
    del message["kenmerken"]["vertrouwelijkheidaanduiding"]
    api.post("/notificaties", message)
    assert receivers() == ["geheim"]


def test_several_groups_that_match_are_one_delivery(api, subscribe, message):
    subscribe({"naam": "zaken"}, {"naam": "zaken", "filters": {"zaaktype": "*"}})
    api.post("/notificaties", message)
    assert receivers() == ["hook"]


def test_a_repeat_with_the_same_idempotency_key_is_delivered_once(api, subscribe, message):
    subscribe({"naam": "zaken"})
    event = "0d1e6d6e-1f4b-4d2f-8a43-0d2f2b2f1c99"
    first = api.post("/notificaties", message, idempotency_key=event)
    again = api.post("/notificaties", message, idempotency_key=event)
    assert (again.status_code, again.json()) == (201, first.json())
    assert str(Notificatie.objects.get().event) == event
    assert Delivery.objects.count() == 1
    kept = Request.objects.get(path__endswith="/notificaties")
    assert (kept.reference, kept.status) == (f"nrc:notificaties/{event}", 201)
    assert api.post("/notificaties", message | {"actie": "destroy"}, idempotency_key=event).status_code == 422


def test_only_who_publishes_may_publish(api, kanaal, message, grant):
    grant(beperkt=[{"component": "nrc", "scopes": ["notificaties.consumeren"]}])
    assert api.post("/notificaties", {}, client="beperkt").status_code == 403
    assert api.post("/notificaties", message, client="niets").json()["code"] == "permission_denied"
    grant(beperkt=[{"component": "nrc", "scopes": ["notificaties.publiceren"]}])
    assert api.post("/notificaties", message, client="beperkt").status_code == 201


def test_notifications_are_not_read_back(api, kanaal):
    assert api.get("/notificaties").status_code == 405


def test_the_other_municipality_hears_nothing_of_it(api, subscribe, message, zuid):
    with serving(zuid):
        give(alles="all")
    subscribe({"naam": "zaken"})
    assert codes(api.post("/notificaties", message, municipality="zuid")) == {("kanaal", "message_kanaal")}
    api.post("/kanaal", {"naam": "zaken", "filters": []}, municipality="zuid")
    assert api.post("/notificaties", message, municipality="zuid").status_code == 201
    assert not Delivery.objects.exists()
    with serving(zuid):
        assert Notificatie.objects.count() == 1
        assert not Abonnement.objects.exists()


def test_a_change_of_rights_wakes_this_component_too(
    api, kanaal, message, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr("notificaties.actions.notificaties.wake", lambda name, schema: woken.append((name, schema)))
    api.post("/kanaal", {"naam": "autorisaties"})
    with django_capture_on_commit_callbacks(execute=True):
        api.post("/notificaties", message)
    assert woken == [("deliver", "m_noord")]
    with django_capture_on_commit_callbacks(execute=True):
        api.post("/notificaties", message | {"kanaal": "autorisaties", "kenmerken": {}})
    assert woken[1:] == [("deliver", "m_noord"), ("refresh", "m_noord")]


def test_accepting_takes_few_statements(api, subscribe, message, django_assert_max_num_queries):
    for number in range(5):
        subscribe({"naam": "zaken"}, path=f"/{number}")
    with django_assert_max_num_queries(12):
        assert api.post("/notificaties", message).status_code == 201
    assert Delivery.objects.count() == 5


def test_a_notification_that_grows_too_large_to_send_on_is_refused(api, kanaal, message, monkeypatch):
    monkeypatch.setattr("servicekit.testing.contract.operation_of", lambda *_: None)
    assert api.post("/notificaties", message | {"meer": "x" * 300_000}).status_code == 413
    assert not Notificatie.objects.exists()


def test_a_notification_of_256_kib_is_the_largest(as_caller, kanaal, message):
    def accept(size):
        filled = message | {"meer": "x" * (size - len(orjson.dumps(message | {"meer": ""})))}
        accept_notificatie(filled, kanaal="zaken", aanmaakdatum=now())

    accept(262_144)
    assert len(Notificatie.objects.get().message) == 262_144
    with pytest.raises(Problem, match="256 KiB") as refused:
        accept(262_145)
    assert refused.value.status == 413


def test_a_notification_of_the_future_is_refused_unless_clocks_explain_it(api, kanaal, message, settings):
    def ahead(seconds):
        moment = (now() + timedelta(seconds=seconds)).isoformat()
        return api.post("/notificaties", message | {"aanmaakdatum": moment})

    assert ahead(settings.JWT_LEEWAY - 20).status_code == 201
    assert codes(ahead(settings.JWT_LEEWAY + 60)) == {("aanmaakdatum", "date-in-future")}
    settings.JWT_LEEWAY = 0
    assert codes(ahead(30)) == {("aanmaakdatum", "date-in-future")}


def test_all_that_is_wrong_with_a_notification_is_said_at_once(api, kanaal, message):
    future = (now() + timedelta(days=1)).isoformat()
    answer = api.post("/notificaties", message | {"aanmaakdatum": future, "kenmerken": {"kleur": "rood"}})
    assert codes(answer) == {("aanmaakdatum", "date-in-future"), ("kenmerken", "kenmerken_inconsistent")}
    answer = api.post("/notificaties", message | {"aanmaakdatum": future, "kanaal": "onbekend"})
    assert codes(answer) == {("aanmaakdatum", "date-in-future"), ("kanaal", "message_kanaal")}
