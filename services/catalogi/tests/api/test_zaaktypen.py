# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest

from catalogi.actions import versions
from catalogi.models import ZaakType
from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db


def test_a_zaaktype_that_was_created_can_be_read(api, make, bodies):
    catalogus = make.catalogus()["url"]
    created = api.post("/zaaktypen", bodies.zaaktype | {"catalogus": catalogus})
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == bodies.zaaktype | {
        "url": created["Location"],
        "catalogus": catalogus,
        "concept": True,
        "omschrijvingGeneriek": "",
        "toelichting": "",
        "servicenorm": None,
        "verlengingstermijn": None,
        "trefwoorden": [],
        "publicatietekst": "",
        "verantwoordingsrelatie": [],
        "selectielijstProcestype": "",
        "referentieproces": {"naam": "Melden", "link": ""},
        "broncatalogus": {"url": "", "domein": "", "rsin": ""},
        "bronzaaktype": {"url": "", "identificatie": "", "omschrijving": ""},
        "statustypen": [],
        "resultaattypen": [],
        "resultaattypeOmschrijving": [],
        "eigenschappen": [],
        "zaakobjecttypen": [],
        "roltypen": [],
        "informatieobjecttypen": [],
        "informatieobjecttypeOmschrijving": [],
        "besluittypeOmschrijving": [],
        "deelzaaktypen": [],
        "deelzaaktypeIdentificaties": [],
        "eindeGeldigheid": None,
        "beginObject": "2025-01-01",
        "eindeObject": None,
        "versiedatum": "2025-01-01",
    }


def test_a_zaaktype_needs_its_required_fields(api, bodies, codes):
    needed = {*bodies.zaaktype, "catalogus"}
    assert codes(api.post("/zaaktypen", {})) == {(name, "required") for name in needed}


def test_a_put_without_deelzaaktypen_keeps_them(api, make, bodies, codes):
    make.zaaktype(identificatie="DEEL")
    made = make.zaaktype(deelzaaktypen=["DEEL"], trefwoorden=["straat"])
    body = bodies.zaaktype | {"catalogus": make.catalogus()["url"]}
    kept = api.put(made["url"], body)
    assert kept.status_code == 200, kept.content
    assert (kept.json()["deelzaaktypeIdentificaties"], kept.json()["trefwoorden"]) == (["DEEL"], [])
    assert api.put(made["url"], body | {"deelzaaktypen": []}).json()["deelzaaktypeIdentificaties"] == []
    assert codes(api.put(made["url"], body | {"deelzaaktypen": None})) == {("deelzaaktypen", "null")}


def test_what_an_answer_shows_can_be_sent_back(api, make):
    make.zaaktype(published=True, identificatie="DEEL")
    made = make.zaaktype(
        deelzaaktypen=["DEEL"],
        gerelateerdeZaaktypen=[{"zaaktype": "DEEL", "aardRelatie": "vervolg", "toelichting": "x"}],
    )
    changed = api.put(made["url"], made)
    assert changed.status_code == 200, changed.content
    assert changed.json() == made


def test_a_patch_changes_only_what_it_gives(api, make):
    made = make.zaaktype(trefwoorden=["straat"])
    changed = api.patch(made["url"], {"doel": "Nog beter herstellen", "broncatalogus": None})
    assert changed.status_code == 200, changed.content
    assert changed.json() == made | {"doel": "Nog beter herstellen"}


def test_a_group_in_a_patch_is_given_as_a_whole(api, make, codes):
    made = make.zaaktype()
    answer = api.patch(made["url"], {"referentieproces": {"link": ""}, "bronzaaktype": {"identificatie": "X"}})
    assert codes(answer) == {
        ("referentieproces.naam", "required"),
        ("bronzaaktype.url", "required"),
        ("bronzaaktype.omschrijving", "required"),
    }


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("https://elders.test/catalogussen/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5", "no_match"),
        ("/zaken/api/v1/zaken/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5", "no_match"),
        ("/catalogi/api/v1/zaaktypen/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5", "incorrect_match"),
        ("/catalogi/api/v1/catalogussen/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5", "does_not_exist"),
        ("geen url", "invalid"),
    ],
)
def test_a_catalogus_that_is_none_is_refused(api, make, bodies, codes, path, code):
    url = f"http://testserver/noord{path}" if path.startswith("/") else path
    body = bodies.zaaktype | {"catalogus": url}
    assert codes(api.post("/zaaktypen", body)) == {("catalogus", code)}
    made = make.zaaktype()
    assert codes(api.patch(made["url"], {"catalogus": url})) == {("catalogus", code)}


