# SPDX-License-Identifier: EUPL-1.2
import json
from urllib.parse import quote

import pytest
from structlog.testing import capture_logs

from servicekit.journal.models import Line
from servicekit.stack.municipalities import serving
from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db
PATH = "/enkelvoudiginformatieobjecten"


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


def urls(response):
    return [each["url"] for each in response.json()["results"]]


def limited_to(informatieobjecttype, *scopes, level="intern"):
    return [
        {
            "component": "drc",
            "scopes": list(scopes),
            "informatieobjecttype": informatieobjecttype,
            "maxVertrouwelijkheidaanduiding": level,
        }
    ]


def test_a_document_that_was_created_can_be_read(api, with_content):
    created = api.post(PATH, with_content)
    assert created.status_code == 201, created.content
    assert created["API-version"] == "1.7.1"
    read = api.get(created["Location"])
    assert read.json() | {"lock": ""} == created.json()
    document = read.json()
    assert document["identificatie"].startswith("DOCUMENT-2026-")
    assert document["vertrouwelijkheidaanduiding"] == "intern"
    assert document["inhoud"] == f"{document['url']}/download?versie=1"
    assert (document["versie"], document["bestandsomvang"]) == (1, 5)
    assert (document["locked"], document["bestandsdelen"], document["trefwoorden"]) == (False, [], [])
    assert (document["ondertekening"], document["integriteit"]) == (None, None)
    assert (document["isGereedVoorPublicatie"], document["tonenAanInitiator"]) == (None, False)
    assert "lock" not in document


def test_a_document_needs_its_required_fields(api):
    assert codes(api.post(PATH, {})) == {
        (name, "required")
        for name in ("auteur", "bronorganisatie", "creatiedatum", "informatieobjecttype", "taal", "titel")
    }


def test_a_document_keeps_how_it_was_signed_and_its_checksum(api, body):
    groups = {
        "ondertekening": {"soort": "digitaal", "datum": "2026-11-20"},
        "integriteit": {"algoritme": "sha_256", "waarde": "0f1e", "datum": "2026-11-21"},
    }
    made = api.post(PATH, body | groups)
    assert made.status_code == 201, made.content
    for document in (made.json(), api.get(made["Location"]).json()):
        assert {name: document[name] for name in groups} == groups


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"taal": "nl"}, ("taal", "min_length")),
        ({"taal": "nederlands"}, ("taal", "max_length")),
        ({"status": "klaar"}, ("status", "invalid_choice")),
        ({"inhoud": 5}, ("inhoud", "invalid")),
        ({"bestandsomvang": -1}, ("bestandsomvang", "min_value")),
        ({"link": "geen url"}, ("link", "invalid")),
        ({"ondertekening": {"soort": "digitaal"}}, ("ondertekening.datum", "required")),
        ({"titel": None}, ("titel", "null")),
        ({"inhoud": "a$b="}, ("inhoud", "incorrect-base64-padding")),
        ({"inhoud": "aGFsbG8=", "bestandsomvang": 6}, ("nonFieldErrors", "file-size")),
        ({"bestandsomvang": 6}, ("inhoud", "required")),
        ({"indicatieGebruiksrecht": True}, ("indicatieGebruiksrecht", "missing-gebruiksrechten")),
        ({"ontvangstdatum": "2026-11-20", "status": "in_bewerking"}, ("status", "invalid_for_received")),
    ],
)
def test_what_is_wrong_with_a_document_is_said(api, body, files, values, fault):
    answer = api.post(PATH, body | values)
    assert (answer.status_code, codes(answer)) == (400, {fault})
    assert api.get(PATH).json()["count"] == 0
    assert files() == []


def test_everything_that_is_wrong_is_said_at_once(api, body):
    answer = api.post(
        PATH,
        body
        | {"inhoud": "$", "indicatieGebruiksrecht": True, "ontvangstdatum": "2026-11-20", "status": "in_bewerking"},
    )
    assert codes(answer) == {
        ("inhoud", "incorrect-base64-padding"),
        ("indicatieGebruiksrecht", "missing-gebruiksrechten"),
        ("status", "invalid_for_received"),
    }


def test_what_was_asked_is_said_with_what_is_wrong_with_the_body(api, body, files, hold_type, zaak):
    wrong = body | {"taal": "nl", "inhoud": "$", "ontvangstdatum": "2026-11-20", "status": "in_bewerking"}
    wrong |= {"indicatieGebruiksrecht": True}
    faults = {
        ("taal", "min_length"),
        ("inhoud", "incorrect-base64-padding"),
        ("status", "invalid_for_received"),
        ("indicatieGebruiksrecht", "missing-gebruiksrechten"),
    }
    for informatieobjecttype, code in ((zaak, "invalid-resource"), (hold_type(concept=True), "not-published")):
        answer = api.post(PATH, wrong | {"informatieobjecttype": informatieobjecttype})
        assert codes(answer) == {*faults, ("informatieobjecttype", code)}
    assert codes(api.post(PATH, wrong | {"inhoud": "aGFsbG8=", "bestandsomvang": 6})) == {
        *(faults - {("inhoud", "incorrect-base64-padding")}),
        ("nonFieldErrors", "file-size"),
    }
    assert files() == []


def test_a_catalogi_api_that_is_away_hides_no_fault(api, body, neighbours):
    neighbours.down = True
    unknown = body["informatieobjecttype"].rpartition("/")[0] + "/6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"
    away_alone = api.post(PATH, body | {"informatieobjecttype": unknown})
    assert away_alone.status_code == 503
    assert codes(api.post(PATH, body | {"informatieobjecttype": unknown, "taal": "nl"})) == {("taal", "min_length")}


