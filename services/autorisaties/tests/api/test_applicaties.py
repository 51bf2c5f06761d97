# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest

from autorisaties.actions.applicaties import applicatie_faults
from servicekit import caller
from servicekit.problems import Forbidden
from servicekit.rights.predicate import Rights

pytestmark = pytest.mark.django_db

LEZEN = {
    "component": "zrc",
    "scopes": ["zaken.lezen"],
    "zaaktype": "http://testserver/noord/catalogi/api/v1/zaaktypen/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11",
    "maxVertrouwelijkheidaanduiding": "intern",
}

ALLES = {"heeftAlleAutorisaties": True, "autorisaties": []}


@pytest.fixture
def body():
    return {"clientIds": ["nieuw"], "label": "Nieuw", "autorisaties": [LEZEN]}


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


def test_an_applicatie_that_was_created_can_be_read(api, body):
    created = api.post("/applicaties", body)
    assert created.status_code == 201, created.content
    assert created["API-version"] == "1.1.0"
    read = api.get(created["Location"])
    assert read.status_code == 200
    assert read.json() == created.json()
    assert read.json()["autorisaties"] == [{**LEZEN, "componentWeergave": "Zaken API"}]
    assert read.json()["heeftAlleAutorisaties"] is False


@pytest.mark.parametrize(
    ("component", "weergave"),
    [
        ("ac", "Autorisaties API"),
        ("nrc", "Notificaties API"),
        ("zrc", "Zaken API"),
        ("ztc", "Catalogi API"),
        ("drc", "Documenten API"),
        ("brc", "Besluiten API"),
    ],
)
def test_a_component_is_shown_by_the_name_that_the_standard_gives_it(api, body, component, weergave):
    right = {"component": component, "scopes": ["audittrails.lezen"]}
    assert api.post("/applicaties", body | {"autorisaties": [right]}).json()["autorisaties"] == [
        right | {"componentWeergave": weergave}
    ]


def test_another_address_answers_with_its_own_urls(api, body):
    created = api.post("/applicaties", body)
    read = api.get(created["Location"], address=1)
    assert read.json()["url"].startswith("http://anders.test/noord/autorisaties/api/v1/applicaties/")
    assert read.json()["autorisaties"][0]["zaaktype"].startswith("http://anders.test/noord/catalogi/")


def test_the_other_municipality_has_it_not(api, body):
    created = api.post("/applicaties", body)
    uuid = created["Location"].rpartition("/")[2]
    assert api.get(f"/applicaties/{uuid}", municipality="zuid").status_code in (403, 404)


def test_a_client_id_in_use_is_refused(api, body):
    api.post("/applicaties", body)
    assert codes(api.post("/applicaties", body)) == {("clientIds", "clientId-exists")}


def test_everything_that_is_wrong_is_said_at_once(api):
    answer = api.post("/applicaties", {"clientIds": []})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert codes(answer) == {
        ("clientIds", "empty"),
        ("label", "required"),
        ("nonFieldErrors", "missing-authorizations"),
    }


BLANK = ("label", "blank")
OF_BODY = [
    ({"clientIds": ["bezet", "vrij"]}, {("clientIds", "clientId-exists")}),
    ({"autorisaties": []}, {("nonFieldErrors", "missing-authorizations")}),
    ({"heeftAlleAutorisaties": True}, {("nonFieldErrors", "ambiguous-authorizations-specified")}),
    (
        {"autorisaties": [LEZEN, {"component": "zrc", "scopes": ["zaken.lezen"]}]},
        {(f"autorisaties.1.{name}", "required") for name in ("zaaktype", "maxVertrouwelijkheidaanduiding")},
    ),
]


@pytest.mark.parametrize(("given", "found"), OF_BODY)
def test_what_a_rule_forbids_is_told_with_what_is_wrong_with_the_body(api, body, given, found):
    api.post("/applicaties", body | {"clientIds": ["bezet"]})
    url = api.post("/applicaties", body | {"clientIds": ["eigen"]})["Location"]
    own = body | {"clientIds": ["eigen"]}
    for send, path, whole in ((api.post, "/applicaties", body), (api.put, url, own), (api.patch, url, {})):
        assert codes(send(path, whole | {"label": ""})) == {BLANK}
        assert codes(send(path, whole | given)) == found
        assert codes(send(path, whole | given | {"label": ""})) == found | {BLANK}


