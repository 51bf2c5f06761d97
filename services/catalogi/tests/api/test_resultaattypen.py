# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db

PROCEDURE = {
    "afleidingswijze": "afgehandeld",
    "datumkenmerk": "",
    "einddatumBekend": False,
    "objecttype": "",
    "registratie": "",
    "procestermijn": None,
}


@pytest.fixture
def zaaktype(make, selectielijst):
    return make.zaaktype(selectielijstProcestype=selectielijst.procestype)


@pytest.fixture
def body(resultaat, zaaktype):
    return resultaat | {"zaaktype": zaaktype["url"]}


@pytest.fixture
def made(make, body):
    return make.post("/resultaattypen", body | {"brondatumArchiefprocedure": PROCEDURE})


def test_a_resultaattype_that_was_created_can_be_read(api, body, zaaktype):
    created = api.post("/resultaattypen", body)
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == body | {
        "url": created["Location"],
        "zaaktypeIdentificatie": "MELDING",
        "omschrijvingGeneriek": "Toegekend",
        "toelichting": "",
        "archiefnominatie": "vernietigen",
        "archiefactietermijn": "P10Y",
        "brondatumArchiefprocedure": None,
        "procesobjectaard": "",
        "catalogus": zaaktype["catalogus"],
        "indicatieSpecifiek": None,
        "procestermijn": None,
        "besluittypen": [],
        "besluittypeOmschrijving": [],
        "informatieobjecttypen": [],
        "informatieobjecttypeOmschrijving": [],
        "beginGeldigheid": "2025-01-01",
        "eindeGeldigheid": None,
        "beginObject": "2025-01-01",
        "eindeObject": None,
    }
    shown = api.get(zaaktype["url"]).json()
    assert shown["resultaattypen"] == [created["Location"]]
    assert shown["resultaattypeOmschrijving"] == ["Hersteld"]


def test_what_an_answer_shows_can_be_sent_back(api, made):
    changed = api.put(made["url"], made)
    assert changed.status_code == 200, changed.content
    assert changed.json() == made


def test_a_resultaattype_needs_its_required_fields(api, codes):
    assert codes(api.post("/resultaattypen", {})) == {
        (name, "required") for name in ("zaaktype", "omschrijving", "resultaattypeomschrijving", "selectielijstklasse")
    }


def test_what_is_given_goes_before_the_selectielijst(api, body):
    given = {"archiefnominatie": "blijvend_bewaren", "archiefactietermijn": "P20Y"}
    answer = api.post("/resultaattypen", body | given)
    assert {name: answer.json()[name] for name in given} == given


def test_a_klasse_without_bewaartermijn_gives_no_term(api, body, selectielijst):
    klasse = selectielijst.klasse(waardering="blijvend_bewaren", bewaartermijn=None)
    answer = api.post("/resultaattypen", body | {"selectielijstklasse": klasse}).json()
    assert (answer["archiefnominatie"], answer["archiefactietermijn"]) == ("blijvend_bewaren", None)


def test_what_is_emptied_is_taken_from_the_selectielijst_again(api, made, selectielijst):
    api.patch(made["url"], {"archiefnominatie": "blijvend_bewaren", "archiefactietermijn": "P20Y"})
    changed = api.patch(made["url"], {"archiefnominatie": "", "archiefactietermijn": None}).json()
    assert (changed["archiefnominatie"], changed["archiefactietermijn"]) == ("vernietigen", "P10Y")


def test_urls_of_the_selectielijst_are_looked_up(api, body, codes, selectielijst, neighbours):
    wrong = {"selectielijstklasse": selectielijst.procestype, "resultaattypeomschrijving": selectielijst.procestype}
    assert codes(api.post("/resultaattypen", body | wrong)) == {
        ("selectielijstklasse", "invalid-resource"),
        ("resultaattypeomschrijving", "invalid-resource"),
    }
    absent = {
        "selectielijstklasse": "https://referentie.test/api/v1/resultaten/weg",
        "resultaattypeomschrijving": "https://onbekend.test/x",
    }
    assert codes(api.post("/resultaattypen", body | absent)) == {
        ("selectielijstklasse", "bad-url"),
        ("resultaattypeomschrijving", "bad-url"),
    }
    neighbours.down = True
    unknown = {"selectielijstklasse": "https://referentie.test/api/v1/resultaten/nieuw"}
    assert api.post("/resultaattypen", body | unknown).status_code == 503
    neighbours.down = False


def test_all_that_is_wrong_stands_in_one_answer(api, body, codes, selectielijst, made):
    wrong = {
        "omschrijving": "",
        "resultaattypeomschrijving": "https://onbekend.test/x",
        "selectielijstklasse": selectielijst.procestype,
    }
    for answer in (api.post("/resultaattypen", body | wrong), api.put(made["url"], body | wrong)):
        assert [(each["name"], each["code"]) for each in answer.json()["invalidParams"]] == [
            ("omschrijving", "blank"),
            ("resultaattypeomschrijving", "bad-url"),
            ("selectielijstklasse", "invalid-resource"),
        ]