def test_content_that_is_no_json_is_said_whatever_else_is_wrong(api, body, files):
    wrong = json.dumps(body | {"taal": "nl", "inhoud": "aGFs" * 20_000 + "!"}).replace("!", "\\x").encode()
    answer = api.post(PATH, data=wrong)
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")
    assert files() == []


def test_what_is_wrong_with_a_change_is_said_with_its_type(api, body, changed, hold_type, zaak):
    url = api.post(PATH, body)["Location"]
    answer = changed(url, {"informatieobjecttype": zaak, "taal": "nl"})
    assert codes(answer) == {("taal", "min_length"), ("informatieobjecttype", "invalid-resource")}
    assert codes(changed(url, {"informatieobjecttype": body["informatieobjecttype"], "taal": "nl"})) == {
        ("taal", "min_length")
    }


def test_a_number_that_is_taken_is_told_with_other_faults(api, body, changed):
    url, other = (api.post(PATH, body | {"identificatie": name})["Location"] for name in ("een", "twee"))
    taken, fault = {"identificatie": "een"}, ("identificatie", "identificatie-niet-uniek")
    received = {"ontvangstdatum": "2026-11-20", "status": "in_bewerking"}
    for wrong, found in (
        (received, ("status", "invalid_for_received")),
        ({"taal": "nl"}, ("taal", "min_length")),
    ):
        assert codes(api.post(PATH, body | taken | wrong)) == {fault, found}
        assert codes(changed(other, taken | wrong)) == {fault, found}
        assert codes(changed(other, body | taken | wrong, method="PUT")) == {fault, found}
        assert codes(changed(url, taken | wrong)) == {found}
        assert codes(changed(url, body | wrong, method="PUT")) == {found}
    twice_wrong = {"bronorganisatie": "1", "taal": "nl"}
    assert codes(api.post(PATH, body | taken | twice_wrong)) == {
        ("bronorganisatie", "invalid-length"),
        ("taal", "min_length"),
    }


def test_who_may_not_make_a_document_does_not_learn_which_numbers_are_taken(api, body, grant, hold_type):
    api.post(PATH, body | {"identificatie": "een"})
    taken, fault = {"identificatie": "een", "taal": "nl"}, ("taal", "min_length")
    grant(beperkt=limited_to(body["informatieobjecttype"], "documenten.aanmaken", level="openbaar"))
    for given in (body, body | {"informatieobjecttype": hold_type(concept=True)}):
        assert codes(api.post(PATH, given | taken, client="beperkt")) == {fault}
    without = {name: value for name, value in body.items() if name != "informatieobjecttype"}
    assert codes(api.post(PATH, without | taken, client="beperkt")) == {fault, ("informatieobjecttype", "required")}


def test_a_change_that_is_wrong_is_judged_by_its_lock_and_by_what_the_document_has(api, body, changed):
    url = api.post(PATH, body | {"status": "in_bewerking"})["Location"]
    wrong, found = {"taal": "nl"}, ("taal", "min_length")
    assert codes(api.patch(url, wrong)) == {found, ("nonFieldErrors", "unlocked")}
    received = wrong | {"ontvangstdatum": "2026-11-20"}
    assert codes(changed(url, received)) == {found, ("status", "invalid_for_received")}
    assert codes(changed(url, body | received, method="PUT")) == {found}
    assert codes(changed(url, received | {"status": "x"})) == {found, ("status", "invalid_choice")}
    lock = api.post(f"{url}/lock").json()["lock"]
    assert codes(api.patch(url, wrong)) == {found, ("nonFieldErrors", "missing-lock-id")}
    assert codes(api.patch(url, wrong | {"lock": "fout"})) == {found, ("nonFieldErrors", "incorrect-lock-id")}
    assert codes(api.patch(url, wrong | {"lock": 3.5})) == {found, ("nonFieldErrors", "incorrect-lock-id")}
    assert codes(api.patch(url, wrong | {"lock": lock})) == {found}


def test_a_change_that_keeps_its_type_is_not_blamed_for_it(api, body, changed, neighbours, unmirror):
    url = api.post(PATH, body)["Location"]
    neighbours.hold(body["informatieobjecttype"], {"concept": True})
    unmirror(body["informatieobjecttype"])
    neighbours.asked.clear()
    assert codes(changed(url, body | {"taal": "nl"}, "PUT")) == {("taal", "min_length")}
    assert neighbours.asked == []


def test_who_may_not_change_a_document_has_nothing_asked(api, body, changed, grant, hold_type, neighbours):
    url = api.post(PATH, body)["Location"]
    grant(beperkt=limited_to(hold_type(), "documenten.lezen", "documenten.bijwerken"))
    neighbours.asked.clear()
    for more in ({"taal": "nl"}, {"taal": "dut"}):
        answer = changed(url, {"informatieobjecttype": hold_type()} | more, client="beperkt")
        assert answer.status_code == 403
    assert neighbours.asked == []


def test_who_may_not_create_a_document_is_told_that_alone(api, with_content, grant, hold_type, files):
    grant(beperkt=limited_to(hold_type(), "documenten.aanmaken"))
    assert api.post(PATH, with_content | {"indicatieGebruiksrecht": True}, client="beperkt").status_code == 403
    assert files() == []


@pytest.mark.parametrize("values", [{"status": "in_bewerking"}, {"ontvangstdatum": "2026-11-20"}])
def test_half_of_what_is_judged_together_is_not_judged_with_other_faults(api, body, changed, values):
    url = api.post(PATH, body)["Location"]
    assert codes(changed(url, values | {"taal": "nl"})) == {("taal", "min_length")}


