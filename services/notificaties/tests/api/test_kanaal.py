# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest

from notificaties.actions.kanaal import kanaal_faults
from servicekit import caller
from servicekit.problems import Forbidden
from servicekit.rights.predicate import Rights

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


def test_a_kanaal_is_not_removed(api, kanaal):
    assert api.delete(kanaal["url"]).status_code == 405


def test_a_kanaal_may_be_written_again_as_it_is(api, kanaal, body):
    """As a client library in use does on every start, for a kanaal that others have subscribed to."""
    api.post("/abonnement", body | {"kanalen": [{"naam": "zaken", "filters": {"zaaktype": "*"}}]})
    wanted = {name: kanaal[name] for name in ("naam", "documentatieLink", "filters")}
    for _ in range(2):
        answer = api.put(kanaal["url"], wanted)
        assert (answer.status_code, answer.json()) == (200, kanaal)
    assert api.get("/kanaal").json() == [kanaal]


def test_filters_of_a_kanaal_grow(api, kanaal, body):
    grown = [*kanaal["filters"], "zaaktype.catalogus"]
    answer = api.patch(kanaal["url"], {"filters": grown})
    assert (answer.status_code, answer.json()) == (200, kanaal | {"filters": grown})
    assert api.get(kanaal["url"]).json() == answer.json()
    kanalen = [{"naam": "zaken", "filters": {"zaaktype.catalogus": "*"}}]
    assert api.post("/abonnement", body | {"kanalen": kanalen}).status_code == 201


def test_a_filter_that_an_abonnement_uses_does_not_go(api, kanaal, body):
    made = api.post("/abonnement", body | {"kanalen": [{"naam": "zaken", "filters": {"zaaktype": "*"}}]})
    answer = api.put(kanaal["url"], {"naam": "zaken"})
    assert codes(answer) == {("filters", "in-use")}
    assert "(1) die filteren op zaaktype" in answer.json()["invalidParams"][0]["reason"]
    assert api.get(kanaal["url"]).json() == kanaal
    assert api.patch(kanaal["url"], {"filters": ["zaaktype"]}).json()["filters"] == ["zaaktype"]
    api.delete(made.json()["url"])
    assert api.put(kanaal["url"], {"naam": "zaken"}).json() == kanaal | {"filters": [], "documentatieLink": ""}


def test_a_filter_is_used_by_either_spelling_of_it(api, body):
    made = api.post("/kanaal", {"naam": "besluiten", "filters": ["verantwoordelijke_organisatie"]}).json()
    kanalen = [{"naam": "besluiten", "filters": {"verantwoordelijkeOrganisatie": "*"}}]
    assert api.post("/abonnement", body | {"kanalen": kanalen}).status_code == 201
    assert api.patch(made["url"], {"filters": ["verantwoordelijkeOrganisatie"]}).status_code == 200
    assert codes(api.patch(made["url"], {"filters": []})) == {("filters", "in-use")}


def test_a_kanaal_keeps_its_naam_while_there_are_abonnementen_on_it(api, kanaal, body):
    made = api.post("/abonnement", body).json()
    assert codes(api.patch(kanaal["url"], {"naam": "anders"})) == {("naam", "in-use")}
    api.delete(made["url"])
    assert api.patch(kanaal["url"], {"naam": "anders"}).json()["naam"] == "anders"


def test_abonnementen_hold_only_the_kanalen_they_are_on_and_what_they_filter_there(api, kanaal, body):
    other = api.post("/kanaal", {"naam": "besluiten", "filters": ["zaaktype", "besluittype"]}).json()
    zaken = {"naam": "zaken", "filters": {"zaaktype": "*"}}
    made = api.post("/abonnement", body | {"kanalen": [zaken, {"naam": "besluiten", "filters": {}}]}).json()
    assert api.patch(other["url"], {"filters": ["besluittype"]}).status_code == 200
    assert api.patch(made["url"], {"kanalen": [zaken]}).status_code == 200
    assert api.patch(other["url"], {"naam": "anders"}).status_code == 200


