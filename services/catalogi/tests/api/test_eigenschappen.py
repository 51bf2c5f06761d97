# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def zaaktype(make):
    return make.zaaktype()


def test_an_eigenschap_that_was_created_can_be_read(api, make, bodies, zaaktype):
    statustype = make.statustype(zaaktype)
    body = bodies.eigenschap | {"zaaktype": zaaktype["url"], "statustype": statustype["url"]}
    created = api.post("/eigenschappen", body)
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == body | {
        "url": created["Location"],
        "specificatie": bodies.eigenschap["specificatie"] | {"groep": "", "waardenverzameling": []},
        "toelichting": "",
        "zaaktypeIdentificatie": "MELDING",
        "catalogus": zaaktype["catalogus"],
        "beginGeldigheid": "2025-01-01",
        "eindeGeldigheid": None,
        "beginObject": "2025-01-01",
        "eindeObject": None,
    }
    assert api.get(zaaktype["url"]).json()["eigenschappen"] == [created["Location"]]
    assert api.get(statustype["url"]).json()["eigenschappen"] == [created["Location"]]
    assert api.put(created["Location"], read.json()).json() == read.json()


def test_an_eigenschap_needs_its_required_fields(api, make, codes, zaaktype):
    assert codes(api.post("/eigenschappen", {"specificatie": {"formaat": "kleur"}})) == {
        ("naam", "required"),
        ("definitie", "required"),
        ("zaaktype", "required"),
        ("specificatie.formaat", "invalid_choice"),
        ("specificatie.lengte", "required"),
        ("specificatie.kardinaliteit", "required"),
    }
    assert codes(api.patch(make.eigenschap(zaaktype)["url"], {"specificatie": None})) == {("specificatie", "null")}


def test_the_length_of_a_value_fits_its_format(api, make, codes, zaaktype):
    made = make.eigenschap(zaaktype)
    day = {"formaat": "datum", "lengte": "8", "kardinaliteit": "1", "waardenverzameling": ["20260101"]}
    assert codes(api.patch(made["url"], {"specificatie": day | {"lengte": "10"}})) == {
        ("specificatie.lengte", "invalid")
    }
    assert api.patch(made["url"], {"specificatie": day}).json()["specificatie"] == day | {"groep": ""}


def test_a_name_is_unique_in_a_zaaktype(api, make, bodies, codes, zaaktype):
    make.eigenschap(zaaktype)
    again = api.post("/eigenschappen", bodies.eigenschap | {"zaaktype": zaaktype["url"]})
    assert codes(again) == {("nonFieldErrors", "unique")}
    assert '"Mastnummer"' in again.json()["invalidParams"][0]["reason"]
    assert make.eigenschap(make.zaaktype(identificatie="ANDERS"))["naam"] == "Mastnummer"
    other = make.eigenschap(zaaktype, naam="Anders")
    assert codes(api.patch(other["url"], {"naam": "Mastnummer"})) == {("nonFieldErrors", "unique")}


def test_a_statustype_shows_the_eigenschappen_that_it_asks_for(api, make, zaaktype):
    first, last = make.statustype(zaaktype), make.statustype(zaaktype, volgnummer=2)

    def shown():
        return [api.get(each["url"]).json()["eigenschappen"] for each in (first, last)]

    made = make.eigenschap(zaaktype, statustype=first["url"])
    assert shown() == [[made["url"]], []]
    assert api.patch(made["url"], {"statustype": last["url"]}).json()["statustype"] == last["url"]
    assert shown() == [[], [made["url"]]]
    assert api.patch(made["url"], {"statustype": ""}).json()["statustype"] is None
    assert shown() == [[], []]
    api.patch(made["url"], {"statustype": last["url"]})
    api.delete(made["url"])
    assert shown() == [[], []]
    assert api.get(zaaktype["url"]).json()["eigenschappen"] == []


