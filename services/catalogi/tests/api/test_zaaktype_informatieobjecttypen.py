# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db

PATH = "/zaaktype-informatieobjecttypen"


@pytest.fixture
def zaaktype(make):
    return make.zaaktype()


@pytest.fixture
def foto(make):
    return make.informatieobjecttype(published=True)


@pytest.fixture
def body(bodies, zaaktype, foto):
    return bodies.ziot | {"zaaktype": zaaktype["url"], "informatieobjecttype": "Foto"}


@pytest.fixture
def made(make, body):
    return make.post(PATH, body)


def test_a_relation_that_was_created_can_be_read(api, body, zaaktype, foto, make):
    statustype = make.statustype(zaaktype)
    created = api.post(PATH, body | {"statustype": statustype["url"]})
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == {
        "url": created["Location"],
        "zaaktype": zaaktype["url"],
        "zaaktypeIdentificatie": "MELDING",
        "catalogus": zaaktype["catalogus"],
        "informatieobjecttype": foto["url"],
        "volgnummer": 1,
        "richting": "inkomend",
        "statustype": statustype["url"],
    }
    shown = api.get(zaaktype["url"]).json()
    assert shown["informatieobjecttypen"] == [foto["url"]]
    assert shown["informatieobjecttypeOmschrijving"] == ["Foto"]
    assert api.put(created["Location"], read.json()).json() == read.json()


def test_a_url_of_any_version_stands_for_the_name(api, body, foto, make):
    concept = make.informatieobjecttype(beginGeldigheid="2024-01-01")
    made = make.post(PATH, body | {"informatieobjecttype": concept["url"]})
    assert made["informatieobjecttype"] == foto["url"]


def test_a_relation_needs_its_required_fields(api, codes):
    assert codes(api.post(PATH, {"volgnummer": 1000, "richting": "opzij"})) == {
        ("zaaktype", "required"),
        ("informatieobjecttype", "required"),
        ("volgnummer", "max_value"),
        ("richting", "invalid_choice"),
    }


def test_an_informatieobjecttype_is_known_in_the_catalogus(api, body, make, codes, zaaktype):
    elsewhere = make.informatieobjecttype(catalogus=make.catalogus(domein="ANDER")["url"], omschrijving="Elders")
    for given, expected in (
        ("Onbekend", ("informatieobjecttype", "does_not_exist")),
        ("Elders", ("informatieobjecttype", "does_not_exist")),
        (elsewhere["url"], ("nonFieldErrors", "relations-incorrect-catalogus")),
        (zaaktype["url"], ("informatieobjecttype", "incorrect_match")),
        ("https://elders.test/informatieobjecttypen/1", ("informatieobjecttype", "no_match")),
        (f"{elsewhere['url'][:-4]}0000", ("informatieobjecttype", "does_not_exist")),
    ):
        assert codes(api.post(PATH, body | {"informatieobjecttype": given})) == {expected}


def test_urls_are_judged_without_a_zaaktype_too(api, body, codes):
    wrong = {"zaaktype": f"{body['zaaktype'][:-4]}0000", "statustype": body["zaaktype"]}
    wrong["informatieobjecttype"] = "https://elders.test/informatieobjecttypen/1"
    assert codes(api.post(PATH, body | wrong)) == {
        ("zaaktype", "does_not_exist"),
        ("informatieobjecttype", "no_match"),
        ("statustype", "incorrect_match"),
    }


def test_a_statustype_is_of_the_zaaktype(api, body, make, codes, made):
    other = make.statustype(make.zaaktype(identificatie="ANDERS"))
    assert codes(api.post(PATH, body | {"volgnummer": 2, "statustype": other["url"]})) == {
        ("nonFieldErrors", "relations-incorrect-zaaktype")
    }
    assert codes(api.patch(made["url"], {"statustype": made["zaaktype"]})) == {("statustype", "incorrect_match")}
    assert codes(api.patch(made["url"], {"statustype": f"{other['url'][:-4]}0000"})) == {
        ("statustype", "does_not_exist")
    }


def test_a_statustype_that_is_removed_is_not_shown_any_more(api, make, made, zaaktype):
    statustype = make.statustype(zaaktype)
    assert api.patch(made["url"], {"statustype": statustype["url"]}).json()["statustype"] == statustype["url"]
    api.delete(statustype["url"])
    assert api.get(made["url"]).json()["statustype"] is None


def test_a_volgnummer_is_unique_in_a_zaaktype(api, body, made, make, codes):
    again = api.post(PATH, body)
    assert codes(again) == {("nonFieldErrors", "unique")}
    assert "volgnummer 1." in again.json()["invalidParams"][0]["reason"]
    other = make.post(PATH, body | {"volgnummer": 2})
    assert codes(api.patch(other["url"], {"volgnummer": 1})) == {("nonFieldErrors", "unique")}