def test_a_kanaal_does_not_take_the_naam_of_another(api, kanaal):
    other = api.post("/kanaal", {"naam": "besluiten"}).json()
    assert codes(api.patch(other["url"], {"naam": "zaken"})) == {("naam", "unique")}
    assert api.put(other["url"], {"naam": "besluiten"}).status_code == 200


def test_what_a_rule_forbids_is_told_with_what_is_wrong_with_the_body(api, kanaal, body):
    api.post("/abonnement", body | {"kanalen": [{"naam": "zaken", "filters": {"zaaktype": "*"}}]})
    api.post("/kanaal", {"naam": "bezet"})
    link = {"documentatieLink": "geen url"}
    fault, right = ("documentatieLink", "invalid"), {"naam": "zaken", "filters": ["zaaktype"]}
    unique, used, lost = ("naam", "unique"), ("naam", "in-use"), ("filters", "in-use")
    assert codes(api.post("/kanaal", link | {"naam": "nieuw"})) == {fault}
    assert codes(api.post("/kanaal", link | {"naam": "bezet"})) == {fault, unique}
    for change, whole in ((api.put, right), (api.patch, {})):
        assert codes(change(kanaal["url"], whole | link)) == {fault}
        assert codes(change(kanaal["url"], whole | link | {"naam": "bezet"})) == {fault, unique, used}
        assert codes(change(kanaal["url"], whole | link | {"filters": []})) == {fault, lost}
        assert codes(change(kanaal["url"], whole | {"naam": "", "filters": []})) == {("naam", "blank"), lost}
        filters = {"naam": "anders", "filters": "zaaktype"}
        assert codes(change(kanaal["url"], whole | filters)) == {("filters", "not_a_list"), used}
    assert codes(api.put(kanaal["url"], link | {"naam": "zaken"})) == {fault, lost}
    assert codes(api.post("/kanaal", {"naam": "bezet", "filters": "x"})) == {unique, ("filters", "not_a_list")}
    assert api.patch("/kanaal/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11", link).status_code == 404


def test_faults_are_found_for_who_may_write_only(noord):
    caller.set_current(caller.Caller(client_id="niets", rights=Rights()))
    for row in ({}, {"uuid": uuid4()}):
        with pytest.raises(Forbidden):
            kanaal_faults([], set(), **row)


def test_only_who_publishes_may_change_a_kanaal(api, kanaal, grant):
    grant(beperkt=SCOPE["consumeren"])
    assert api.put(kanaal["url"], {"naam": "zaken"}, client="beperkt").status_code == 403
    assert api.patch(kanaal["url"], {}, client="beperkt").status_code == 403
    assert api.get(kanaal["url"]).json() == kanaal
    grant(beperkt=SCOPE["publiceren"])
    assert api.patch(kanaal["url"], {}, client="beperkt").json() == kanaal


def test_a_kanaal_that_is_not_there_is_not_changed(api, kanaal, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    with serving(zuid):
        give(alles="all")
    assert api.put("/kanaal/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11", {"naam": "x"}).status_code == 404
    uuid = kanaal["url"].rpartition("/")[2]
    assert api.put(f"/kanaal/{uuid}", {"naam": "x"}, municipality="zuid").status_code == 404
    assert api.get(kanaal["url"]).json() == kanaal


def test_a_change_of_a_kanaal_is_in_the_journal_and_not_published(api, kanaal):
    from servicekit.journal.models import Line

    api.put(kanaal["url"], {"naam": "zaken"})
    api.patch(kanaal["url"], {})
    lines = Line.objects.filter(resource="kanaal").order_by("id").values_list("action", "notify", "audit")
    assert list(lines) == [("create", False, False), ("update", False, False), ("partial_update", False, False)]


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
