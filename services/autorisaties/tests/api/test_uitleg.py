# SPDX-License-Identifier: EUPL-1.2
"""Why a client may, or may not, do something: what is asked, what is missing, and who may ask."""

from dataclasses import replace
from uuid import uuid4

import pytest

from autorisaties.models import Applicatie
from servicekit.stack.municipalities import serving
from servicekit.testing.rights import give

pytestmark = pytest.mark.django_db

MELDING, ANDER = (f"ztc:zaaktypen/7d1dcac1-fee4-4d7b-a60c-1b3b3b9f0e0{number}" for number in (1, 2))
VERSLAG = "ztc:informatieobjecttypen/7d1dcac1-fee4-4d7b-a60c-1b3b3b9f0e03"


@pytest.fixture
def url(noord):
    """The URL of a reference, as clients of noord have it."""
    return lambda reference: f"{noord.places[reference[:3].rstrip(':')].root}/{reference.partition(':')[2]}"


@pytest.fixture
def applicatie(api, url, monkeypatch):
    """Have `beperkt` hold what it may: zaken of one type up to intern, and documents that are ready alone."""
    monkeypatch.setattr("servicekit.rights.store.refresh", lambda: False)

    def make(**more):
        lezen = {"component": "zrc", "scopes": ["zaken.lezen"], "zaaktype": url(MELDING)}
        rights = [
            lezen | {"maxVertrouwelijkheidaanduiding": "intern"},
            {"component": "zrc", "scopes": ["audittrails.lezen"]},
            {"component": "drc", "scopes": ["documenten.lezen"], "informatieobjecttype": url(VERSLAG)}
            | {"maxVertrouwelijkheidaanduiding": "geheim"},
            {"component": "brc", "scopes": ["besluiten.lezen"], "besluittype": url("ztc:besluittypen/1")},
        ]
        body = {"clientIds": ["beperkt"], "label": "Balie", "autorisaties": rights}
        answer = api.post("/applicaties", body | more)
        assert answer.status_code == 201, answer.content
        return answer["Location"]

    return make


@pytest.fixture
def asked(api):
    """The answer to a question about `beperkt` in zrc."""

    def ask(status=200, **given):
        answer = api.post("/uitleg", {"clientId": "beperkt", "component": "zrc"} | given)
        assert answer.status_code == status, answer.content
        return answer.json()

    return ask


@pytest.fixture
def zaak(neighbours, url):
    """The URL of a zaak at the Zaken API of noord."""

    def make(zaaktype=MELDING, level="intern"):
        body = {"zaaktype": url(zaaktype), "vertrouwelijkheidaanduiding": level}
        return neighbours.hold(f"zrc:zaken/{uuid4()}", body)

    return make


@pytest.fixture
def contract(neighbours, noord):
    """Have each component serve a contract with these operations: name -> its `security`."""

    def serve(code="zrc", **operations):
        paths = {f"/{name}": {"get": {"operationId": name, "security": each}} for name, each in operations.items()}
        neighbours.hold(f"{noord.places[code].root}/openapi.json", {"paths": paths})

    return serve


def any_of(scopes):
    return [{"JWT-Claims": [scopes]}]


def told(answer):
    return (answer["toegestaan"], answer["ontbreekt"])


READ = {"scopes": ["zaken.lezen"]}


def test_what_is_allowed_is_so_by_a_right_that_is_told(applicatie, asked, url):
    made = applicatie()
    answer = asked(**READ, type=url(MELDING), vertrouwelijkheidaanduiding="intern")
    assert answer == {
        "toegestaan": True,
        "ontbreekt": "",
        "uitleg": ["Dit mag: de applicatie Balie heeft de scope zaken.lezen, voor dit type tot en met intern."],
        "applicatie": made,
        "scopes": ["zaken.lezen"],
        "type": url(MELDING),
        "vertrouwelijkheidaanduiding": "intern",
        "maxVertrouwelijkheidaanduiding": "intern",
    }