def test_extension_needs_a_term(api, make, codes):
    made = make.zaaktype()
    answer = api.patch(made["url"], {"verlengingMogelijk": True})
    assert codes(answer) == {("nonFieldErrors", "verlenging-mismatch")}
    assert api.patch(made["url"], {"verlengingMogelijk": True, "verlengingstermijn": "P5D"}).status_code == 200


def test_a_period_does_not_end_before_it_begins(api, make, codes):
    made = make.zaaktype()
    answer = api.patch(made["url"], {"eindeGeldigheid": "2024-12-31"})
    assert codes(answer) == {("nonFieldErrors", "date-mismatch")}
    assert api.patch(made["url"], {"eindeGeldigheid": "2025-01-01"}).status_code == 200


def test_a_procestype_is_one_of_the_selectielijst(api, make, codes, selectielijst, neighbours):
    made = make.zaaktype(selectielijstProcestype=selectielijst.procestype)
    assert made["selectielijstProcestype"] == selectielijst.procestype
    for url, code in (
        ("https://referentie.test/api/v1/procestypen/weg", "bad-url"),
        ("https://onbekend.test/procestypen/1", "bad-url"),
        (selectielijst.klasse(), "invalid-resource"),
        (selectielijst.omschrijving, "invalid-resource"),
    ):
        assert codes(api.patch(made["url"], {"selectielijstProcestype": url})) == {("selectielijstProcestype", code)}
    neighbours.down = True
    assert api.patch(made["url"], {"selectielijstProcestype": f"{selectielijst.procestype}0"}).status_code == 503
    assert api.patch(made["url"], {"selectielijstProcestype": ""}).json()["selectielijstProcestype"] == ""


def test_faults_of_the_body_and_of_what_its_urls_lead_to_stand_in_one_answer(
    api, make, bodies, neighbours, selectielijst
):
    body = bodies.zaaktype | {"catalogus": make.catalogus()["url"], "selectielijstProcestype": selectielijst.klasse()}
    wrong = body | {"doel": " ", "beginGeldigheid": "gisteren"}
    assert [(each["name"], each["code"]) for each in api.post("/zaaktypen", wrong).json()["invalidParams"]] == [
        ("doel", "blank"),
        ("selectielijstProcestype", "invalid-resource"),
        ("beginGeldigheid", "invalid"),
    ]
    neighbours.down = True
    wrong["selectielijstProcestype"] = f"{selectielijst.procestype}0"
    assert [each["name"] for each in api.post("/zaaktypen", wrong).json()["invalidParams"]] == [
        "doel",
        "beginGeldigheid",
    ]
    right = body | {"selectielijstProcestype": wrong["selectielijstProcestype"]}
    assert api.post("/zaaktypen", right).status_code == 503


def test_a_procestype_is_asked_for_only_when_the_client_may_write(api, bodies, neighbours, limited, selectielijst):
    limited("catalogi.lezen")
    body = bodies.zaaktype | {"selectielijstProcestype": selectielijst.procestype}
    assert api.post("/zaaktypen", body, client="beperkt").status_code == 403
    assert neighbours.asked == []


def test_all_that_the_rules_find_stands_in_one_answer(api, bodies, codes):
    absent = f"http://testserver/noord/catalogi/api/v1/catalogussen/{uuid4()}"
    more = {"catalogus": absent, "verlengingMogelijk": True, "eindeGeldigheid": "2024-01-01"}
    assert codes(api.post("/zaaktypen", bodies.zaaktype | more)) == {
        ("catalogus", "does_not_exist"),
        ("nonFieldErrors", "verlenging-mismatch"),
        ("nonFieldErrors", "date-mismatch"),
    }


def test_an_unknown_besluittype_is_refused(api, make, codes):
    made = make.zaaktype()
    answer = api.patch(made["url"], {"besluittypen": ["Vergunning"]})
    assert codes(answer) == {("besluittypen", "does_not_exist")}
    nameless = api.patch(made["url"], {"besluittypen": ["Vergunning"], "identificatie": ""})
    assert codes(nameless) == {("besluittypen", "does_not_exist"), ("identificatie", "blank")}
    assert api.patch(made["url"], {"besluittypen": []}).status_code == 200


