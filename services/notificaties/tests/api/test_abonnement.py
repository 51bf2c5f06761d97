# SPDX-License-Identifier: EUPL-1.2
import pytest

from notificaties.actions.cleaning import forget_ended
from notificaties.models import Abonnement, Delivery, Lane, Notificatie
from notificaties.peers.secrets import decrypt
from servicekit.clock import now
from servicekit.journal.models import Detail, Line
from servicekit.representations.rendering import render
from servicekit.stack.municipalities import serving
from servicekit.testing.rights import give

pytestmark = pytest.mark.django_db

ALL = [{"component": "nrc", "scopes": ["notificaties.publiceren", "notificaties.consumeren"]}]
SECRET = "van-de-abonnee"


def secrets_of(row):
    return decrypt(row.secrets, row.auth)


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


@pytest.fixture
def abonnement(api, body):
    made = api.post("/abonnement", body)
    assert made.status_code == 201, made.content
    return made.json()


def test_an_abonnement_that_was_taken_can_be_read(api, body):
    made = api.post("/abonnement", body)
    assert made["Location"] == made.json()["url"]
    assert made.json() == {
        "url": made["Location"],
        "callbackUrl": body["callbackUrl"],
        "kanalen": body["kanalen"],
        "sendCloudevents": False,
        "signed": False,
    }
    assert api.get(made["Location"]).json() == made.json()
    assert api.get("/abonnement").json() == [made.json()]


def test_its_auth_is_in_no_answer_and_in_no_journal(api, abonnement, body):
    answers = [
        api.get(abonnement["url"]),
        api.get("/abonnement"),
        api.put(abonnement["url"], body),
        api.patch(abonnement["url"], {"auth": body["auth"]}),
    ]
    assert all(each.status_code == 200 for each in answers)
    assert not any(SECRET.encode() in each.content for each in answers)
    assert secrets_of(Abonnement.objects.get()).auth == body["auth"]
    assert not any(SECRET in (each.old or "") + (each.new or "") for each in Detail.objects.all())


def test_the_callback_gets_a_test_with_and_without_authorization(api, abonnement, receiver, body):
    (_, first, headers), (_, second, bare) = receiver.received
    assert first["kanaal"] == second["kanaal"] == "test"
    assert headers["Authorization"] == body["auth"]
    assert "Authorization" not in bare
    assert receiver.connections == 1


@pytest.mark.parametrize("status", [302, 400, 404, 410, 500])
def test_a_callback_that_does_not_answer_with_2xx_is_refused(api, body, receiver, status):
    receiver.behave["/hook"] = lambda: status
    assert codes(api.post("/abonnement", body)) == {("nonFieldErrors", "invalid-callback-url")}
    assert api.get("/abonnement").json() == []


def test_a_callback_that_is_not_guarded_is_refused(api, body, receiver, settings):
    receiver.behave["/hook"] = lambda: 204
    assert codes(api.post("/abonnement", body)) == {("callbackUrl", "no-auth-on-callback-url")}
    settings.CALLBACK_AUTH_CHECK = False
    assert api.post("/abonnement", body).status_code == 201