@pytest.mark.parametrize(
    ("given", "missing", "said"),
    [
        ({"scopes": ["zaken.bijwerken", "zaken.aanmaken"]}, "scope", "een van de scopes zaken.bijwerken, zaken.aanm"),
        ({"scopes": ["zaken.bijwerken"], "type": MELDING}, "scope", "Zij heeft daar: audittrails.lezen, zaken.lezen."),
        (READ | {"type": ANDER}, "type", f"niet voor het zaaktype http://testserver/noord/catalogi/api/v1/{ANDER[4:]}"),
        (
            READ | {"type": MELDING, "vertrouwelijkheidaanduiding": "zaakvertrouwelijk"},
            "vertrouwelijkheidaanduiding",
            "voor dit zaaktype tot en met intern; dit object is zaakvertrouwelijk.",
        ),
        (READ | {"component": "nrc"}, "scope", "Zij heeft daar: geen enkele scope."),
    ],
)
def test_what_is_missing_is_told(applicatie, asked, url, given, missing, said):
    applicatie()
    answer = asked(**{name: url(value) if name == "type" else value for name, value in given.items()})
    assert told(answer) == (False, missing)
    assert said in " ".join(answer["uitleg"])


def test_a_type_without_a_level_is_judged_by_the_type_alone(applicatie, asked, url):
    applicatie()
    answer = asked(**READ, type=url(MELDING))
    assert (told(answer), answer["vertrouwelijkheidaanduiding"]) == ((True, ""), "")
    assert answer["maxVertrouwelijkheidaanduiding"] == "intern"


def test_without_an_object_it_is_asked_for_any_type(applicatie, asked):
    applicatie()
    answer = asked(**READ)
    assert told(answer) == (True, "")
    assert answer["uitleg"] == ["Dit mag: de applicatie Balie heeft de scope zaken.lezen, voor een of meer typen."]


def test_a_component_without_types_is_asked_for_scopes_alone(applicatie, asked, neighbours):
    applicatie(autorisaties=[{"component": "nrc", "scopes": ["notificaties.publiceren"]}])
    kanaal = neighbours.hold(f"nrc:kanaal/{uuid4()}", {})
    answer = asked(component="nrc", scopes=["notificaties.publiceren"], resource=kanaal)
    assert told(answer) == (True, "")
    assert answer["uitleg"] == ["Dit mag: de applicatie Balie heeft de scope notificaties.publiceren."]


def test_who_may_read_zaken_may_read_types(applicatie, asked, neighbours):
    applicatie()
    zaaktype = neighbours.hold(MELDING, {})
    answer = asked(component="ztc", scopes=["catalogi.lezen", "zaken.lezen"], resource=zaaktype)
    assert told(answer) == (True, "")


def test_an_applicatie_with_everything_may_do_it(applicatie, asked, zaak):
    applicatie(heeftAlleAutorisaties=True, autorisaties=[])
    answer = asked(**READ, resource=zaak(ANDER, "zeer_geheim"))
    assert told(answer) == (True, "")
    assert answer["uitleg"] == ["Dit mag: de applicatie Balie heeft alle autorisaties."]


def test_a_client_without_a_secret_is_told_of_as_such(asked):
    answer = asked(**READ, clientId="onbekend")
    assert told(answer) == (False, "client")
    assert (answer["applicatie"], "onbekend" in answer["uitleg"][0]) == ("", True)


def test_a_client_of_a_component_of_a_vendor_may_be_known_to_it(applicatie, asked, noord, monkeypatch):
    applicatie(clientIds=["elders"])
    assert told(asked(**READ, clientId="elders")) == (False, "client")
    monkeypatch.setitem(noord.places, "zrc", replace(noord.places["zrc"], ours=False))
    assert told(asked(**READ, clientId="elders")) == (True, "")


def test_a_client_without_an_applicatie_is_told_of_as_such(asked):
    assert told(asked(**READ, clientId="niets")) == (False, "applicatie")


@pytest.mark.parametrize(
    ("zaaktype", "level", "missing"),
    [(MELDING, "intern", ""), (ANDER, "intern", "type"), (MELDING, "geheim", "vertrouwelijkheidaanduiding")],
)
def test_an_object_is_judged_by_what_it_is_now(applicatie, asked, zaak, url, zaaktype, level, missing):
    applicatie()
    answer = asked(**READ, resource=zaak(zaaktype, level))
    assert told(answer) == (not missing, missing)
    assert (answer["type"], answer["vertrouwelijkheidaanduiding"]) == (url(zaaktype), level)