def test_nothing_is_said_by_what_is_wrong_already(api, body):
    url = api.post("/applicaties", body)["Location"]
    other = body | {"clientIds": ["ander"]}
    for given, found in (
        ({"heeftAlleAutorisaties": "x", "autorisaties": []}, ("heeftAlleAutorisaties", "invalid")),
        ({"heeftAlleAutorisaties": True, "autorisaties": "x"}, ("autorisaties", "not_a_list")),
        ({"heeftAlleAutorisaties": False, "autorisaties": "x"}, ("autorisaties", "not_a_list")),
        ({"clientIds": "nieuw"}, ("clientIds", "not_a_list")),
    ):
        assert codes(api.post("/applicaties", other | given)) == {found}, given
        assert codes(api.put(url, body | given)) == {found}, given
        assert codes(api.patch(url, given)) == {found}, given
    incomplete = {"heeftAlleAutorisaties": "x", "autorisaties": [{"component": "brc", "scopes": ["besluiten.lezen"]}]}
    assert codes(api.patch(url, incomplete)) == {
        ("heeftAlleAutorisaties", "invalid"),
        ("autorisaties.0.besluittype", "required"),
    }


def test_faults_are_found_for_who_may_write_only(noord):
    caller.set_current(caller.Caller(client_id="niets", rights=Rights()))
    for row in ({}, {"uuid": uuid4()}):
        with pytest.raises(Forbidden):
            applicatie_faults([], set(), **row)


def test_what_is_not_there_is_not_found_whatever_is_wrong_with_its_change(api):
    assert api.patch("/applicaties/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11", {"label": ""}).status_code == 404


def test_what_a_scope_does_not_ask_may_be_empty(api, body):
    unasked = {"scopes": ["audittrails.lezen"], "maxVertrouwelijkheidaanduiding": ""}
    given = [
        unasked | {"component": "zrc", "zaaktype": ""},
        unasked | {"component": "drc", "informatieobjecttype": ""},
        unasked | {"component": "brc", "besluittype": ""},
        unasked | {"component": "ztc", "zaaktype": "", "informatieobjecttype": "", "besluittype": ""},
    ]
    created = api.post("/applicaties", body | {"autorisaties": given})
    assert created.status_code == 201, created.content
    shown = created.json()["autorisaties"]
    assert [(each["component"], each["scopes"]) for each in shown] == [
        (each["component"], each["scopes"]) for each in given
    ]
    assert all(each.keys() == {"component", "componentWeergave", "scopes"} for each in shown)


@pytest.mark.parametrize("empty", [{}, {"zaaktype": "", "maxVertrouwelijkheidaanduiding": ""}])
def test_what_a_scope_asks_is_reported_whether_it_is_left_out_or_empty(api, body, empty):
    answer = api.post(
        "/applicaties", body | {"autorisaties": [{"component": "zrc", "scopes": ["zaken.lezen"]} | empty]}
    )
    assert [(each["name"], each["code"]) for each in answer.json()["invalidParams"]] == [
        ("autorisaties.0.zaaktype", "required"),
        ("autorisaties.0.maxVertrouwelijkheidaanduiding", "required"),
    ]


def test_a_right_without_a_maximum_cannot_be_patched_in(api, body):
    url = api.post("/applicaties", body)["Location"]
    open_ended = {name: value for name, value in LEZEN.items() if name != "maxVertrouwelijkheidaanduiding"}
    assert codes(api.patch(url, {"autorisaties": [LEZEN, open_ended]})) == {
        ("autorisaties.1.maxVertrouwelijkheidaanduiding", "required")
    }
    assert api.get(url).json()["autorisaties"] == [LEZEN | {"componentWeergave": "Zaken API"}]


def test_faults_of_fields_come_first_in_the_order_of_the_schema(api, body):
    api.post("/applicaties", body)
    wrong = body | {
        "heeftAlleAutorisaties": True,
        "autorisaties": [{"component": "brc", "scopes": ["besluiten.lezen"]}],
    }
    assert [each["name"] for each in api.post("/applicaties", wrong).json()["invalidParams"]] == [
        "clientIds",
        "autorisaties.0.besluittype",
        "nonFieldErrors",
    ]