def test_an_eigenschap_is_asked_for_at_no_statustype_that_is_gone(api, make, zaaktype):
    gone, moved, stays = (make.statustype(zaaktype, volgnummer=number) for number in (1, 2, 3))
    first, second, third = (
        make.eigenschap(zaaktype, naam=each["url"][-8:], statustype=each["url"]) for each in (gone, moved, stays)
    )
    other = make.zaaktype(identificatie="ANDERS")
    assert api.delete(gone["url"]).status_code == 204
    assert api.patch(moved["url"], {"zaaktype": other["url"]}).json()["eigenschappen"] == []
    assert [api.get(each["url"]).json()["statustype"] for each in (first, second, third)] == [None, None, stays["url"]]


def test_an_eigenschap_does_not_take_a_statustype_along_to_another_zaaktype(api, make, codes, zaaktype):
    statustype, other = make.statustype(zaaktype), make.zaaktype(identificatie="ANDERS")
    made = make.eigenschap(zaaktype, statustype=statustype["url"])
    assert codes(api.patch(made["url"], {"zaaktype": other["url"]})) == {
        ("nonFieldErrors", "relations-incorrect-zaaktype")
    }
    there = make.statustype(other)
    moved = api.patch(made["url"], {"zaaktype": other["url"], "statustype": there["url"]})
    assert (moved.json()["zaaktypeIdentificatie"], moved.json()["statustype"]) == ("ANDERS", there["url"])
    assert api.get(zaaktype["url"]).json()["eigenschappen"] == []
    assert api.get(other["url"]).json()["eigenschappen"] == [made["url"]]
    assert [api.get(each["url"]).json()["eigenschappen"] for each in (statustype, there)] == [[], [made["url"]]]


def test_eigenschappen_of_a_published_zaaktype_do_not_change(api, make, bodies, codes, limited, zaaktype):
    made = make.eigenschap(zaaktype)
    make.publish(zaaktype)
    limited("catalogi.schrijven")
    body = bodies.eigenschap | {"zaaktype": zaaktype["url"], "naam": "Anders"}
    refused = {("nonFieldErrors", "non-concept-zaaktype")}
    assert codes(api.post("/eigenschappen", body, client="beperkt")) == refused
    assert codes(api.put(made["url"], body, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {}, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused
    limited("catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen")
    assert api.post("/eigenschappen", body, client="beperkt").status_code == 201
    assert api.patch(made["url"], {"definitie": "Anders"}, client="beperkt").status_code == 200
    assert api.delete(made["url"], client="beperkt").status_code == 204


def test_a_correction_tells_others_of_the_zaaktype(api, make, lines):
    zaaktype = make.zaaktype(published=True)
    before = len(lines.notified())
    made = make.eigenschap(zaaktype)
    api.patch(made["url"], {"naam": "Anders"})
    api.delete(made["url"])
    assert [(resource, action) for _, resource, action, _ in lines.notified()[before:]] == [
        ("zaaktype", "partial_update")
    ] * 3


def test_an_eigenschap_goes_with_its_zaaktype(api, make, zaaktype):
    made = make.eigenschap(zaaktype, statustype=make.statustype(zaaktype)["url"])
    assert api.delete(zaaktype["url"]).status_code == 204
    assert api.get(made["url"]).status_code == 404


def test_conditional_requests(api, make, zaaktype):
    url = make.eigenschap(zaaktype)["url"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.head(url)["ETag"] == etag
    assert api.patch(url, {"definitie": "x"}, if_match='"oud"').status_code == 412
    assert api.patch(url, {"definitie": "x"}, if_match=etag).status_code == 200


def test_only_who_may_read_reads(api, make, limited, zaaktype):
    url = make.eigenschap(zaaktype)["url"]
    make.publish(zaaktype)
    limited("zaken.lezen", component="zrc")
    assert api.get(url, client="beperkt").status_code == 200
    assert api.get("/eigenschappen", client="beperkt").json()["count"] == 1
    assert api.delete(url, client="beperkt").status_code == 403
    assert api.get(url, client="niets").status_code == 403
    assert api.get("/eigenschappen", client="niets").status_code == 403


def test_the_other_municipality_has_it_not(api, make, zuid, zaaktype):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    uuid = make.eigenschap(zaaktype)["url"].rpartition("/")[2]
    with serving(zuid):
        give(alles="all")
    assert api.get(f"/eigenschappen/{uuid}", municipality="zuid").status_code == 404