def test_a_client_without_the_scope_has_nothing_asked(api, body, grant, neighbours, hold_type, informatieobjecttype):
    grant(beperkt=[])
    neighbours.asked.clear()
    wrong = body | {"taal": "nl", "informatieobjecttype": hold_type()}
    assert api.post(PATH, wrong, client="beperkt").status_code == 403
    assert neighbours.asked == []


def test_a_document_that_was_received_may_be_definitief(api, body):
    answer = api.post(PATH, body | {"ontvangstdatum": "2026-11-20", "status": "definitief"})
    assert answer.status_code == 201


def test_keys_in_snake_case_are_understood(api, body):
    answer = api.post(PATH, body | {"indicatie_gebruiksrecht": False})
    assert answer.json()["indicatieGebruiksrecht"] is False


def test_a_zaaktype_is_no_informatieobjecttype(api, body, neighbours):
    zaaktype = neighbours.hold(
        "ztc:zaaktypen/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001",
        {
            "catalogus": "https://catalogus.test",
            "identificatie": "MELDING",
            "omschrijving": "Melding",
            "concept": False,
            "vertrouwelijkheidaanduiding": "intern",
        },
    )
    assert codes(api.post(PATH, body | {"informatieobjecttype": zaaktype})) == {
        ("informatieobjecttype", "invalid-resource")
    }


def test_a_concept_informatieobjecttype_is_refused(api, body, hold_type):
    answer = api.post(PATH, body | {"informatieobjecttype": hold_type(concept=True)})
    assert codes(answer) == {("informatieobjecttype", "not-published")}


def test_an_informatieobjecttype_that_is_not_there_is_refused(api, body, zaak):
    absent = body["informatieobjecttype"][:-4] + "0000"
    assert codes(api.post(PATH, body | {"informatieobjecttype": absent})) == {("informatieobjecttype", "bad-url")}
    assert codes(api.post(PATH, body | {"informatieobjecttype": zaak})) == {
        ("informatieobjecttype", "invalid-resource")
    }


def test_an_identificatie_is_not_of_blanks(api, body):
    assert codes(api.post(PATH, body | {"identificatie": "  "})) == {("identificatie", "blank")}


def test_the_same_identificatie_is_refused_within_a_bronorganisatie(api, body, files, encoded):
    api.post(PATH, body | {"identificatie": "A1"})
    again = api.post(PATH, body | {"identificatie": "A1", "inhoud": encoded(b"x")})
    assert codes(again) == {("identificatie", "identificatie-niet-uniek")}
    assert "Identificatie A1 bestaat al" in again.json()["invalidParams"][0]["reason"]
    assert files() == []
    assert api.post(PATH, body | {"identificatie": "A1", "bronorganisatie": "851234574"}).status_code == 201


def test_a_type_that_is_known_is_not_asked_for_again(api, body, neighbours):
    api.post(PATH, body)
    neighbours.asked.clear()
    assert api.post(PATH, body).status_code == 201
    assert neighbours.asked == []


def test_a_document_without_content_is_metadata_only(api, body):
    document = api.post(PATH, body | {"inhoud": None, "bestandsomvang": None}).json()
    assert (document["inhoud"], document["bestandsomvang"], document["locked"]) == (None, None, False)
    assert api.get(f"{document['url']}/download").status_code == 404


def test_an_empty_file_needs_no_inhoud(api, downloaded, body):
    document = api.post(PATH, body | {"bestandsomvang": 0}).json()
    assert document["bestandsomvang"] == 0
    assert downloaded(document["inhoud"]) == b""


def test_bestandsomvang_follows_from_the_content(api, body, encoded):
    document = api.post(PATH, body | {"inhoud": encoded(b"hallo")}).json()
    assert document["bestandsomvang"] == 5


# Reading ------------------------------------------------------------------------------------------------------------


def test_a_matching_if_none_match_answers_304(api, body):
    url = api.post(PATH, body)["Location"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.get(url, if_none_match='"anders"').status_code == 200
    assert (api.head(url)["ETag"], api.head(url).content) == (etag, b"")


def test_reading_takes_one_statement_and_making_few(api, body):
    url = api.post(PATH, body)["Location"]
    api.get(url)
    with statements() as sent:
        assert api.get(url).status_code == 200
    assert len(sent) == 1, sent
    with statements() as sent:
        assert api.get(f"{url}?versie=1").status_code == 200
    assert len(sent) == 2, sent
    assert "r.body" not in sent[0]
    with statements() as sent:
        assert api.get(f"{PATH}?bronorganisatie=851234562").status_code == 200
    assert len(sent) <= 2, sent
    with statements() as sent:
        assert api.post(PATH, body).status_code == 201
    assert len(sent) <= 12, sent


def test_a_list_is_filtered(api, body, zaak, zrc):
    url = api.post(PATH, body | {"identificatie": "A1", "trefwoorden": ["kuil", "weg"]})["Location"]
    api.post(PATH, body | {"identificatie": "A2", "bronorganisatie": "851234574", "trefwoorden": ["kuil"]})
    zrc.add((zaak, url))
    assert api.post("/objectinformatieobjecten", relation(zaak, url)).status_code == 201
    for query in (
        "identificatie=A1",
        "bronorganisatie=851234562",
        "trefwoorden=weg,kuil",
        f"objectinformatieobjecten_object={quote(zaak)}",
        f"objectinformatieobjecten__object={quote(zaak)}",
        "objectinformatieobjecten_objectType=zaak",
        "objectinformatieobjecten__objectType=zaak",
    ):
        assert urls(api.get(f"{PATH}?{query}")) == [url], query
    for query in (
        "trefwoorden=weg,boom",
        "objectinformatieobjecten_objectType=besluit",
        "objectinformatieobjecten_objectType=verzoek",
        "objectinformatieobjecten_object=https://elders.test/zaken/1",
    ):
        assert urls(api.get(f"{PATH}?{query}")) == [], query
    assert api.get(PATH).json()["count"] == 2


def relation(zaak, url):
    return {"object": zaak, "informatieobject": url, "objectType": "zaak"}


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("expand=informatieobjecttype", ("nonFieldErrors", "unknown-parameters")),
        ("titel=x", ("nonFieldErrors", "unknown-parameters")),
        ("objectinformatieobjecten_objectType=boom", ("objectinformatieobjecten_objectType", "invalid_choice")),
        ("objectinformatieobjecten_object=boom", ("objectinformatieobjecten_object", "invalid")),
    ],
)
def test_a_wrong_filter_is_refused(api, query, fault):
    assert codes(api.get(f"{PATH}?{query}")) == {fault}