@pytest.mark.parametrize("host", ["localhost", "[::1]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "2130706433"])
def test_a_private_address_that_the_stack_file_does_not_name_is_refused_before_any_connection(
    api, body, receiver, host
):
    answer = api.post("/abonnement", body | {"callbackUrl": receiver.url(host=host)})
    assert codes(answer) == {("nonFieldErrors", "invalid-callback-url")}
    assert "onder `callbacks` van gemeente noord" in answer.json()["invalidParams"][0]["reason"]
    assert receiver.connections == 0


def test_what_one_municipality_trusts_another_does_not(api, body, receiver, zuid):
    with serving(zuid):
        give(alles="all")
    api.post("/kanaal", {"naam": "zaken"}, municipality="zuid")
    answer = api.post("/abonnement", body, municipality="zuid")
    assert codes(answer) == {("nonFieldErrors", "invalid-callback-url")}
    assert receiver.connections == 0


def test_everything_that_is_wrong_is_said_at_once(api, body, receiver):
    assert codes(api.post("/abonnement", {})) == {
        ("callbackUrl", "required"),
        ("auth", "required"),
        ("kanalen", "required"),
    }
    wrong = {"callbackUrl": "ftp://x", "auth": "met\nregel", "kanalen": [{"filters": {"zaaktype": ""}}]}
    assert codes(api.post("/abonnement", wrong)) == {
        ("callbackUrl", "invalid"),
        ("auth", "invalid"),
        ("kanalen.0.naam", "required"),
        ("kanalen.0.filters.zaaktype", "blank"),
    }
    receiver.behave["/hook"] = lambda: 500
    kanalen = [{"naam": "onbekend"}, {"naam": "zaken", "filters": {"kleur": "rood"}}]
    assert codes(api.post("/abonnement", body | {"kanalen": kanalen})) == {
        ("naam", "kanaal_naam"),
        ("filters", "inconsistent-abonnement-filters"),
        ("nonFieldErrors", "invalid-callback-url"),
    }


def test_a_callback_that_does_not_answer_says_so(api, body, receiver):
    receiver.shutdown()
    receiver.server_close()
    answer = api.post("/abonnement", body)
    assert codes(answer) == {("nonFieldErrors", "invalid-callback-url")}
    assert "geeft geen antwoord" in answer.json()["invalidParams"][0]["reason"]


def test_what_was_asked_is_said_with_what_is_wrong_with_the_body(api, body, abonnement, receiver):
    receiver.behave["/hook"] = lambda: 500
    kanalen = [{"naam": "onbekend"}, {"naam": "zaken", "filters": {"vertrouwelijkheidaanduiding": "Openbaar"}}]
    faults = {
        ("naam", "kanaal_naam"),
        ("filters", "invalid_choice"),
        ("nonFieldErrors", "invalid-callback-url"),
    }
    assert codes(api.post("/abonnement", body | {"kanalen": kanalen})) == faults
    # Each of the others with what the schema finds.
    assert codes(api.post("/abonnement", body | {"kanalen": 1})) == {
        ("kanalen", "not_a_list"),
        ("nonFieldErrors", "invalid-callback-url"),
    }
    wrong = body | {"kanalen": kanalen, "auth": ""}
    expected = {("naam", "kanaal_naam"), ("filters", "invalid_choice"), ("auth", "blank")}
    for answer in (api.post("/abonnement", wrong), api.put(abonnement["url"], wrong)):
        assert codes(answer) == expected
    assert codes(api.patch(abonnement["url"], {"kanalen": kanalen, "auth": ""})) == expected


def test_a_client_without_the_scope_has_nothing_asked(api, abonnement, body, grant, receiver):
    grant(beperkt=[{"component": "nrc", "scopes": ["notificaties.publiceren"]}])
    receiver.received.clear()
    assert api.post("/abonnement", body | {"kanalen": 1}, client="beperkt").status_code == 403
    assert api.put(abonnement["url"], body | {"kanalen": 1}, client="beperkt").status_code == 403
    assert receiver.received == []


def test_filters_may_be_left_out_and_a_kanaal_may_come_twice(api, body):
    kanalen = [{"naam": "zaken"}, {"naam": "zaken", "filters": {"zaaktype": "*"}}]
    made = api.post("/abonnement", body | {"kanalen": kanalen})
    assert made.json()["kanalen"] == [{"naam": "zaken", "filters": {}}, kanalen[1]]


def test_a_callback_url_is_kept_as_it_was_given(api, body, receiver):
    url = receiver.url("/hook/?sleutel=1&b=2")
    assert api.post("/abonnement", body | {"callbackUrl": url}).json()["callbackUrl"] == url


def test_an_update_replaces_all_kanalen_and_tests_again(api, abonnement, receiver, body):
    receiver.received.clear()
    kanalen = [{"naam": "zaken", "filters": {"bronorganisatie": "851234562"}}]
    changed = api.patch(abonnement["url"], {"kanalen": kanalen})
    assert changed.json()["kanalen"] == kanalen
    assert len(receiver.received) == 2
    assert api.put(abonnement["url"], body).json()["kanalen"] == body["kanalen"]
    assert api.get(abonnement["url"]).json()["kanalen"] == body["kanalen"]
    stored = Abonnement.objects.get()
    assert stored.body.encode() == render(stored)
    assert codes(api.put(abonnement["url"], {"kanalen": []})) == {("callbackUrl", "required"), ("auth", "required")}


def test_an_update_that_is_refused_changes_nothing(api, abonnement, receiver):
    receiver.behave["/anders"] = lambda: 500
    answer = api.patch(abonnement["url"], {"callbackUrl": receiver.url("/anders")})
    assert codes(answer) == {("nonFieldErrors", "invalid-callback-url")}
    assert api.get(abonnement["url"]).json() == abonnement


def test_another_authorization_is_tried_before_it_is_kept(api, abonnement, body):
    assert codes(api.patch(abonnement["url"], {"auth": "Bearer anders"})) == {
        ("nonFieldErrors", "invalid-callback-url")
    }
    assert secrets_of(Abonnement.objects.get()).auth == body["auth"]


def test_an_authorization_without_a_callback_is_not_tried_with_what_else_is_wrong(api, abonnement, body, receiver):
    receiver.received.clear()
    answer = api.patch(abonnement["url"], {"kanalen": 1, "auth": body["auth"]})
    assert codes(answer) == {("kanalen", "not_a_list")}
    assert receiver.received == []


def test_an_update_lets_a_paused_lane_go_on(api, abonnement):
    Lane.objects.update(paused="gone", attempts=7, failing_since=now(), retry_at=now(), gave_up=True)
    api.patch(abonnement["url"], {})
    lane = Lane.objects.get()
    assert (lane.paused, lane.attempts, lane.failing_since, lane.retry_at, lane.gave_up) == ("", 0, None, None, False)


def test_a_removed_abonnement_is_gone_with_what_waited_for_it(api, abonnement):
    notificatie = Notificatie.objects.create(event="6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11", message="{}", accepted=now())
    Delivery.objects.create(notificatie=notificatie, abonnement=Abonnement.objects.get())
    assert api.delete(abonnement["url"]).status_code == 204
    assert api.get(abonnement["url"]).status_code == 404
    assert not Lane.objects.exists()
    forget_ended()
    assert not Delivery.objects.exists()


def test_only_the_client_that_took_it_may_change_it(api, abonnement, body, grant, receiver):
    grant(beperkt="all")
    receiver.received.clear()
    answers = [
        api.put(abonnement["url"], body, client="beperkt"),
        api.patch(abonnement["url"], {}, client="beperkt"),
        api.delete(abonnement["url"], client="beperkt"),
    ]
    assert [each.status_code for each in answers] == [403, 403, 403]
    assert receiver.received == []
    assert api.get(abonnement["url"], client="beperkt").json() == abonnement


@pytest.mark.parametrize("method", ["put", "patch"])
@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ({}, []),
        ({"kanalen": 1}, ["kanalen"]),
        ({"kanalen": [{"naam": "onbekend"}], "auth": ""}, ["auth"]),
    ],
)
def test_a_change_by_another_client_calls_nobody(api, abonnement, body, grant, receiver, method, faults, said):
    grant(beperkt="all")
    receiver.received.clear()
    wanted = body | {"callbackUrl": receiver.url("/anders")} | faults
    answer = getattr(api, method)(abonnement["url"], wanted, client="beperkt")
    assert answer.status_code == (400 if said else 403)
    assert [each["name"].partition(".")[0] for each in answer.json().get("invalidParams", ())] == said
    assert receiver.received == []


