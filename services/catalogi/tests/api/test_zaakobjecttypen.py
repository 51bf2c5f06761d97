# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def zaaktype(make):
    return make.zaaktype()


def test_a_zaakobjecttype_that_was_created_can_be_read(api, bodies, make, zaaktype):
    body = bodies.zaakobjecttype | {"zaaktype": zaaktype["url"], "catalogus": zaaktype["catalogus"]}
    of_no_use = {"statustypen": [make.statustype(zaaktype)["url"]], "resultaattypen": ["x"]}
    created = api.post("/zaakobjecttypen", body | of_no_use)
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == body | {
        "url": created["Location"],
        "zaaktypeIdentificatie": "MELDING",
        "resultaattypen": [],
        "resultaattypeOmschrijving": [],
        "statustypen": [],
        "beginGeldigheid": "2025-01-01",
        "eindeGeldigheid": None,
        "beginObject": "2025-01-01",
        "eindeObject": None,
    }
    assert api.get(zaaktype["url"]).json()["zaakobjecttypen"] == [created["Location"]]
    assert api.put(created["Location"], read.json()).json() == read.json()


def test_a_zaakobjecttype_needs_its_required_fields(api, codes, make, zaaktype):
    assert codes(api.post("/zaakobjecttypen", {"objecttype": "geen url"})) == {
        ("anderObjecttype", "required"),
        ("objecttype", "invalid"),
        ("relatieOmschrijving", "required"),
        ("zaaktype", "required"),
    }
    made = make.zaakobjecttype(zaaktype)
    long = {"objecttype": f"https://objecttypen.test/{'x' * 200}", "beginGeldigheid": None}
    assert codes(api.patch(made["url"], long)) == {("objecttype", "max_length"), ("beginGeldigheid", "null")}


def test_what_a_zaakobjecttype_repeats_is_that_of_the_zaaktype(api, bodies, codes, make, zaaktype):
    other = {"catalogus": make.catalogus(domein="ANDER")["url"], "beginGeldigheid": "2025-01-02"}
    assert codes(api.post("/zaakobjecttypen", bodies.zaakobjecttype | {"zaaktype": zaaktype["url"]} | other)) == {
        ("catalogus", "relations-incorrect-catalogus"),
        ("beginGeldigheid", "date-mismatch"),
    }


def test_a_zaakobjecttype_moves_to_another_zaaktype(api, make, zaaktype):
    made, other = make.zaakobjecttype(zaaktype), make.zaaktype(identificatie="ANDERS")
    assert api.patch(made["url"], {"zaaktype": other["url"]}).json()["zaaktypeIdentificatie"] == "ANDERS"
    assert api.get(zaaktype["url"]).json()["zaakobjecttypen"] == []
    assert api.get(other["url"]).json()["zaakobjecttypen"] == [made["url"]]


def test_zaakobjecttypen_of_a_published_zaaktype_do_not_change(api, make, bodies, codes, limited, zaaktype):
    made = make.zaakobjecttype(zaaktype)
    make.publish(zaaktype)
    limited("catalogi.schrijven")
    body = bodies.zaakobjecttype | {"zaaktype": zaaktype["url"]}
    refused = {("nonFieldErrors", "non-concept-zaaktype")}
    assert codes(api.post("/zaakobjecttypen", body, client="beperkt")) == refused
    assert codes(api.put(made["url"], body, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {}, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused
    limited("catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen")
    assert api.post("/zaakobjecttypen", body, client="beperkt").status_code == 201
    assert api.patch(made["url"], {"anderObjecttype": False}, client="beperkt").status_code == 200
    assert api.delete(made["url"], client="beperkt").status_code == 204


def test_a_correction_tells_others_of_the_zaaktype(api, make, lines):
    zaaktype = make.zaaktype(published=True)
    before = len(lines.notified())
    made = make.zaakobjecttype(zaaktype)
    api.patch(made["url"], {"relatieOmschrijving": "Anders"})
    api.delete(made["url"])
    assert [(resource, action) for _, resource, action, _ in lines.notified()[before:]] == [
        ("zaaktype", "partial_update")
    ] * 3
    assert api.get(zaaktype["url"]).json()["zaakobjecttypen"] == []


def test_conditional_requests(api, make, zaaktype):
    url = make.zaakobjecttype(zaaktype)["url"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.head(url)["ETag"] == etag
    assert api.patch(url, {"anderObjecttype": False}, if_match='"oud"').status_code == 412
    assert api.patch(url, {"anderObjecttype": False}, if_match=etag).status_code == 200


def test_only_who_may_read_reads(api, make, limited, zaaktype):
    url = make.zaakobjecttype(zaaktype)["url"]
    make.publish(zaaktype)
    limited("zaken.lezen", component="zrc")
    assert api.get(url, client="beperkt").status_code == 200
    assert api.get("/zaakobjecttypen", client="beperkt").json()["count"] == 1
    assert api.delete(url, client="beperkt").status_code == 403
    assert api.get(url, client="niets").status_code == 403
    assert api.get("/zaakobjecttypen", client="niets").status_code == 403


def test_the_other_municipality_has_it_not(api, make, zuid, zaaktype):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    uuid = make.zaakobjecttype(zaaktype)["url"].rpartition("/")[2]
    with serving(zuid):
        give(alles="all")
    assert api.get(f"/zaakobjecttypen/{uuid}", municipality="zuid").status_code == 404