def test_what_belongs_to_an_object_is_judged_by_that(applicatie, asked, zaak, neighbours):
    applicatie()
    status = neighbours.hold(f"zrc:statussen/{uuid4()}", {"zaak": zaak(ANDER)})
    for resource in (status, f"{zaak(ANDER)}/audittrail/{uuid4()}"):
        assert told(asked(**READ, resource=resource)) == (False, "type")


def test_the_audit_trail_asks_two_scopes(api, applicatie, asked, zaak, url):
    made = applicatie()
    trail = {"scopes": ["audittrails.lezen"]}
    assert told(asked(**trail, resource=zaak())) == (True, "")
    assert told(asked(**trail, resource=zaak(ANDER))) == (False, "type")
    assert told(asked(**trail)) == (True, "")
    only = [{"component": "zrc", "scopes": ["audittrails.lezen"]}]
    api.patch(made, {"autorisaties": only})
    assert told(asked(**trail)) == (False, "scope")
    applied = {"component": "zrc", "scopes": ["zaken.lezen"], "zaaktype": url(MELDING)}
    applicatie(clientIds=["niets"], autorisaties=[applied | {"maxVertrouwelijkheidaanduiding": "intern"}])
    assert told(asked(**trail, resource=zaak(), clientId="niets")) == (False, "scope")


@pytest.mark.parametrize("ready", [True, False, None])
def test_a_document_that_is_not_ready_is_absent_for_who_reads_what_is(applicatie, asked, neighbours, url, ready):
    applicatie(alleenIsGereedVoorPublicatie=True)
    body = {"informatieobjecttype": url(VERSLAG), "vertrouwelijkheidaanduiding": "openbaar"}
    document = neighbours.hold(f"drc:enkelvoudiginformatieobjecten/{uuid4()}", body | {"isGereedVoorPublicatie": ready})
    answer = asked(component="drc", scopes=["documenten.lezen"], resource=document)
    assert told(answer) == ((True, "") if ready else (False, "isGereedVoorPublicatie"))


def test_a_zaak_is_not_published_and_so_not_asked_to_be_ready(applicatie, asked, zaak):
    applicatie(alleenIsGereedVoorPublicatie=True)
    assert told(asked(**READ, resource=zaak())) == (True, "")


def test_a_besluit_has_a_type_and_no_level(applicatie, asked, neighbours, url):
    applicatie()
    for number, outcome in (("1", (True, "")), ("2", (False, "type"))):
        besluit = neighbours.hold(f"brc:besluiten/{uuid4()}", {"besluittype": url(f"ztc:besluittypen/{number}")})
        answer = asked(component="brc", scopes=["besluiten.lezen"], resource=besluit)
        assert told(answer) == outcome
        if answer["toegestaan"]:
            assert answer["uitleg"] == ["Dit mag: de applicatie Balie heeft de scope besluiten.lezen, voor dit type."]


def test_what_is_not_there_is_told_to_who_has_the_scope(applicatie, asked, zaak, url, neighbours):
    applicatie()
    absent = url(f"zrc:zaken/{uuid4()}")
    assert told(asked(**READ, resource=absent)) == (False, "resource")
    assert told(asked(scopes=["zaken.bijwerken"], resource=absent)) == (False, "scope")
    assert told(asked(**READ, resource=url(f"zrc:statussen/{uuid4()}"))) == (False, "resource")
    orphan = neighbours.hold(f"zrc:statussen/{uuid4()}", {"zaak": absent})
    assert told(asked(**READ, resource=orphan)) == (False, "resource")
    assert told(asked(scopes=["notificaties.consumeren"], component="nrc", resource=url("nrc:kanaal/1"))) == (
        False,
        "scope",
    )


def test_a_right_without_a_maximum_reaches_nothing(applicatie, asked, url):
    applicatie(
        autorisaties=[{"component": "zrc", "scopes": ["audittrails.lezen", "iets.lezen"], "zaaktype": url(MELDING)}]
    )
    answer = asked(scopes=["iets.lezen"], type=url(MELDING), vertrouwelijkheidaanduiding="openbaar")
    assert told(answer) == (False, "vertrouwelijkheidaanduiding")
    assert "zonder maxVertrouwelijkheidaanduiding" in answer["uitleg"][0]