def test_a_list_pages(api, body, settings):
    settings.PAGE_SIZE = 2
    for _ in range(3):
        api.post(PATH, body)
    first = api.get(f"{PATH}?bronorganisatie=851234562").json()
    assert first["count"] == 3
    assert first["next"].endswith(f"{PATH}?bronorganisatie=851234562&page=2")
    assert api.get(f"{PATH}?page=3").status_code == 404


def test_zoek_finds_by_uuid(api, body, settings):
    settings.PAGE_SIZE = 1
    found, other = (api.post(PATH, body)["Location"] for _ in "ab")
    uuids = [url.rpartition("/")[2] for url in (found, other)]
    assert urls(api.post(f"{PATH}/_zoek", {"uuid__in": uuids[:1]})) == [found]
    assert api.post(f"{PATH}/_zoek", {"uuid__in": []}).json()["count"] == 0
    both = api.post(f"{PATH}/_zoek?page=2", {"uuid__in": uuids, "bronorganisatie": "851234562"})
    assert both.json()["count"] == 2
    assert urls(both) == [found]
    identificatie = api.get(other).json()["identificatie"]
    assert urls(api.post(f"{PATH}/_zoek", {"uuid__in": uuids, "identificatie": identificatie})) == [other]


def test_zoek_refuses_what_it_does_not_know(api):
    assert codes(api.post(f"{PATH}/_zoek", {})) == {("nonFieldErrors", "empty_search_body")}
    assert codes(api.post(f"{PATH}/_zoek", {"uuid__in": ["x"]})) == {("uuid__in", "invalid")}
    assert codes(api.post(f"{PATH}/_zoek", {"uuid__in": [], "expand": "x"})) == {
        ("nonFieldErrors", "unknown-parameters")
    }


# Rights -------------------------------------------------------------------------------------------------------------


def test_a_client_sees_only_its_types_and_levels(api, status_of, with_content, hold_type, grant, informatieobjecttype):
    url = api.post(PATH, with_content)["Location"]
    secret = api.post(PATH, with_content | {"vertrouwelijkheidaanduiding": "geheim"})["Location"]
    other = api.post(PATH, with_content | {"informatieobjecttype": hold_type()})["Location"]
    grant(beperkt=limited_to(informatieobjecttype, "documenten.lezen", "audittrails.lezen"))
    assert urls(api.get(PATH, client="beperkt")) == [url]
    uuids = [each.rpartition("/")[2] for each in (url, secret, other)]
    assert urls(api.post(f"{PATH}/_zoek", {"uuid__in": uuids}, client="beperkt")) == [url]
    for below in ("", "?versie=1", "/download", "/download?versie=1", "/audittrail"):
        assert status_of(f"{url}{below}", client="beperkt") == 200, below
        assert status_of(f"{secret}{below}", client="beperkt") == 403, below
        assert status_of(f"{other}{below}", client="beperkt") == 403, below
        assert status_of(f"{url}{below}", client="niets") == 403, below
    assert api.get(PATH, client="niets").status_code == 403
    assert api.post(f"{PATH}/_zoek", {"uuid__in": uuids}, client="niets").status_code == 403
    assert api.get(url, client=None).json()["code"] == "permission_denied"


def test_a_client_creates_only_its_types_and_levels(api, body, grant, informatieobjecttype):
    grant(beperkt=limited_to(informatieobjecttype, "documenten.aanmaken"))
    assert api.post(PATH, body, client="beperkt").status_code == 201
    higher = api.post(PATH, body | {"vertrouwelijkheidaanduiding": "geheim"}, client="beperkt")
    assert (higher.status_code, "dit type tot en met intern" in higher.json()["detail"]) == (403, True)
    grant(beperkt=limited_to("https://ztc.test/informatieobjecttypen/1", "documenten.aanmaken"))
    other = api.post(PATH, body, client="beperkt")
    assert (other.status_code, "het type dat dit verzoek noemt" in other.json()["detail"]) == (403, True)
    assert api.post(PATH, body, client="niets").status_code == 403


@pytest.mark.parametrize("scope", ["documenten.bijwerken", "documenten.geforceerd-bijwerken"])
def test_a_client_changes_by_either_scope(api, body, grant, informatieobjecttype, scope):
    url = api.post(PATH, body)["Location"]
    lock = api.post(f"{url}/lock").json()["lock"]
    grant(beperkt=limited_to(informatieobjecttype, scope))
    assert api.patch(url, {"lock": lock, "titel": "x"}, client="beperkt").status_code == 200