@pytest.mark.parametrize("method", ["put", "patch"])
@pytest.mark.parametrize("faults", [{}, {"kanalen": 1}])
def test_a_change_of_what_is_no_longer_so_calls_nobody(api, abonnement, body, receiver, method, faults):
    receiver.received.clear()
    answer = getattr(api, method)(abonnement["url"], body | faults, if_match='"van-gisteren"')
    assert answer.status_code == 412
    assert receiver.received == []
    assert getattr(api, method)(abonnement["url"], body, if_match="*").status_code == 200


@pytest.mark.parametrize("scope", ["notificaties.publiceren", "notificaties.consumeren"])
def test_either_scope_may_read(api, abonnement, grant, scope):
    grant(beperkt=[{"component": "nrc", "scopes": [scope]}])
    assert api.get("/abonnement", client="beperkt").json() == [abonnement]
    assert api.get(abonnement["url"], client="beperkt").status_code == 200


def test_only_who_consumes_may_subscribe(api, abonnement, body, grant, receiver):
    grant(beperkt=[{"component": "nrc", "scopes": ["notificaties.publiceren"]}])
    receiver.received.clear()
    assert api.post("/abonnement", body, client="beperkt").status_code == 403
    assert receiver.received == []
    grant(beperkt=ALL)
    assert api.post("/abonnement", body, client="beperkt").status_code == 201