def test_types_that_are_still_to_come_are_named(applicatie, asked, url):
    applicatie()
    assert len(asked(**READ, type=url(ANDER))["uitleg"]) == 2
    Applicatie.objects.update(missing=["zaaktype VOORB MELDING"])
    assert "zaaktype VOORB MELDING" in asked(**READ, type=url(ANDER))["uitleg"][-1]
    for other in ({"scopes": ["zaken.bijwerken"]}, READ | {"vertrouwelijkheidaanduiding": "geheim"}):
        assert "VOORB" not in " ".join(asked(**other, type=url(MELDING))["uitleg"])


@pytest.mark.parametrize(
    ("security", "scopes"),
    [
        ("zaken.lezen", ["zaken.lezen"]),
        ("(zaken.aanmaken | zaken.statussen.toevoegen)", ["zaken.aanmaken", "zaken.statussen.toevoegen"]),
    ],
)
def test_an_operation_takes_the_scopes_of_the_contract_that_its_component_serves(
    applicatie, asked, contract, security, scopes
):
    applicatie()
    contract(zaak_doe=any_of(security))
    answer = asked(operatie="zaak_doe")
    assert answer["scopes"] == scopes
    assert answer["toegestaan"] is ("zaken.lezen" in scopes)


@pytest.mark.parametrize(
    ("security", "code"),
    [
        (None, "invalid"),
        ([], "invalid"),
        ([{"JWT-Claims": ["zaken.lezen", "zaken.bijwerken"]}], "invalid"),
        (any_of("zaken.lezen & zaken.bijwerken"), "invalid"),
        ("x", "invalid"),
    ],
)
def test_of_an_operation_whose_scopes_the_contract_does_not_say_the_scopes_are_asked(asked, contract, security, code):
    contract(zaak_doe=security)
    [fault] = asked(400, operatie="zaak_doe")["invalidParams"]
    assert (fault["name"], fault["code"]) == ("operatie", code)
    assert fault["reason"].endswith("Geef de scopes in plaats van de operatie.")


def test_an_operation_that_does_not_exist_is_refused_with_those_that_are_like_it(asked, contract):
    contract(zaak_retrieve=any_of("zaken.lezen"), rol_list=any_of("zaken.lezen"))
    [fault] = asked(400, operatie="zaak_retreive")["invalidParams"]
    assert (fault["name"], fault["code"]) == ("operatie", "does_not_exist")
    assert fault["reason"].endswith("Lijkt erop: zaak_retrieve.")


@pytest.mark.parametrize("document", [[], "x", {"paths": []}, {"paths": {"/zaken": []}}])
def test_what_is_no_contract_has_no_operations(asked, neighbours, noord, document):
    neighbours.handle("GET", f"{noord.places['zrc'].root}/openapi.json", lambda *_: (200, document))
    assert asked(400, operatie="zaak_list")["invalidParams"][0]["code"] == "does_not_exist"


def test_a_component_without_a_contract_is_told_of(asked, neighbours):
    assert asked(400, operatie="zaak_list")["invalidParams"][0]["code"] == "bad-url"


def test_a_component_that_is_down_is_told_of(asked, neighbours, url):
    neighbours.down = True
    asked(503, operatie="zaak_list")
    asked(503, **READ, resource=url(f"zrc:zaken/{uuid4()}"))


def test_a_component_that_refuses_to_show_an_object_is_told_of(asked, neighbours, url):
    neighbours.handle("GET", "zrc:zaken/", lambda *_: (403, None))
    assert asked(400, **READ, resource=url("zrc:zaken/1"))["invalidParams"][0]["code"] == "bad-url"