def test_a_level_may_not_be_raised_out_of_ones_own_reach(api, body, grant, informatieobjecttype):
    url = api.post(PATH, body)["Location"]
    lock = api.post(f"{url}/lock").json()["lock"]
    grant(beperkt=limited_to(informatieobjecttype, "documenten.bijwerken"))
    secret = {"lock": lock, "vertrouwelijkheidaanduiding": "geheim"}
    assert api.patch(url, secret, client="beperkt").status_code == 403
    assert api.get(url).json()["versie"] == 1
    assert api.patch(url, {"lock": lock, "titel": "x"}, client="beperkt").status_code == 200


def test_a_change_of_nothing_is_no_way_to_read(api, body, grant, informatieobjecttype):
    url = api.post(PATH, body)["Location"]
    lock = {"lock": api.post(f"{url}/lock").json()["lock"]}
    grant(beperkt=limited_to(informatieobjecttype, "documenten.bijwerken"))
    for nothing in ({}, {"onbekend": 1}):
        assert api.patch(url, lock | nothing, client="beperkt").status_code == 403
    assert api.get(url).json()["versie"] == 1
    # The answer to a change is what was changed, as the standard has it.
    assert api.patch(url, lock | {"titel": "x"}, client="beperkt").json()["titel"] == "x"
    grant(beperkt=limited_to(informatieobjecttype, "documenten.bijwerken", "documenten.lezen"))
    assert api.patch(url, lock, client="beperkt").status_code == 200


def test_what_is_not_ready_for_publication_is_not_there(api, status_of, with_content, changed, grant):
    ready = api.post(PATH, with_content | {"isGereedVoorPublicatie": True})["Location"]
    unready = api.post(PATH, with_content)["Location"]
    grown = api.post(PATH, with_content)["Location"]
    changed(grown, {"isGereedVoorPublicatie": True})
    grant(beperkt={"heeftAlleAutorisaties": True, "alleenIsGereedVoorPublicatie": True})
    assert urls(api.get(PATH, client="beperkt")) == [grown, ready]
    for below in ("", "?versie=1", "/download", "/audittrail"):
        assert status_of(f"{ready}{below}", client="beperkt") == 200, below
        assert status_of(f"{unready}{below}", client="beperkt") == 404, below
    assert api.get(f"{grown}?versie=2", client="beperkt").status_code == 200
    assert api.get(f"{grown}?versie=1", client="beperkt").status_code == 404
    assert status_of(f"{grown}/download?versie=1", client="beperkt") == 404
    assert api.post(f"{unready}/lock", client="beperkt").status_code == 404
    assert api.delete(unready, client="beperkt").status_code == 404


def test_the_audit_trail_is_silent_on_what_was_not_ready_for_publication(api, body, changed, grant):
    url = api.post(PATH, body | {"isGereedVoorPublicatie": True})["Location"]
    for ready, titel in ((False, "Geheim"), (True, "Open"), (True, "Beter")):
        changed(url, {"isGereedVoorPublicatie": ready, "titel": titel})
    whole = api.get(f"{url}/audittrail").json()
    grant(beperkt={"heeftAlleAutorisaties": True, "alleenIsGereedVoorPublicatie": True})
    shown = api.get(f"{url}/audittrail", client="beperkt").json()
    assert (len(whole), shown) == (4, [whole[0], whole[3]])
    assert api.get(f"{url}/audittrail/{whole[3]['uuid']}", client="beperkt").status_code == 200
    assert api.get(f"{url}/audittrail/{whole[1]['uuid']}", client="beperkt").status_code == 404


def test_a_version_is_judged_by_its_own_type_and_level(
    api, with_content, changed, hold_type, grant, informatieobjecttype, status_of
):
    url = api.post(PATH, with_content | {"vertrouwelijkheidaanduiding": "zeer_geheim"})["Location"]
    changed(url, {"vertrouwelijkheidaanduiding": "openbaar", "informatieobjecttype": hold_type()})
    changed(url, {"informatieobjecttype": informatieobjecttype})
    grant(beperkt=limited_to(informatieobjecttype, "documenten.lezen"))
    for version, status in ((1, 403), (2, 403), (3, 200)):
        assert api.get(f"{url}?versie={version}", client="beperkt").status_code == status
        assert status_of(f"{url}/download?versie={version}", client="beperkt") == status


def test_an_audittrail_tells_nothing_of_a_time_when_the_document_was_secret(
    api, with_content, changed, hold_type, grant, informatieobjecttype
):
    url = api.post(PATH, with_content | {"vertrouwelijkheidaanduiding": "zeer_geheim"})["Location"]
    changed(url, {"vertrouwelijkheidaanduiding": "openbaar", "informatieobjecttype": hold_type()})
    changed(url, {"informatieobjecttype": informatieobjecttype})
    changed(url, {"beschrijving": "voor ieder"})
    read = limited_to(informatieobjecttype, "documenten.lezen")
    grant(beperkt=[*read, {"component": "drc", "scopes": ["audittrails.lezen"]}])
    lines = api.get(f"{url}/audittrail").json()
    assert api.get(f"{url}/audittrail", client="beperkt").json() == lines[-1:]
    assert api.get(f"{url}/audittrail/{lines[0]['uuid']}", client="beperkt").status_code == 404
    assert api.get(f"{url}/audittrail/{lines[-1]['uuid']}", client="beperkt").json() == lines[-1]