def test_what_does_not_depend_on_the_zaaktype_is_judged_without_one(api, body, codes):
    wrong = {
        "zaaktype": f"{body['zaaktype'][:-4]}0000",
        "besluittypen": ["https://elders.test/besluittypen/1", "X"],
        "brondatumArchiefprocedure": PROCEDURE | {"datumkenmerk": "x", "objecttype": "pand", "procestermijn": "P1Y"},
    }
    answer = api.post("/resultaattypen", body | wrong)
    assert [(each["name"], each["code"]) for each in answer.json()["invalidParams"]] == [
        ("zaaktype", "does_not_exist"),
        ("brondatumArchiefprocedure.datumkenmerk", "must-be-empty"),
        ("brondatumArchiefprocedure.objecttype", "must-be-empty"),
        ("brondatumArchiefprocedure.procestermijn", "must-be-empty"),
        ("besluittypen", "no_match"),
    ]


def test_a_known_selectielijst_is_not_asked_again(api, body, neighbours, made):
    before = len(neighbours.asked)
    assert api.post("/resultaattypen", body | {"omschrijving": "Anders"}).status_code == 201
    assert len(neighbours.asked) == before


def test_the_selectielijst_may_be_down_when_it_is_not_needed(api, made, neighbours, noord):
    from servicekit.mirror import store
    from servicekit.mirror.models import Mirrored

    Mirrored.objects.all().delete()
    store._parsed.clear()
    neighbours.down = True
    assert api.patch(made["url"], {"toelichting": "x"}).status_code == 200


def test_a_klasse_is_of_the_procestype_of_the_zaaktype(api, body, codes, make, selectielijst, neighbours):
    other = selectielijst.klasse(procesType="https://referentie.test/api/v1/procestypen/ander")
    answer = api.post("/resultaattypen", body | {"selectielijstklasse": other})
    assert codes(answer) == {("nonFieldErrors", "procestype-mismatch")}
    without = make.zaaktype(identificatie="ZONDER")
    answer = api.post("/resultaattypen", body | {"zaaktype": without["url"]})
    assert codes(answer) == {("nonFieldErrors", "procestype-mismatch")}


def test_a_resultaattype_moves_to_a_zaaktype_that_its_klasse_and_names_fit(api, body, make, selectielijst, codes):
    make.informatieobjecttype()
    made = make.post("/resultaattypen", body | {"informatieobjecttypen": ["Foto"]})
    without = make.zaaktype(identificatie="ZONDER")["url"]
    assert codes(api.patch(made["url"], {"zaaktype": without})) == {("nonFieldErrors", "procestype-mismatch")}
    procestype, other = {"selectielijstProcestype": selectielijst.procestype}, make.catalogus(domein="ANDER")["url"]
    elsewhere = make.zaaktype(catalogus=other, **procestype)["url"]
    assert codes(api.patch(made["url"], {"zaaktype": elsewhere})) == {("informatieobjecttypen", "does_not_exist")}
    moved = api.patch(made["url"], {"zaaktype": elsewhere, "informatieobjecttypen": []})
    assert (moved.status_code, moved.json()["zaaktype"]) == (200, elsewhere)


def test_what_a_request_leaves_alone_is_not_judged_again(api, made, zaaktype):
    assert api.patch(zaaktype["url"], {"selectielijstProcestype": ""}).status_code == 200
    assert api.patch(made["url"], {"archiefnominatie": ""}).json()["archiefnominatie"] == "vernietigen"


def test_an_afleidingswijze_fits_the_klasse(api, made, codes, selectielijst):
    estimated = selectielijst.klasse(procestermijn="ingeschatte_bestaansduur_procesobject")
    answer = api.patch(made["url"], {"selectielijstklasse": estimated})
    assert codes(answer) == {("nonFieldErrors", "invalid-afleidingswijze-for-procestermijn")}
    procedure = {"afleidingswijze": "termijn", "procestermijn": "P5Y"}
    both = {"selectielijstklasse": estimated, "brondatumArchiefprocedure": procedure}
    assert api.patch(made["url"], both).json()["brondatumArchiefprocedure"] == PROCEDURE | procedure


def test_a_brondatum_has_what_its_afleidingswijze_takes(api, made, codes, selectielijst):
    free = {"selectielijstklasse": selectielijst.klasse(procestermijn="")}
    missing = {"afleidingswijze": "ander_datumkenmerk"}
    assert codes(api.patch(made["url"], free | {"brondatumArchiefprocedure": missing})) == {
        (f"brondatumArchiefprocedure.{name}", "required") for name in ("datumkenmerk", "objecttype", "registratie")
    }
    full = {
        "afleidingswijze": "afgehandeld",
        "datumkenmerk": "einde",
        "einddatumBekend": True,
        "objecttype": "pand",
        "registratie": "BAG",
        "procestermijn": "P5Y",
    }
    assert codes(api.patch(made["url"], {"brondatumArchiefprocedure": full})) == {
        (f"brondatumArchiefprocedure.{name}", "must-be-empty") for name in full if name != "afleidingswijze"
    }
    assert codes(api.patch(made["url"], {"brondatumArchiefprocedure": {"datumkenmerk": "x"}})) == {
        ("brondatumArchiefprocedure.afleidingswijze", "required")
    }