def test_a_relation_moves_to_another_zaaktype(api, made, make, zaaktype, codes):
    other = make.zaaktype(identificatie="ANDERS")
    assert api.patch(made["url"], {"zaaktype": other["url"]}).json()["zaaktypeIdentificatie"] == "ANDERS"
    assert api.get(zaaktype["url"]).json()["informatieobjecttypeOmschrijving"] == []
    assert api.get(other["url"]).json()["informatieobjecttypeOmschrijving"] == ["Foto"]
    elsewhere = make.zaaktype(catalogus=make.catalogus(domein="ANDER")["url"])
    assert codes(api.patch(made["url"], {"zaaktype": elsewhere["url"]})) == {("informatieobjecttype", "does_not_exist")}


def test_a_relation_does_not_take_a_statustype_along_to_another_zaaktype(api, made, make, zaaktype, codes):
    statustype, other = make.statustype(zaaktype), make.zaaktype(identificatie="ANDERS")
    api.patch(made["url"], {"statustype": statustype["url"]})
    refused = {("nonFieldErrors", "relations-incorrect-zaaktype")}
    assert codes(api.patch(made["url"], {"zaaktype": other["url"]})) == refused
    moved = api.patch(made["url"], {"zaaktype": other["url"], "statustype": None})
    assert (moved.status_code, moved.json()["statustype"]) == (200, None)


def test_relations_of_a_published_zaaktype_do_not_change(api, body, made, zaaktype, make, codes, limited):
    make.publish(zaaktype)
    limited("catalogi.schrijven")
    refused = {("nonFieldErrors", "non-concept-relation")}
    assert codes(api.post(PATH, body | {"volgnummer": 2}, client="beperkt")) == refused
    assert codes(api.put(made["url"], body, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {"volgnummer": 2}, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused


def test_a_correction_tells_others_of_the_zaaktype(api, body, zaaktype, make, lines):
    make.publish(zaaktype)
    before = len(lines.notified())
    made = make.post(PATH, body)
    api.patch(made["url"], {"richting": "intern"})
    api.delete(made["url"])
    assert [(resource, action) for _, resource, action, _ in lines.notified()[before:]] == [
        ("zaaktype", "partial_update")
    ] * 3


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 0),
        ("status=alles", 1),
        ("status=concept", 1),
        ("status=alles&richting=inkomend", 1),
        ("status=alles&richting=uitgaand", 0),
        ("status=alles&informatieobjecttype=Foto", 1),
        ("status=alles&informatieobjecttype=Brief", 0),
    ],
)
def test_a_list_is_filtered(api, made, query, count):
    assert api.get(f"{PATH}?{query}").json()["count"] == count


def test_a_list_is_filtered_by_url(api, made, make, zaaktype, foto, urls):
    other = make.zaaktype(identificatie="ANDERS")
    brief = make.informatieobjecttype(omschrijving="Brief")
    assert urls(api.get(f"{PATH}?status=alles&zaaktype={zaaktype['url']}")) == [made["url"]]
    assert urls(api.get(f"{PATH}?status=alles&zaaktype={other['url']}")) == []
    assert urls(api.get(f"{PATH}?status=alles&informatieobjecttype={foto['url']}")) == [made["url"]]
    assert urls(api.get(f"{PATH}?status=alles&informatieobjecttype={brief['url']}")) == []
    assert api.get(f"{PATH}?informatieobjecttype=").status_code == 400


def test_conditional_requests(api, made):
    etag = api.get(made["url"])["ETag"]
    assert api.get(made["url"], if_none_match=etag).status_code == 304
    assert api.head(made["url"])["ETag"] == etag
    assert api.patch(made["url"], {"richting": "intern"}, if_match='"oud"').status_code == 412
    changed = api.patch(made["url"], {"richting": "intern"}, if_match=etag)
    assert changed["ETag"] == api.get(made["url"])["ETag"]


def test_only_who_may_read_reads(api, made, zaaktype, make, limited):
    make.publish(zaaktype)
    limited("documenten.lezen", component="drc")
    assert api.get(made["url"], client="beperkt").status_code == 200
    assert api.get(PATH, client="beperkt").json()["count"] == 1
    assert api.delete(made["url"], client="beperkt").status_code == 403
    assert api.get(made["url"], client="niets").status_code == 403


def test_the_other_municipality_has_it_not(api, made, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    with serving(zuid):
        give(alles="all")
    assert api.get(f"{PATH}/{made['url'].rpartition('/')[2]}", municipality="zuid").status_code == 404


def test_a_name_that_stands_for_nothing_any_more_may_stay(api, make, made, foto, codes):
    assert api.delete(foto["url"]).status_code == 204
    shown = api.get(made["url"]).json()
    assert shown == made | {"informatieobjecttype": "Foto"}
    assert api.put(made["url"], shown).json() == shown
    other = {"informatieobjecttype": "Andere foto"}
    assert codes(api.patch(made["url"], other)) == {("informatieobjecttype", "does_not_exist")}