def test_a_client_without_a_scope_sees_nothing(api, abonnement):
    for path in ("/abonnement", abonnement["url"]):
        assert api.get(path, client="niets").json()["code"] == "permission_denied"
    assert api.delete(abonnement["url"], client="niets").status_code == 403


def test_the_other_municipality_has_it_not(api, abonnement, body, zuid):
    with serving(zuid):
        give(alles="all")
    uuid = abonnement["url"].rpartition("/")[2]
    assert api.get("/abonnement", municipality="zuid").json() == []
    assert api.get(f"/abonnement/{uuid}", municipality="zuid").status_code == 404
    assert api.put(f"/abonnement/{uuid}", body, municipality="zuid").status_code == 404
    assert api.delete(f"/abonnement/{uuid}", municipality="zuid").status_code == 404


def test_an_absent_abonnement_is_not_found(api, body):
    path = "/abonnement/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"
    assert [api.get(path).status_code, api.put(path, body).status_code, api.delete(path).status_code] == [404] * 3


def test_unknown_parameters_are_refused(api):
    assert codes(api.get("/abonnement?page=1")) == {("nonFieldErrors", "unknown-parameters")}


def test_changes_are_in_the_journal_and_not_published(api, abonnement):
    api.patch(abonnement["url"], {"kanalen": []})
    api.delete(abonnement["url"])
    lines = Line.objects.filter(resource="abonnement").order_by("id")
    assert [(each.action, each.notify, each.audit) for each in lines] == [
        ("create", False, True),
        ("partial_update", False, True),
        ("destroy", False, True),
    ]


def test_a_repeat_with_the_same_idempotency_key_makes_nothing(api, body):
    first = api.post("/abonnement", body, idempotency_key="k1")
    again = api.post("/abonnement", body, idempotency_key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(api.get("/abonnement").json()) == 1


@pytest.mark.parametrize("in_cloudevents", [False, True])
def test_a_callback_is_tried_with_what_it_will_get(api, body, receiver, in_cloudevents):
    media = "application/cloudevents+json" if in_cloudevents else "application/json"
    made = api.post("/abonnement", body | {"sendCloudevents": in_cloudevents})
    assert api.patch(made["Location"], {"auth": body["auth"]}).status_code == 200
    wrong = {"kanalen": "x", "callbackUrl": body["callbackUrl"], "auth": body["auth"]}
    assert api.patch(made["Location"], wrong).status_code == 400
    assert {headers["Content-Type"] for _, _, headers in receiver.received} == {media}
    tests = [told.get("data", told) for _, told, _ in receiver.received]
    assert {each["kanaal"] for each in tests} == {"test"}
    assert api.patch(made["Location"], {"sendCloudevents": not in_cloudevents}).status_code == 200
    assert receiver.received[-1][2]["Content-Type"] != media