@pytest.mark.parametrize(
    ("before", "change", "code"),
    [
        ({}, {"heeftAlleAutorisaties": True}, "ambiguous-authorizations-specified"),
        ({}, {"autorisaties": []}, "missing-authorizations"),
        (
            ALLES,
            {"autorisaties": [LEZEN]},
            "ambiguous-authorizations-specified",
        ),
        (
            ALLES,
            {"heeftAlleAutorisaties": False},
            "missing-authorizations",
        ),
        ({}, ALLES, None),
        (
            ALLES,
            {"heeftAlleAutorisaties": False, "autorisaties": [LEZEN]},
            None,
        ),
    ],
)
def test_a_patch_is_judged_with_what_is_stored(api, body, before, change, code):
    url = api.post("/applicaties", body | before)["Location"]
    answer = api.patch(url, change)
    assert answer.status_code == (400 if code else 200)
    assert not code or codes(answer) == {("nonFieldErrors", code)}


def test_everything_or_not_is_not_null(api, body):
    assert codes(api.post("/applicaties", body | {"heeftAlleAutorisaties": None})) == {
        ("heeftAlleAutorisaties", "null")
    }


def test_names_are_not_of_blanks(api, body):
    blank = body | {"clientIds": [" "], "label": "\u00a0"}
    assert codes(api.post("/applicaties", blank)) == {("clientIds.0", "blank"), ("label", "blank")}


def test_an_applicatie_needs_rights(api, body):
    assert codes(api.post("/applicaties", body | {"autorisaties": []})) == {
        ("nonFieldErrors", "missing-authorizations")
    }


def test_a_client_without_the_scope_is_refused(api, body):
    assert api.post("/applicaties", body, client="niets").status_code == 403
    assert api.get("/applicaties", client="niets").status_code == 403


@pytest.mark.parametrize(
    ("scope", "read", "changed"), [("autorisaties.lezen", 200, 403), ("autorisaties.bijwerken", 403, 200)]
)
def test_a_client_reads_and_changes_by_the_scope_of_each(api, body, grant, scope, read, changed):
    url = api.post("/applicaties", body)["Location"]
    grant(beperkt=[{"component": "ac", "scopes": [scope]}])
    assert api.get(url, client="beperkt").status_code == read
    assert api.patch(url, {"label": "Ander"}, client="beperkt").status_code == changed


def test_consumer_gives_one_object(api, body):
    api.post("/applicaties", body)
    assert api.get("/applicaties/consumer?clientId=nieuw").json()["label"] == "Nieuw"
    assert api.get("/applicaties/consumer?clientId=onbekend").status_code == 404


def test_a_list_is_filtered_by_client_id(api, body):
    api.post("/applicaties", body)
    assert [each["label"] for each in api.get("/applicaties?clientIds=nieuw").json()["results"]] == ["Nieuw"]


def test_an_unknown_parameter_is_refused(api):
    assert codes(api.get("/applicaties?foo=bar")) == {("nonFieldErrors", "unknown-parameters")}


def test_rights_given_here_count_at_once(api, body):
    api.post("/applicaties", {"clientIds": ["niets2"], "label": "x", "heeftAlleAutorisaties": True})
    created = api.post("/applicaties", body | {"clientIds": ["ander"]})
    changed = api.patch(created["Location"], {"label": "Anders"})
    assert changed.status_code == 200
    assert changed.json()["label"] == "Anders"
    assert api.delete(created["Location"]).status_code == 204
    assert api.get(created["Location"]).status_code == 404


def test_client_ids_stay_in_the_order_they_were_given_in(api, body):
    url = api.post("/applicaties", body | {"clientIds": ["b", "a", "b"]})["Location"]
    for given in (["b", "a"], ["c", "a", "b"], ["a", "c"]):
        assert api.patch(url, {"clientIds": given}).json()["clientIds"] == given
        assert api.patch(url, {"label": "Ander"}).json()["clientIds"] == given