@pytest.mark.parametrize(
    "resource",
    [
        "https://kwaad.test/zaken/1",
        "http://testserver.kwaad.test/noord/zaken/api/v1/zaken/1",
        "https://referentie.test/api/v1/zaken/1",
        "http://testserver/noord/documenten/api/v1/enkelvoudiginformatieobjecten/1",
        "http://testserver/noord/zaken/api/v1/zaken",
        "http://testserver/zuid/zaken/api/v1/zaken/1",
        "http://169.254.169.254/latest/meta-data",
    ],
)
def test_nobody_is_asked_for_what_is_not_of_the_component(asked, neighbours, resource):
    fault = asked(400, **READ, resource=resource)["invalidParams"][0]
    assert (fault["name"], fault["code"]) == ("resource", "bad-url")
    assert neighbours.asked == []


@pytest.mark.parametrize("body", [{}, {"zaaktype": 1}, {"zaaktype": None}, {"zaaktype": "http://x.test/1"}, []])
def test_what_has_no_type_and_level_is_no_object(asked, neighbours, url, body):
    neighbours.handle("GET", "zrc:zaken/", lambda *_: (200, body))
    assert asked(400, **READ, resource=url("zrc:zaken/1"))["invalidParams"][0]["code"] == "invalid-resource"


@pytest.mark.parametrize("named", [None, "x", "https://kwaad.test/zaken/1", "ztc:zaaktypen/1", 5])
def test_an_object_that_names_another_main_object_than_there_can_be_leads_nowhere(asked, neighbours, named):
    status = neighbours.hold(f"zrc:statussen/{uuid4()}", {"zaak": named})
    assert asked(400, **READ, resource=status)["invalidParams"][0]["code"] == "invalid-resource"
    assert len(neighbours.asked) == 1


TYPE = "http://testserver/noord/catalogi/api/v1/zaaktypen/1"
ZAAK = "http://testserver/noord/zaken/api/v1/zaken/1"


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({}, {("operatie", "required")}),
        (READ | {"operatie": "zaak_list"}, {("scopes", "invalid")}),
        (READ | {"resource": ZAAK, "type": TYPE}, {("type", "invalid")}),
        (READ | {"vertrouwelijkheidaanduiding": "intern"}, {("vertrouwelijkheidaanduiding", "invalid")}),
        (READ | {"component": "nrc", "type": TYPE}, {("type", "invalid")}),
        (
            READ | {"component": "brc", "type": TYPE, "vertrouwelijkheidaanduiding": "intern"},
            {("vertrouwelijkheidaanduiding", "invalid")},
        ),
        (
            {"component": "xyz", "type": "x"},
            {("component", "invalid_choice"), ("type", "invalid"), ("operatie", "required")},
        ),
        ({"scopes": "x"}, {("scopes", "not_a_list")}),
        ({"operatie": "x" * 101}, {("operatie", "max_length")}),
        (
            READ | {"component": "xyz", "type": TYPE, "vertrouwelijkheidaanduiding": "intern"},
            {("component", "invalid_choice")},
        ),
        (READ | {"clientId": ""}, {("clientId", "blank")}),
        (READ | {"type": "x", "vertrouwelijkheidaanduiding": "intern"}, {("type", "invalid")}),
        (
            {"operatie": "zaak_list", "resource": "https://kwaad.test/1"},
            {("operatie", "bad-url"), ("resource", "bad-url")},
        ),
    ],
)
def test_everything_that_is_wrong_with_a_question_is_told_at_once(asked, neighbours, given, faults):
    found = [(each["name"], each["code"]) for each in asked(400, **given)["invalidParams"]]
    assert sorted(found) == sorted(faults)


def test_only_who_may_read_autorisaties_may_ask(api, applicatie):
    applicatie()
    question = {"clientId": "beperkt", "component": "zrc", **READ}
    for scopes, status in ((["autorisaties.bijwerken"], 403), (["autorisaties.lezen"], 200)):
        give(niets=[{"component": "ac", "scopes": scopes}])
        assert api.post("/uitleg", question, client="niets").status_code == status
    assert api.post("/uitleg", {}, client="beperkt").status_code == 403


def test_of_another_municipality_nothing_is_told(api, applicatie, zuid):
    applicatie()
    with serving(zuid):
        give(alles="all")
    answer = api.post("/uitleg", {"clientId": "beperkt", "component": "zrc", **READ}, municipality="zuid")
    assert told(answer.json()) == (False, "applicatie")