def test_rights_that_changed_count_at_once_for_whatever_is_asked(api, body, changed, grant, informatieobjecttype):
    url = api.post(PATH, body)["Location"]
    changed(url, {"isGereedVoorPublicatie": True})
    read = limited_to(informatieobjecttype, "documenten.lezen")

    def asked(below):
        return api.get(f"{url}{below}", client="beperkt").status_code

    grant(beperkt=read)
    assert (asked(""), asked("/audittrail")) == (200, 403)
    grant(beperkt=[*read, {"component": "drc", "scopes": ["audittrails.lezen"]}])
    assert asked("/audittrail") == 200
    grant(beperkt=read)
    assert (asked("/audittrail"), asked("?versie=1")) == (403, 200)
    grant(beperkt={"autorisaties": read, "alleenIsGereedVoorPublicatie": True})
    assert asked("?versie=1") == 404
    grant(beperkt=read)
    assert asked("?versie=1") == 200


def test_another_municipality_has_it_not(api, body, zuid):
    url = api.post(PATH, body)["Location"]
    with serving(zuid):
        from servicekit.testing.rights import give

        give(alles="all")
    elsewhere = f"{PATH}/{url.rpartition('/')[2]}"
    assert api.get(elsewhere, municipality="zuid").status_code == 404
    assert api.get(PATH, municipality="zuid").json()["count"] == 0


# Versions -----------------------------------------------------------------------------------------------------------


def test_a_document_is_changed_only_under_its_lock(api, body):
    url = api.post(PATH, body)["Location"]
    assert codes(api.patch(url, {"titel": "x"})) == {("nonFieldErrors", "unlocked")}
    assert codes(api.put(url, body)) == {("lock", "required")}
    api.post(f"{url}/lock")
    assert codes(api.patch(url, {"titel": "x"})) == {("nonFieldErrors", "missing-lock-id")}
    assert codes(api.patch(url, {"titel": "x", "lock": "fout"})) == {("nonFieldErrors", "incorrect-lock-id")}
    assert codes(api.put(url, body | {"lock": "fout"})) == {("nonFieldErrors", "incorrect-lock-id")}
    assert codes(api.put(url, body)) == {("lock", "required")}
    assert api.get(url).json()["versie"] == 1


def test_a_patch_makes_a_version_of_the_latest(api, downloaded, with_content, changed):
    url = api.post(PATH, with_content)["Location"]
    answer = changed(url, {"titel": "Nieuw", "tonenAanInitiator": True, "trefwoorden": ["a"]})
    assert answer.status_code == 200, answer.content
    document = answer.json()
    assert (document["versie"], document["titel"], document["tonenAanInitiator"]) == (2, "Nieuw", True)
    assert document["inhoud"] == f"{url}/download?versie=2"
    assert (document["bestandsomvang"], document["auteur"], document["locked"]) == (5, "J. Jansen", True)
    assert downloaded(document["inhoud"]) == b"hallo"
    assert answer["ETag"]


def test_a_put_makes_a_version_of_its_body_alone(api, with_content, body, changed):
    first = api.post(PATH, with_content | {"beschrijving": "weg", "vertrouwelijkheidaanduiding": "geheim"}).json()
    document = changed(first["url"], body, method="PUT").json()
    assert (document["versie"], document["beschrijving"], document["formaat"]) == (2, "", "")
    assert (document["inhoud"], document["bestandsomvang"]) == (None, None)
    assert document["identificatie"] == first["identificatie"]
    assert document["vertrouwelijkheidaanduiding"] == "intern"


def test_earlier_versions_can_be_read(api, downloaded, with_content, changed, encoded):
    first = api.post(PATH, with_content).json()
    url = first["url"]
    changed(url, {"titel": "Nieuw", "inhoud": encoded(b"dag"), "bestandsomvang": 3})
    latest = api.get(url).json()
    assert api.get(f"{url}?versie=1").json() == {name: first[name] for name in first if name != "lock"}
    assert api.get(f"{url}?versie=2").json() == latest
    assert api.get(f"{url}?versie=3").status_code == 404
    for moment, expected in ((first, first["titel"]), (latest, "Nieuw")):
        at = quote(moment["beginRegistratie"])
        assert api.get(f"{url}?registratieOp={at}").json()["titel"] == expected
    assert api.get(f"{url}?registratieOp=2000-01-01T00:00:00Z").status_code == 404
    assert downloaded(f"{url}/download?versie=1") == b"hallo"
    assert downloaded(f"{url}/download") == b"dag"
    at = quote(first["beginRegistratie"])
    assert downloaded(f"{url}/download?registratieOp={at}") == b"hallo"
    assert codes(api.get(f"{url}?versie=een")) == {("versie", "invalid")}
    assert codes(api.get(f"{url}?registratieOp=gisteren")) == {("registratieOp", "invalid")}
    assert codes(api.get(f"{url}?expand=informatieobjecttype")) == {("nonFieldErrors", "unknown-parameters")}


def test_a_version_has_an_etag_of_its_own(api, body):
    url = api.post(PATH, body)["Location"]
    lock = api.post(f"{url}/lock").json()["lock"]
    assert api.patch(url, {"titel": "Tweede", "lock": lock}).status_code == 200
    plain, variant = api.get(url)["ETag"], api.get(f"{url}?versie=1")["ETag"]
    assert plain != variant
    assert api.get(f"{url}?versie=1", if_none_match=variant).status_code == 304
    assert api.get(f"{url}?versie=1", if_none_match=plain).status_code == 200
    assert api.head(f"{url}?versie=1")["ETag"] == variant


