# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db


def test_a_roltype_that_was_created_can_be_read(api, make, bodies):
    zaaktype = make.zaaktype()
    created = api.post("/roltypen", bodies.roltype | {"zaaktype": zaaktype["url"]})
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == {
        "url": created["Location"],
        "zaaktype": zaaktype["url"],
        "zaaktypeIdentificatie": "MELDING",
        "omschrijving": "Melder",
        "omschrijvingGeneriek": "initiator",
        "catalogus": zaaktype["catalogus"],
        "beginGeldigheid": "2025-01-01",
        "eindeGeldigheid": None,
        "beginObject": "2025-01-01",
        "eindeObject": None,
    }
    assert api.get(zaaktype["url"]).json()["roltypen"] == [created["Location"]]
    assert api.put(created["Location"], read.json()).json() == read.json()


def test_a_roltype_needs_its_required_fields(api, codes):
    assert codes(api.post("/roltypen", {"omschrijvingGeneriek": "baas"})) == {
        ("zaaktype", "required"),
        ("omschrijving", "required"),
        ("omschrijvingGeneriek", "invalid_choice"),
    }


def test_a_catalogus_that_is_repeated_is_that_of_the_zaaktype(api, make, bodies, codes):
    zaaktype = make.zaaktype()
    body = bodies.roltype | {"zaaktype": zaaktype["url"]}
    assert api.post("/roltypen", body | {"catalogus": zaaktype["catalogus"]}).status_code == 201
    assert api.post("/roltypen", body | {"catalogus": None}).status_code == 201
    other = make.catalogus(domein="ANDER")["url"]
    answer = api.post("/roltypen", body | {"catalogus": other})
    assert codes(answer) == {("catalogus", "relations-incorrect-catalogus")}


def test_roltypen_of_a_published_zaaktype_do_not_change(api, make, bodies, codes, limited):
    zaaktype = make.zaaktype()
    made = make.roltype(zaaktype)
    make.publish(zaaktype)
    limited("catalogi.schrijven")
    body = bodies.roltype | {"zaaktype": zaaktype["url"]}
    refused = {("nonFieldErrors", "non-concept-zaaktype")}
    assert codes(api.post("/roltypen", body, client="beperkt")) == refused
    assert codes(api.put(made["url"], body, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {}, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused


def test_a_correction_tells_others_of_the_zaaktype(api, make, lines):
    zaaktype = make.zaaktype(published=True)
    before = len(lines.notified())
    made = make.roltype(zaaktype)
    api.patch(made["url"], {"omschrijving": "Aanvrager"})
    api.delete(made["url"])
    assert [(resource, action) for _, resource, action, _ in lines.notified()[before:]] == [
        ("zaaktype", "partial_update")
    ] * 3
    assert api.get(zaaktype["url"]).json()["roltypen"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"A"}),
        ("status=alles", {"A", "B"}),
        ("status=concept", {"B"}),
        ("status=alles&omschrijvingGeneriek=behandelaar", {"B"}),
        ("status=alles&zaaktypeIdentificatie=MELDING", {"A"}),
        ("status=alles&datumGeldigheid=2025-06-01", {"A"}),
    ],
)
def test_a_list_is_filtered(api, make, query, found):
    published, concept = make.zaaktype(), make.zaaktype(identificatie="ANDERS", beginGeldigheid="2026-01-01")
    make.roltype(published, omschrijving="A")
    make.roltype(concept, omschrijving="B", omschrijvingGeneriek="behandelaar")
    make.publish(published)
    assert {each["omschrijving"] for each in api.get(f"/roltypen?{query}").json()["results"]} == found


def test_a_list_is_filtered_by_zaaktype(api, make, urls):
    zaaktype, other = make.zaaktype(), make.zaaktype(identificatie="ANDERS")
    made = make.roltype(zaaktype)
    make.roltype(other)
    assert urls(api.get(f"/roltypen?status=alles&zaaktype={zaaktype['url']}")) == [made["url"]]


def test_conditional_requests(api, make):
    url = make.roltype(make.zaaktype())["url"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.head(url)["ETag"] == etag
    assert api.patch(url, {"omschrijving": "x"}, if_match='"oud"').status_code == 412
    assert api.patch(url, {"omschrijving": "x"}, if_match=etag).status_code == 200


def test_only_who_may_read_reads(api, make, limited):
    zaaktype = make.zaaktype()
    url = make.roltype(zaaktype)["url"]
    make.publish(zaaktype)
    limited("zaken.lezen", component="zrc")
    assert api.get(url, client="beperkt").status_code == 200
    assert api.get("/roltypen", client="beperkt").json()["count"] == 1
    assert api.delete(url, client="beperkt").status_code == 403
    assert api.get(url, client="niets").status_code == 403


def test_the_other_municipality_has_it_not(api, make, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    uuid = make.roltype(make.zaaktype())["url"].rpartition("/")[2]
    with serving(zuid):
        give(alles="all")
    assert api.get(f"/roltypen/{uuid}", municipality="zuid").status_code == 404