def test_only_published_types_are_listed_unless_asked(api, make, urls, codes):
    concept, published = make.zaaktype(), make.zaaktype(published=True)
    assert urls(api.get("/zaaktypen")) == [published["url"]]
    assert urls(api.get("/zaaktypen?status=definitief")) == [published["url"]]
    assert urls(api.get("/zaaktypen?status=concept")) == [concept["url"]]
    assert set(urls(api.get("/zaaktypen?status=alles"))) == {concept["url"], published["url"]}
    assert codes(api.get("/zaaktypen?status=oud")) == {("status", "invalid_choice")}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("identificatie=MELDING", {"MELDING"}),
        ("trefwoorden=straat", {"MELDING", "ANDERS"}),
        ("trefwoorden=straat,lamp", {"MELDING"}),
        ("trefwoorden=boom", set()),
        ("datumGeldigheid=2024-12-31", set()),
        ("datumGeldigheid=2025-01-01", {"MELDING", "ANDERS"}),
        ("datumGeldigheid=2025-06-30", {"MELDING", "ANDERS"}),
        ("datumGeldigheid=2025-07-01", {"MELDING"}),
    ],
)
def test_a_list_is_filtered(api, make, query, found):
    make.zaaktype(published=True, trefwoorden=["straat", "lamp"])
    make.zaaktype(published=True, identificatie="ANDERS", trefwoorden=["straat"], eindeGeldigheid="2025-06-30")
    assert {each["identificatie"] for each in api.get(f"/zaaktypen?{query}").json()["results"]} == found


def test_a_list_is_filtered_by_catalogus(api, make, urls):
    other = make.catalogus(domein="ANDER")["url"]
    make.catalogus(domein="LEEGG")
    make.zaaktype(published=True)
    there = make.zaaktype(published=True, catalogus=other)
    assert other in urls(api.get("/catalogussen"))
    assert urls(api.get(f"/zaaktypen?catalogus={other}")) == [there["url"]]
    assert urls(api.get(f"/zaaktypen?catalogus={other.rpartition('/')[0]}/{uuid4()}")) == []


def test_a_url_of_another_resource_type_is_refused(api, make, codes):
    zaaktype = make.zaaktype(published=True)["url"]
    assert codes(api.get(f"/zaaktypen?catalogus={zaaktype}")) == {("catalogus", "invalid-type")}
    assert codes(api.get(f"/statustypen?zaaktype={make.catalogus(domein='ANDER')['url']}")) == {
        ("zaaktype", "invalid-type")
    }
    answer = api.get(f"/zaaktype-informatieobjecttypen?informatieobjecttype={zaaktype}")
    assert codes(answer) == {("informatieobjecttype", "invalid-type")}


def test_a_bad_value_of_a_parameter_is_refused(api, codes):
    answer = api.get("/zaaktypen?datumGeldigheid=morgen&catalogus=x&foo=1")
    assert codes(answer) == {
        ("datumGeldigheid", "invalid"),
        ("catalogus", "invalid"),
        ("nonFieldErrors", "unknown-parameters"),
    }