def test_informatieobjecttypen_are_written_by_name_and_read_as_urls(api, body, make, codes):
    foto = make.informatieobjecttype(published=True)
    make.informatieobjecttype(omschrijving="Brief")
    answer = api.post("/resultaattypen", body | {"informatieobjecttypen": ["Brief", foto["url"], "Foto"]})
    assert answer.status_code == 201, answer.content
    assert answer.json()["informatieobjecttypen"] == [foto["url"]]
    assert answer.json()["informatieobjecttypeOmschrijving"] == ["Brief", "Foto"]
    elsewhere = make.informatieobjecttype(catalogus=make.catalogus(domein="ANDER")["url"])
    wrong = {"informatieobjecttypen": ["Onbekend", elsewhere["url"]], "besluittypen": ["Vergunning"]}
    assert codes(api.patch(answer["Location"], wrong)) == {
        ("informatieobjecttypen", "does_not_exist"),
        ("informatieobjecttypen", "relations-incorrect-catalogus"),
        ("besluittypen", "does_not_exist"),
    }


def test_an_omschrijving_is_unique_in_a_zaaktype(api, body, made, make, codes):
    again = api.post("/resultaattypen", body)
    assert codes(again) == {("nonFieldErrors", "unique")}
    assert "Hersteld" in again.json()["invalidParams"][0]["reason"]
    other = make.post("/resultaattypen", body | {"omschrijving": "Anders"})
    assert codes(api.patch(other["url"], {"omschrijving": "Hersteld"})) == {("nonFieldErrors", "unique")}


def test_resultaattypen_of_a_published_zaaktype_do_not_change(api, made, body, zaaktype, make, codes, limited):
    make.publish(zaaktype)
    limited("catalogi.schrijven")
    refused = {("nonFieldErrors", "non-concept-zaaktype")}
    assert codes(api.post("/resultaattypen", body | {"omschrijving": "Anders"}, client="beperkt")) == refused
    assert codes(api.put(made["url"], body, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {}, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused


def test_a_correction_tells_others_of_the_zaaktype(api, made, zaaktype, make, lines):
    make.publish(zaaktype)
    before = len(lines.notified())
    assert api.patch(made["url"], {"omschrijving": "Anders"}).status_code == 200
    assert api.get(zaaktype["url"]).json()["resultaattypeOmschrijving"] == ["Anders"]
    assert api.delete(made["url"]).status_code == 204
    assert [(resource, action) for _, resource, action, _ in lines.notified()[before:]] == [
        ("zaaktype", "partial_update")
    ] * 2


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 0),
        ("status=alles", 1),
        ("status=concept&zaaktypeIdentificatie=MELDING", 1),
        ("status=concept&zaaktype_identificatie=ANDERS", 0),
        ("status=alles&datumGeldigheid=2024-01-01", 0),
        ("status=alles&datum_geldigheid=2025-01-01", 1),
    ],
)
def test_a_list_is_filtered(api, made, query, count):
    assert api.get(f"/resultaattypen?{query}").json()["count"] == count


def test_a_list_is_filtered_by_zaaktype(api, made, zaaktype, make, urls):
    other = make.zaaktype(identificatie="ANDERS")
    assert urls(api.get(f"/resultaattypen?status=alles&zaaktype={zaaktype['url']}")) == [made["url"]]
    assert urls(api.get(f"/resultaattypen?status=alles&zaaktype={other['url']}")) == []


def test_conditional_requests(api, made):
    etag = api.get(made["url"])["ETag"]
    assert api.get(made["url"], if_none_match=etag).status_code == 304
    assert api.head(made["url"])["ETag"] == etag
    assert api.patch(made["url"], {"toelichting": "x"}, if_match='"oud"').status_code == 412
    assert api.patch(made["url"], {"toelichting": "x"}, if_match=etag).status_code == 200


def test_only_who_may_read_reads(api, made, zaaktype, make, limited):
    make.publish(zaaktype)
    limited("catalogi.lezen")
    assert api.get(made["url"], client="beperkt").status_code == 200
    assert api.get("/resultaattypen", client="beperkt").json()["count"] == 1
    assert api.post("/resultaattypen", {}, client="beperkt").status_code == 403
    assert api.get(made["url"], client="niets").status_code == 403


def test_the_other_municipality_has_it_not(api, made, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    with serving(zuid):
        give(alles="all")
    uuid = made["url"].rpartition("/")[2]
    assert api.get(f"/resultaattypen/{uuid}", municipality="zuid").status_code == 404
    assert api.patch(f"/resultaattypen/{uuid}", {}, municipality="zuid").status_code == 404