def test_a_version_tells_whether_the_document_is_locked_now(api, body):
    url = api.post(PATH, body)["Location"]
    etag = api.get(f"{url}?versie=1")["ETag"]
    api.post(f"{url}/lock")
    locked = api.get(f"{url}?versie=1")
    assert locked.json()["locked"] is True
    assert locked["ETag"] != etag


def test_a_version_of_another_release_is_rendered_afresh(api, body, changed):
    from documenten.models import Versie

    url = api.post(PATH, body)["Location"]
    changed(url, {"titel": "Tweede"})
    expected = [api.get(f"{url}?versie={versie}").json() for versie in (1, 2)]
    Versie.objects.update(shape="oud", body='{"titel":"oud"}')
    assert [api.get(f"{url}?versie={versie}").json() for versie in (1, 2)] == expected


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"bestandsomvang": 6}, ("nonFieldErrors", "file-size")),
        ({"inhoud": "ZGFn"}, ("nonFieldErrors", "file-size")),
        ({"inhoud": None}, ("inhoud", "required")),
        ({"inhoud": "ZGF"}, ("inhoud", "incorrect-base64-padding")),
        ({"ontvangstdatum": "2026-11-20", "status": "in_bewerking"}, ("status", "invalid_for_received")),
        ({"indicatieGebruiksrecht": True}, ("indicatieGebruiksrecht", "missing-gebruiksrechten")),
    ],
)
def test_a_change_is_judged_with_what_was_there(api, with_content, changed, files, values, fault):
    url = api.post(PATH, with_content)["Location"]
    assert codes(changed(url, values)) == {fault}
    assert api.get(url).json()["versie"] == 1
    assert len(files()) == 1


def test_content_may_be_taken_away(api, downloaded, with_content, changed):
    url = api.post(PATH, with_content)["Location"]
    document = changed(url, {"inhoud": None, "bestandsomvang": None}).json()
    assert (document["inhoud"], document["bestandsomvang"]) == (None, None)
    assert downloaded(f"{url}/download?versie=1") == b"hallo"


@pytest.mark.parametrize(
    ("inhoud", "values"), [(None, {"bestandsomvang": 0}), ("aGFsbG8=", {"inhoud": None, "bestandsomvang": 0})]
)
def test_a_file_that_becomes_empty_is_one_that_stays(api, body, downloaded, changed, files, inhoud, values):
    url = api.post(PATH, body | {"inhoud": inhoud})["Location"]
    before = len(files())
    document = changed(url, values).json()
    assert document["bestandsomvang"] == 0
    assert downloaded(document["inhoud"]) == b""
    assert changed(url, {"titel": "x"}).json()["bestandsomvang"] == 0
    assert len(files()) == before + 1


def test_the_size_of_content_that_stays_cannot_be_emptied(api, with_content, changed):
    url = api.post(PATH, with_content)["Location"]
    assert changed(url, {"bestandsomvang": None}).json()["bestandsomvang"] == 5


def test_content_may_be_added_later(api, body, changed, encoded):
    url = api.post(PATH, body)["Location"]
    document = changed(url, {"inhoud": encoded(b"dag")}).json()
    assert (document["bestandsomvang"], document["inhoud"]) == (3, f"{url}/download?versie=2")


def test_another_type_is_judged_and_the_same_is_not(api, body, hold_type, changed, neighbours):
    url = api.post(PATH, body)["Location"]
    assert codes(changed(url, {"informatieobjecttype": hold_type(concept=True)})) == {
        ("informatieobjecttype", "not-published")
    }
    neighbours.hold(body["informatieobjecttype"], {"concept": True})
    assert changed(url, {"informatieobjecttype": body["informatieobjecttype"]}).status_code == 200
    other = hold_type()
    assert changed(url, {"informatieobjecttype": other}).json()["informatieobjecttype"] == other


def test_a_change_that_needs_nothing_of_the_type_asks_nothing(api, body, changed, neighbours, unmirror):
    url = api.post(PATH, body)["Location"]
    unmirror(body["informatieobjecttype"])
    neighbours.down = True
    for values in ({"titel": "x"}, {"vertrouwelijkheidaanduiding": "geheim"}):
        assert changed(url, values).status_code == 200
    assert changed(url, {"vertrouwelijkheidaanduiding": ""}).status_code == 503


def test_a_level_is_taken_from_a_type_that_is_a_concept_again(api, body, changed, neighbours, unmirror):
    url = api.post(PATH, body)["Location"]
    now = neighbours.resources[body["informatieobjecttype"]] | {"concept": True}
    neighbours.hold(body["informatieobjecttype"], now | {"vertrouwelijkheidaanduiding": "openbaar"})
    unmirror(body["informatieobjecttype"])
    answer = changed(url, {"vertrouwelijkheidaanduiding": ""})
    assert answer.json()["vertrouwelijkheidaanduiding"] == "openbaar"


def test_a_number_that_is_taken_is_skipped_within_the_bronorganisatie(api, body):
    text, _, first = api.post(PATH, body).json()["identificatie"].rpartition("-")
    one, two = (f"{text}-{int(first) + more:010d}" for more in (1, 2))
    for identificatie, bronorganisatie in ((one, body["bronorganisatie"]), (two, "100000009")):
        given = {"identificatie": identificatie, "bronorganisatie": bronorganisatie}
        assert api.post(PATH, body | given).status_code == 201
    assert api.post(PATH, body).json()["identificatie"] == two


