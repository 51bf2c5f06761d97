# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db

SCOPE = {
    "publiceren": [{"component": "nrc", "scopes": ["notificaties.publiceren"]}],
    "consumeren": [{"component": "nrc", "scopes": ["notificaties.consumeren"]}],
}


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


def test_a_kanaal_that_was_registered_can_be_read(api, kanaal):
    read = api.get(kanaal["url"])
    assert read.json() == kanaal
    assert read["API-version"] == "1.0.1"
    assert kanaal == {
        "url": kanaal["url"],
        "naam": "zaken",
        "documentatieLink": "https://documentatie.test/zaken/",
        "filters": ["bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding"],
    }
    assert api.get("/kanaal").json() == [kanaal]


def test_only_the_naam_is_needed(api):
    made = api.post("/kanaal", {"naam": "x"})
    assert made.status_code == 201
    assert made["Location"] == made.json()["url"]
    assert (made.json()["documentatieLink"], made.json()["filters"]) == ("", [])


def test_a_naam_in_use_is_refused(api, kanaal):
    assert codes(api.post("/kanaal", {"naam": "zaken"})) == {("naam", "unique")}


def test_everything_that_is_wrong_is_said_at_once(api):
    answer = api.post("/kanaal", {"naam": "x" * 51, "documentatieLink": "geen url", "filters": "zaaktype"})
    assert codes(answer) == {("naam", "max_length"), ("documentatieLink", "invalid"), ("filters", "not_a_list")}


def test_kanalen_are_found_by_naam(api, kanaal):
    api.post("/kanaal", {"naam": "besluiten"})
    assert [each["naam"] for each in api.get("/kanaal?naam=zaken").json()] == ["zaken"]
    assert api.get("/kanaal?naam=onbekend").json() == []
    assert codes(api.get("/kanaal?page=1")) == {("nonFieldErrors", "unknown-parameters")}


def test_a_kanaal_is_neither_changed_nor_removed(api, kanaal):
    assert api.put(kanaal["url"], kanaal).status_code == 405
    assert api.patch(kanaal["url"], {}).status_code == 405
    assert api.delete(kanaal["url"]).status_code == 405


@pytest.mark.parametrize("scope", ["publiceren", "consumeren"])
def test_either_scope_may_read(api, kanaal, grant, scope):
    grant(beperkt=SCOPE[scope])
    assert api.get("/kanaal", client="beperkt").json() == [kanaal]
    assert api.get(kanaal["url"], client="beperkt").status_code == 200


def test_only_who_publishes_may_register(api, grant):
    grant(beperkt=SCOPE["consumeren"])
    assert api.post("/kanaal", {"naam": "x"}, client="beperkt").status_code == 403
    grant(beperkt=SCOPE["publiceren"])
    assert api.post("/kanaal", {"naam": "x"}, client="beperkt").status_code == 201


def test_a_client_without_a_scope_sees_nothing(api, kanaal):
    for path in ("/kanaal", kanaal["url"]):
        assert api.get(path, client="niets").json()["code"] == "permission_denied"
    assert api.get("/kanaal", client=None).status_code == 403


def test_the_other_municipality_has_it_not(api, kanaal, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    with serving(zuid):
        give(alles="all")
    uuid = kanaal["url"].rpartition("/")[2]
    assert api.get(f"/kanaal/{uuid}", municipality="zuid").status_code == 404
    assert api.get("/kanaal", municipality="zuid").json() == []
    assert api.post("/kanaal", {"naam": "zaken"}, municipality="zuid").status_code == 201


def test_a_repeat_with_the_same_idempotency_key_makes_nothing(api):
    first = api.post("/kanaal", {"naam": "x"}, idempotency_key="k1")
    again = api.post("/kanaal", {"naam": "x"}, idempotency_key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