def test_a_matching_if_none_match_answers_304(api, make):
    url = make.zaaktype()["url"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.head(url)["ETag"] == etag
    assert api.head(url, if_none_match=f'"x", {etag}').status_code == 304
    assert api.get(url, address=1)["ETag"] != etag


def test_a_stale_if_match_changes_nothing(api, make):
    url = make.zaaktype()["url"]
    etag = api.get(url)["ETag"]
    assert api.patch(url, {"doel": "een"}, if_match=etag).status_code == 200
    assert api.patch(url, {"doel": "twee"}, if_match=etag).status_code == 412
    assert api.delete(url, if_match=etag).status_code == 412
    assert api.get(url).json()["doel"] == "een"
    assert api.delete(url, if_match=api.get(url)["ETag"]).status_code == 204


def test_a_published_zaaktype_does_not_change(api, make, bodies, codes, limited):
    limited("catalogi.schrijven", "catalogi.lezen")
    made = make.zaaktype(published=True)
    body = bodies.zaaktype | {"catalogus": make.catalogus()["url"], "deelzaaktypen": []}
    refused = {("nonFieldErrors", "non-concept-object")}
    assert codes(api.put(made["url"], body, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {"doel": "Anders"}, client="beperkt")) == refused
    more = {"eindeGeldigheid": "2030-01-01", "doel": "Anders"}
    assert codes(api.patch(made["url"], more, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused
    ended = api.patch(made["url"], {"eindeGeldigheid": "2030-01-01"}, client="beperkt")
    assert ended.status_code == 200, ended.content
    assert ended.json()["eindeGeldigheid"] == ended.json()["eindeObject"] == "2030-01-01"


@pytest.fixture
def zaken(neighbours, noord):
    """The Zaken API, which says that there are as many zaken of any zaaktype as this list has items."""
    found = []
    neighbours.handle("GET", "zrc:zaken?zaaktype=", lambda url, _: (200, {"count": len(found), "results": []}))
    return found


def test_a_published_zaaktype_of_which_there_are_zaken_is_not_removed_by_force(api, make, limited, zaken):
    made = make.zaaktype(published=True)
    limited("catalogi.geforceerd-verwijderen", "catalogi.lezen")
    zaken += [1, 2]
    refused = api.delete(made["url"], client="beperkt")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert "2 zaken" in refused.json()["detail"]
    assert api.get(made["url"]).status_code == 200
    zaken.clear()
    assert api.delete(made["url"], client="beperkt").status_code == 204


def test_a_published_zaaktype_is_not_removed_while_the_zaken_api_is_away(api, make, neighbours):
    made = make.zaaktype(published=True)
    neighbours.down = True
    refused = api.delete(made["url"])
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    assert api.get(made["url"]).status_code == 200


def test_only_who_may_remove_what_is_published_makes_the_zaken_api_be_asked(api, make, neighbours, limited, codes):
    concept, published = make.zaaktype(), make.zaaktype(published=True, identificatie="ANDERS")
    assert api.delete(concept["url"]).status_code == 204
    limited("catalogi.schrijven")
    assert codes(api.delete(published["url"], client="beperkt")) == {("nonFieldErrors", "non-concept-object")}
    limited("catalogi.lezen")
    assert api.delete(published["url"], client="beperkt").status_code == 403
    assert api.delete(f"/zaaktypen/{uuid4()}").status_code == 404
    assert neighbours.asked == []


def test_a_zaaktype_that_is_published_while_it_is_removed_stays(api, make, monkeypatch, zaken):
    made = make.zaaktype()
    lock = versions.changing_version

    def publish_first(found, wanted, violations):
        ZaakType.objects.filter(uuid=found.uuid).update(concept=False)
        return lock(found, wanted, violations)

    zaken.append(1)
    with monkeypatch.context() as patched:
        patched.setattr(versions, "changing_version", publish_first)
        assert api.delete(made["url"]).status_code == 409
    assert ZaakType.objects.filter(uuid=made["url"].rpartition("/")[2]).update(concept=True) == 1


def test_a_published_zaaktype_can_be_corrected(api, make, limited, codes, zaken):
    made = make.zaaktype(published=True)
    limited("catalogi.geforceerd-schrijven")
    corrected = api.patch(made["url"], {"doel": "Anders"}, client="beperkt")
    assert (corrected.status_code, corrected.json()["doel"]) == (200, "Anders")
    assert api.delete(made["url"], client="beperkt").status_code == 403
    limited("catalogi.geforceerd-verwijderen")
    assert api.patch(made["url"], {"doel": "Anders"}, client="beperkt").status_code == 403
    assert api.delete(made["url"], client="beperkt").status_code == 204
    assert api.get(made["url"]).status_code == 404


def test_publishing_makes_a_concept_definitive_once(api, make, lines):
    made = make.zaaktype()
    answer = api.post(f"{made['url']}/publish", {"wat": "dan ook"})
    assert answer.status_code == 200, answer.content
    assert answer.json() == made | {"concept": False}
    assert api.post(f"{made['url']}/publish").json() == answer.json()
    assert [action for _, _, action, _ in lines.notified()] == ["create", "partial_update"]
    assert api.post(f"/zaaktypen/{uuid4()}/publish").status_code == 404


def test_who_may_only_correct_does_not_publish(api, make, limited):
    made = make.zaaktype()
    limited("catalogi.geforceerd-schrijven", "catalogi.lezen")
    assert api.post(f"{made['url']}/publish", client="beperkt").status_code == 403


def test_published_versions_do_not_overlap(api, make, codes, limited):
    first = make.zaaktype(published=True)
    second = make.zaaktype(beginGeldigheid="2026-01-01")
    overlap = {("beginGeldigheid", "overlap")}
    assert codes(api.post(f"{second['url']}/publish")) == overlap
    api.patch(first["url"], {"eindeGeldigheid": "2026-01-01"})
    assert codes(api.post(f"{second['url']}/publish")) == overlap  # the last day counts
    api.patch(first["url"], {"eindeGeldigheid": "2025-12-31"})
    assert api.post(f"{second['url']}/publish").status_code == 200
    assert codes(api.patch(first["url"], {"eindeGeldigheid": None})) == {("eindeGeldigheid", "overlap")}
    assert codes(api.patch(second["url"], {"beginGeldigheid": "2025-12-31"})) == overlap
    assert api.get(first["url"]).json()["beginObject"] == "2025-01-01"
    assert api.get(first["url"]).json()["eindeObject"] is None


def test_versions_of_other_names_or_catalogi_do_not_overlap(make):
    make.zaaktype(published=True)
    make.zaaktype(published=True, identificatie="ANDERS")
    make.zaaktype(published=True, catalogus=make.catalogus(domein="ANDER")["url"])


def test_a_zaaktype_notifies_on_its_own_kanaal(api, make, lines):
    from servicekit.journal.models import Line
    from servicekit.journal.publishing import message

    made = make.zaaktype()
    api.patch(made["url"], {"doel": "Anders"})
    api.put(made["url"], made)
    api.delete(made["url"])
    reference = f"ztc:zaaktypen/{made['url'].rpartition('/')[2]}"
    assert lines.notified() == [
        ("zaaktypen", "zaaktype", action, reference) for action in ("create", "partial_update", "update", "destroy")
    ]
    first = message(Line.objects.filter(resource="zaaktype").order_by("id").first())
    assert first["kenmerken"] == {"catalogus": make.catalogus()["url"]}
    assert first["hoofdObject"] == first["resourceUrl"] == made["url"]


def test_a_repeat_with_the_same_idempotency_key_makes_nothing(api, make, bodies):
    body = bodies.zaaktype | {"catalogus": make.catalogus()["url"]}
    first = api.post("/zaaktypen", body, idempotency_key="k1")
    again = api.post("/zaaktypen", body, idempotency_key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert api.get("/zaaktypen?status=alles").json()["count"] == 1


def test_the_other_municipality_has_it_not(api, make, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    url = make.zaaktype(published=True)["url"]
    with serving(zuid):
        give(alles="all")
    assert api.get(url).status_code == 200
    assert api.get(f"/zaaktypen/{url.rpartition('/')[2]}", municipality="zuid").status_code == 404
    assert api.get("/zaaktypen?status=alles", municipality="zuid").json()["count"] == 0


def test_who_reads_zaken_reads_zaaktypen(api, make, limited):
    url = make.zaaktype(published=True)["url"]
    limited("zaken.lezen", component="zrc")
    assert api.get(url, client="beperkt").status_code == 200
    assert api.get("/zaaktypen", client="beperkt").json()["count"] == 1
    assert api.get(url, client="niets").status_code == 403
    assert api.get("/zaaktypen", client="niets").status_code == 403
    assert api.post("/zaaktypen", {}, client="beperkt").status_code == 403


def test_another_address_answers_with_its_own_urls(api, make):
    deel = make.zaaktype(published=True, identificatie="DEEL")
    made = make.zaaktype(deelzaaktypen=["DEEL"])
    read = api.get(made["url"], address=1).json()
    assert read["deelzaaktypen"] == [deel["url"].replace("http://testserver", "http://anders.test")]


def test_reading_takes_few_statements(api, make, codes):
    for number in range(3):
        make.zaaktype(published=True, identificatie=f"Z{number}", deelzaaktypen=[f"Z{number}"])
    url = make.zaaktype()["url"]
    api.get(url)
    with statements() as one:
        api.get(url)
    with statements() as listed:
        assert api.get("/zaaktypen").json()["count"] == 3
    assert (len(one), len(listed)) == (1, 1)


def test_writing_takes_few_statements(api, make, bodies):
    body = bodies.zaaktype | {"catalogus": make.catalogus()["url"]}
    api.post("/zaaktypen", body)
    with statements() as seen:
        assert api.post("/zaaktypen", body).status_code == 201
    assert len(seen) <= 8, seen


def test_a_zaaktype_that_was_read_can_be_written_back(api, make, zaken):
    make.zaaktype(identificatie="DEEL")  # a concept, which no relation is shown to
    elsewhere = make.zaaktype(catalogus=make.catalogus(domein="ANDER")["url"], published=True)["url"]
    related = [{"zaaktype": each, "aardRelatie": "vervolg", "toelichting": ""} for each in ("DEEL", elsewhere)]
    made = make.zaaktype(gerelateerdeZaaktypen=related)
    assert [each["zaaktype"] for each in made["gerelateerdeZaaktypen"]] == ["", elsewhere]
    assert api.put(made["url"], made).json() == made
    assert api.delete(elsewhere).status_code == 204
    assert api.put(made["url"], made).json() == made


def test_a_relation_without_any_name_is_refused(api, make, codes):
    made = make.zaaktype()
    related = [{"zaaktype": "", "aardRelatie": "vervolg"}]
    refused = {("gerelateerdeZaaktypen.0.zaaktype", "blank")}
    assert codes(api.patch(made["url"], {"gerelateerdeZaaktypen": related})) == refused


def test_what_a_zaaktype_names_must_be_known_in_the_catalogus_it_moves_to(api, make, resultaat, selectielijst, codes):
    zaaktype = make.zaaktype(selectielijstProcestype=selectielijst.procestype)
    make.informatieobjecttype(omschrijving="Foto")
    body = resultaat | {"zaaktype": zaaktype["url"], "informatieobjecttypen": ["Foto"]}
    assert api.post("/resultaattypen", body).status_code == 201
    other = make.catalogus(domein="ANDER")["url"]
    assert codes(api.patch(zaaktype["url"], {"catalogus": other})) == {("nonFieldErrors", "does_not_exist")}
    make.informatieobjecttype(omschrijving="Foto", catalogus=other)
    assert api.patch(zaaktype["url"], {"catalogus": other}).status_code == 200


def test_all_that_a_zaaktype_names_is_looked_up_in_the_catalogus_it_moves_to(api, make, codes):
    elsewhere = "https://referentie.test/api/v1/zaaktypen/1"
    related = [{"zaaktype": each, "aardRelatie": "vervolg", "toelichting": "x"} for each in ("DEEL", elsewhere)]
    other = make.catalogus(domein="ANDER")["url"]
    make.zaaktype(identificatie="DEEL", published=True)
    make.informatieobjecttype()
    made = make.zaaktype(deelzaaktypen=["DEEL"], gerelateerdeZaaktypen=related)
    make.ziot(made, informatieobjecttype="Foto")
    assert codes(api.patch(made["url"], {"catalogus": other})) == {
        ("deelzaaktypen", "does_not_exist"),
        ("gerelateerdeZaaktypen.0.zaaktype", "does_not_exist"),
        ("nonFieldErrors", "does_not_exist"),
    }
    there = make.zaaktype(identificatie="DEEL", published=True, catalogus=other)["url"]
    make.informatieobjecttype(catalogus=other)
    moved = api.patch(made["url"], {"catalogus": other})
    assert moved.status_code == 200, moved.content
    assert (moved.json()["catalogus"], moved.json()["deelzaaktypen"]) == (other, [there])
    kept = made["gerelateerdeZaaktypen"]
    assert moved.json()["gerelateerdeZaaktypen"] == [kept[0] | {"zaaktype": there}, kept[1]]


def test_names_are_not_looked_up_in_a_catalogus_that_is_not_there(api, bodies, codes):
    absent = f"http://testserver/noord/catalogi/api/v1/catalogussen/{uuid4()}"
    related = [{"zaaktype": "DEEL", "aardRelatie": "vervolg"}]
    body = bodies.zaaktype | {"catalogus": absent, "deelzaaktypen": ["DEEL"], "gerelateerdeZaaktypen": related}
    assert codes(api.post("/zaaktypen", body)) == {("catalogus", "does_not_exist")}


def test_a_versiedatum_that_a_put_leaves_out_is_the_begin_of_its_period(api, make, bodies):
    made = make.zaaktype(versiedatum="2024-06-01")
    assert made["versiedatum"] == "2024-06-01"
    changed = api.put(made["url"], bodies.zaaktype | {"catalogus": made["catalogus"], "deelzaaktypen": []})
    assert changed.json()["versiedatum"] == "2025-01-01"


def test_publishing_is_no_change_that_an_if_match_is_judged_for(api, make):
    url = make.zaaktype(published=False)["url"]
    assert api.post(f"{url}/publish", if_match='"vroeger"').json()["concept"] is False