def test_a_taken_identificatie_is_refused_on_change(api, body, changed):
    api.post(PATH, body | {"identificatie": "A1"})
    url = api.post(PATH, body | {"identificatie": "A2"})["Location"]
    assert codes(changed(url, {"identificatie": "A1"})) == {("identificatie", "identificatie-niet-uniek")}
    assert changed(url, {"identificatie": ""}).json()["identificatie"] == "A2"
    assert changed(url, {"identificatie": "A3"}).json()["identificatie"] == "A3"


def test_a_stale_if_match_changes_nothing(api, body, changed):
    url = api.post(PATH, body)["Location"]
    etag = api.get(url)["ETag"]
    assert changed(url, {"titel": "een"}, if_match=etag).status_code == 412
    lock = api.post(f"{url}/lock").json()["lock"]
    fresh = api.get(url)["ETag"]
    assert api.patch(url, {"titel": "een", "lock": lock}, if_match=fresh).status_code == 200
    assert api.patch(url, {"titel": "twee", "lock": lock}, if_match=fresh).status_code == 412
    assert api.get(url).json()["titel"] == "een"


def test_a_document_that_is_not_there_cannot_be_changed(api, body):
    absent = f"{PATH}/00000000-0000-4000-8000-000000000000"
    assert api.get(absent).status_code == 404
    assert api.patch(absent, {"lock": "x"}).status_code == 404
    assert api.put(absent, body | {"lock": "x"}).status_code == 404
    assert api.delete(absent).status_code == 404
    assert api.post(f"{absent}/lock").status_code == 404
    assert api.post(f"{absent}/unlock", {}).status_code == 404
    assert api.get(f"{absent}/download").status_code == 404
    assert api.get(f"{absent}/audittrail").status_code == 404


# Deleting -----------------------------------------------------------------------------------------------------------


def test_a_deleted_document_is_gone_with_all_that_is_its_own(
    api, with_content, changed, encoded, files, django_capture_on_commit_callbacks
):
    url = api.post(PATH, with_content)["Location"]
    changed(url, {"inhoud": encoded(b"dag"), "bestandsomvang": 3})
    changed(url, {"inhoud": None, "bestandsomvang": None})
    assert len(files()) == 2
    with capture_logs() as logged, django_capture_on_commit_callbacks(execute=True):
        assert api.delete(url).status_code == 204
    assert [each["event"] for each in logged if each["log_level"] != "info"] == []
    assert api.get(url).status_code == 404
    assert api.get(f"{url}/download").status_code == 404
    assert api.get(f"{url}/audittrail").status_code == 404
    assert files() == []


def test_a_related_and_locked_document_is_not_deleted(api, body, zaak, zrc):
    url = api.post(PATH, body)["Location"]
    api.post(f"{url}/lock")
    zrc.add((zaak, url))
    api.post("/objectinformatieobjecten", relation(zaak, url))
    refused = api.delete(url)
    assert [each["code"] for each in refused.json()["invalidParams"]] == ["pending-relations", "destroy-locked"]
    assert api.get(url).status_code == 200


def test_a_document_is_deleted_whatever_others_are_related_to(api, body, zaak, zrc):
    url, other = (api.post(PATH, body)["Location"] for _ in "ab")
    zrc.add((zaak, other))
    assert api.post("/objectinformatieobjecten", relation(zaak, other)).status_code == 201
    assert api.delete(url).status_code == 204


def test_deleting_takes_its_scope(api, body, grant, informatieobjecttype):
    url = api.post(PATH, body)["Location"]
    grant(beperkt=limited_to(informatieobjecttype, "documenten.bijwerken"))
    assert api.delete(url, client="beperkt").status_code == 403


# Journal ------------------------------------------------------------------------------------------------------------


def test_the_audit_trail_tells_who_did_what(api, body, changed):
    url = api.post(PATH, body, x_audit_toelichting="Omdat het moet")["Location"]
    changed(url, {"titel": "Nieuw"})
    first, second = api.get(f"{url}/audittrail").json()
    assert (first["actie"], first["bron"], first["resource"]) == ("create", "drc", "enkelvoudiginformatieobject")
    assert first["toelichting"] == "Omdat het moet"
    assert first["resourceWeergave"] == f"851234562 - {api.get(url).json()['identificatie']}"
    assert first["wijzigingen"]["nieuw"]["url"] == url
    assert (second["actie"], second["resultaat"]) == ("partial_update", 200)
    assert second["wijzigingen"]["oud"]["titel"] == "Foto van de kuil"
    assert api.get(f"{url}/audittrail/{first['uuid']}").json() == first


def test_notifications_are_of_documents_and_not_of_locks(api, body, changed, informatieobjecttype):
    url = api.post(PATH, body)["Location"]
    changed(url, {"vertrouwelijkheidaanduiding": "geheim"})
    api.delete(url)
    lines = list(Line.objects.order_by("id"))
    assert [(line.action, line.notify, line.audit) for line in lines] == [
        ("create", True, True),
        ("partial_update", False, False),
        ("partial_update", True, True),
        ("partial_update", False, False),
        ("destroy", True, True),
    ]
    assert {line.channel for line in lines} == {"documenten"}
    told = lines[2]
    assert told.kenmerken["bronorganisatie"] == "851234562"
    assert told.kenmerken["vertrouwelijkheidaanduiding"] == "geheim"
    assert informatieobjecttype.endswith(told.kenmerken["informatieobjecttype"].removeprefix("ztc:"))


def test_a_repeat_with_the_same_idempotency_key_makes_nothing(api, with_content, files):
    first = api.post(PATH, with_content, idempotency_key="k1")
    again = api.post(PATH, with_content, idempotency_key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert api.get(PATH).json()["count"] == 1
    assert len(files()) == 1
