# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db

EMPTY_GROUP = {
    "informatieobjecttypeOmschrijvingGeneriek": "",
    "definitieInformatieobjecttypeOmschrijvingGeneriek": "",
    "herkomstInformatieobjecttypeOmschrijvingGeneriek": "",
    "hierarchieInformatieobjecttypeOmschrijvingGeneriek": "",
    "opmerkingInformatieobjecttypeOmschrijvingGeneriek": "",
}


def test_an_informatieobjecttype_that_was_created_can_be_read(api, make, bodies):
    catalogus = make.catalogus()["url"]
    created = api.post("/informatieobjecttypen", bodies.informatieobjecttype | {"catalogus": catalogus})
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == bodies.informatieobjecttype | {
        "url": created["Location"],
        "catalogus": catalogus,
        "concept": True,
        "eindeGeldigheid": None,
        "beginObject": "2025-01-01",
        "eindeObject": None,
        "zaaktypen": [],
        "zaaktypeIdentificaties": [],
        "besluittypen": [],
        "besluittypeOmschrijving": [],
        "trefwoord": [],
        "omschrijvingGeneriek": EMPTY_GROUP,
    }
    assert api.put(created["Location"], read.json()).json() == read.json()


def test_an_informatieobjecttype_needs_its_required_fields(api, bodies, codes):
    needed = {*bodies.informatieobjecttype, "catalogus"}
    assert codes(api.post("/informatieobjecttypen", {})) == {(name, "required") for name in needed}


def test_a_catalogus_that_is_none_is_refused(api, make, bodies, codes):
    body = bodies.informatieobjecttype | {"catalogus": make.informatieobjecttype()["url"]}
    assert codes(api.post("/informatieobjecttypen", body)) == {("catalogus", "incorrect_match")}


def test_all_that_is_wrong_stands_in_one_answer(api, bodies, codes):
    absent = "http://testserver/noord/catalogi/api/v1/catalogussen/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5"
    body = bodies.informatieobjecttype | {"catalogus": absent, "eindeGeldigheid": "2024-01-01"}
    assert codes(api.post("/informatieobjecttypen", body)) == {
        ("catalogus", "does_not_exist"),
        ("nonFieldErrors", "date-mismatch"),
    }


def test_an_informatieobjecttype_moves_to_another_catalogus(api, make):
    made, other = make.informatieobjecttype(), make.catalogus(domein="ANDER")["url"]
    assert api.patch(made["url"], {"catalogus": other}).json()["catalogus"] == other
    assert api.get(other).json()["informatieobjecttypen"] == [made["url"]]
    assert api.get(make.catalogus()["url"]).json()["informatieobjecttypen"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Foto"}),
        ("status=alles", {"Foto", "Brief"}),
        ("status=concept", {"Brief"}),
        ("status=alles&omschrijving=Brief", {"Brief"}),
        ("status=alles&datumGeldigheid=2025-06-01", {"Foto"}),
        ("status=alles&datumGeldigheid=2026-06-01", {"Foto", "Brief"}),
    ],
)
def test_a_list_is_filtered(api, make, query, found):
    make.informatieobjecttype(published=True)
    make.informatieobjecttype(omschrijving="Brief", beginGeldigheid="2026-01-01")
    listed = api.get(f"/informatieobjecttypen?{query}").json()["results"]
    assert {each["omschrijving"] for each in listed} == found


def test_a_list_is_filtered_by_catalogus(api, make, urls):
    made = make.informatieobjecttype(published=True)
    other = make.informatieobjecttype(published=True, catalogus=make.catalogus(domein="ANDER")["url"])
    assert urls(api.get(f"/informatieobjecttypen?catalogus={made['catalogus']}")) == [made["url"]]
    assert urls(api.get(f"/informatieobjecttypen?catalogus={other['catalogus']}")) == [other["url"]]


def test_an_etag_changes_with_the_zaaktypen_that_use_it(api, make):
    made = make.informatieobjecttype(published=True)
    etag = api.get(made["url"])["ETag"]
    assert api.get(made["url"], if_none_match=etag).status_code == 304
    assert api.head(made["url"])["ETag"] == etag
    zaaktype = make.zaaktype()
    make.ziot(zaaktype, informatieobjecttype="Foto")
    assert api.get(made["url"], if_none_match=etag).json()["zaaktypeIdentificaties"] == ["MELDING"]
    make.publish(zaaktype)
    assert api.get(made["url"]).json()["zaaktypen"] == [zaaktype["url"]]
    assert api.patch(made["url"], {"eindeGeldigheid": "2030-01-01"}, if_match=etag).status_code == 412


def test_a_published_informatieobjecttype_does_not_change(api, make, codes, limited):
    limited("catalogi.schrijven")
    made = make.informatieobjecttype(published=True)
    refused = {("nonFieldErrors", "non-concept-object")}
    assert codes(api.put(made["url"], made, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {"trefwoord": ["x"]}, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused
    assert api.patch(made["url"], {"eindeGeldigheid": "2030-01-01"}, client="beperkt").status_code == 200


def test_a_published_informatieobjecttype_can_be_corrected(api, make, limited):
    made = make.informatieobjecttype(published=True)
    limited("catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen")
    assert api.patch(made["url"], {"trefwoord": ["x"]}, client="beperkt").json()["trefwoord"] == ["x"]
    assert api.delete(made["url"], client="beperkt").status_code == 204


def test_published_versions_do_not_overlap(api, make, codes):
    first, second = make.informatieobjecttype(published=True), make.informatieobjecttype(beginGeldigheid="2026-01-01")
    assert codes(api.post(f"{second['url']}/publish")) == {("beginGeldigheid", "overlap")}
    api.patch(first["url"], {"eindeGeldigheid": "2025-12-31"})
    make.publish(second)
    assert codes(api.patch(first["url"], {"eindeGeldigheid": "2026-01-01"})) == {("eindeGeldigheid", "overlap")}


def test_an_informatieobjecttype_notifies_on_its_own_kanaal(api, make, lines):
    made = make.informatieobjecttype(published=True)
    api.put(made["url"], made)
    api.delete(made["url"])
    reference = f"ztc:informatieobjecttypen/{made['url'].rpartition('/')[2]}"
    assert lines.notified() == [
        ("informatieobjecttypen", "informatieobjecttype", action, reference)
        for action in ("create", "partial_update", "update", "destroy")
    ]


def test_the_other_municipality_has_it_not(api, make, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    uuid = make.informatieobjecttype(published=True)["url"].rpartition("/")[2]
    with serving(zuid):
        give(alles="all")
    assert api.get(f"/informatieobjecttypen/{uuid}", municipality="zuid").status_code == 404


def test_who_reads_documenten_reads_informatieobjecttypen(api, make, limited):
    url = make.informatieobjecttype(published=True)["url"]
    limited("documenten.lezen", component="drc")
    assert api.get(url, client="beperkt").status_code == 200
    assert api.get("/informatieobjecttypen", client="beperkt").json()["count"] == 1
    assert api.post(f"{url}/publish", client="beperkt").status_code == 403
    assert api.delete(url, client="beperkt").status_code == 403
    assert api.get(url, client="niets").status_code == 403
