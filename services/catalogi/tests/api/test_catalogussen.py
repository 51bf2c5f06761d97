# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db
NAAM = {"contactpersoonBeheerNaam": "Beheer"}


def test_a_catalogus_that_was_created_can_be_read(api, bodies):
    created = api.post("/catalogussen", bodies.catalogus)
    assert created.status_code == 201, created.content
    assert created["API-version"] == "1.3.3"
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == {
        "url": created["Location"],
        "domein": "VOORB",
        "rsin": "851234562",
        "contactpersoonBeheerNaam": "Beheer",
        "contactpersoonBeheerTelefoonnummer": "",
        "contactpersoonBeheerEmailadres": "",
        "zaaktypen": [],
        "besluittypen": [],
        "besluittypeOmschrijving": [],
        "informatieobjecttypen": [],
        "informatieobjecttypeOmschrijving": [],
        "naam": "",
        "versie": "",
        "begindatumVersie": None,
    }


def test_a_catalogus_shows_its_types(api, make):
    zaaktype, first, second = make.zaaktype(), make.informatieobjecttype(), make.informatieobjecttype(published=True)
    besluittype = make.besluittype()
    catalogus = api.get(make.catalogus()["url"]).json()
    assert catalogus["besluittypen"] == [besluittype["url"]]
    assert catalogus["besluittypeOmschrijving"] == ["Verkeersbesluit"]
    other = make.catalogus(domein="ANDER")
    assert other["besluittypen"] == other["besluittypeOmschrijving"] == []
    assert catalogus["zaaktypen"] == [zaaktype["url"]]
    assert catalogus["informatieobjecttypen"] == [first["url"], second["url"]]
    assert catalogus["informatieobjecttypeOmschrijving"] == ["Foto"]


def test_everything_that_is_wrong_is_said_at_once(api, codes):
    assert codes(api.post("/catalogussen", {"domein": "VOORB\n", "rsin": "851234562", **NAAM})) == {
        ("domein", "max_length"),
        ("domein", "invalid"),
    }
    body = {"domein": "klein", "rsin": "123456789", "contactpersoonBeheerEmailadres": "geen adres"}
    assert codes(api.post("/catalogussen", body)) == {
        ("domein", "invalid"),
        ("rsin", "invalid"),
        ("contactpersoonBeheerNaam", "required"),
        ("contactpersoonBeheerEmailadres", "invalid"),
    }


@pytest.mark.parametrize("domein", ["A", "VTH", "VOORB"])
def test_a_domein_is_one_to_five_capitals(api, bodies, domein):
    created = api.post("/catalogussen", bodies.catalogus | {"domein": domein})
    assert created.json()["domein"] == domein
    assert api.get(f"/catalogussen?domein={domein}").json()["count"] == 1


@pytest.mark.parametrize(
    ("domein", "code"),
    [("", "blank"), ("TELANG", "max_length"), ("vth", "invalid"), ("V T", "invalid"), ("É", "invalid")],
)
def test_a_domein_of_other_than_one_to_five_capitals_is_refused(api, bodies, codes, domein, code):
    assert ("domein", code) in codes(api.post("/catalogussen", bodies.catalogus | {"domein": domein}))


def test_an_organisation_has_one_catalogus_for_a_domein(api, make, codes, bodies):
    make.catalogus()
    other = make.catalogus(domein="ANDER")
    again = api.post("/catalogussen", bodies.catalogus)
    assert codes(again) == {("nonFieldErrors", "unique")}
    assert "851234562" in again.json()["invalidParams"][0]["reason"]
    assert "VOORB" in again.json()["invalidParams"][0]["reason"]
    assert codes(api.patch(other["url"], {"domein": "VOORB"})) == {("nonFieldErrors", "unique")}
    assert api.post("/catalogussen", bodies.catalogus | {"rsin": "111222333"}).status_code == 201


def test_the_other_municipality_has_it_not(api, make, zuid, bodies):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    uuid = make.catalogus()["url"].rpartition("/")[2]
    with serving(zuid):
        give(alles="all")
    assert api.get(f"/catalogussen/{uuid}", municipality="zuid").status_code == 404
    assert api.post("/catalogussen", bodies.catalogus, municipality="zuid").status_code == 201


def test_a_put_empties_what_it_leaves_out(api, make, bodies):
    made = make.catalogus(naam="Voorbeeld", begindatumVersie="2026-01-01")
    changed = api.put(made["url"], bodies.catalogus)
    assert changed.status_code == 200, changed.content
    assert (changed.json()["naam"], changed.json()["begindatumVersie"]) == ("", None)
    assert api.patch(made["url"], {"naam": None}).json()["naam"] == ""
    assert api.patch(made["url"], {"naam": "Nieuw"}).json()["naam"] == "Nieuw"
    assert api.get(made["url"]).json()["rsin"] == "851234562"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("domein=VOORB", ["VOORB"]),
        ("domein__in=VOORB,ANDER", ["VOORB", "ANDER"]),
        ("rsin=111222333", ["DERDE"]),
        ("rsin__in=111222333,851234562&domein=ANDER", ["ANDER"]),
        ("domein=GEENE", []),
    ],
)
def test_a_list_is_filtered(api, make, query, found):
    make.catalogus()
    make.catalogus(domein="ANDER")
    make.catalogus(domein="DERDE", rsin="111222333")
    assert {each["domein"] for each in api.get(f"/catalogussen?{query}").json()["results"]} == set(found)


def test_an_unknown_parameter_is_refused(api, codes):
    assert codes(api.get("/catalogussen?naam=x")) == {("nonFieldErrors", "unknown-parameters")}


def test_an_etag_changes_with_what_is_shown(api, make):
    url = make.catalogus()["url"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.head(url)["ETag"] == etag
    make.zaaktype()
    assert api.get(url, if_none_match=etag).status_code == 200
    assert api.patch(url, {"naam": "x"}, if_match=etag).status_code == 412
    fresh = api.get(url)["ETag"]
    changed = api.patch(url, {"naam": "x"}, if_match=fresh)
    assert changed.status_code == 200
    assert changed["ETag"] == api.get(url)["ETag"]


def test_a_catalogus_with_types_is_not_removed(api, make):
    zaaktype = make.zaaktype()
    refused = api.delete(make.catalogus()["url"])
    assert refused.status_code == 409
    assert refused.json()["code"] == "CATALOG_NOT_EMPTY"
    assert refused.json()["detail"] == "De catalogus kan niet worden verwijderd omdat deze nog items bevat."
    assert "invalidParams" not in refused.json()
    assert api.delete(zaaktype["url"]).status_code == 204
    assert api.delete(make.catalogus()["url"]).status_code == 204
    assert api.get(make.catalogus()["url"]).status_code == 404


def test_a_catalogus_notifies_nobody_and_stands_in_the_journal(make, api, lines):
    url = make.catalogus()["url"]
    api.patch(url, {"naam": "x"})
    api.delete(url)
    assert [(each.resource, each.action, each.notify) for each in lines.all()] == [
        ("catalogus", "create", False),
        ("catalogus", "partial_update", False),
        ("catalogus", "destroy", False),
    ]


@pytest.mark.parametrize(
    ("component", "scope", "status"),
    [
        ("ztc", "catalogi.lezen", 200),
        ("zrc", "zaken.lezen", 200),
        ("drc", "documenten.lezen", 200),
        ("ztc", "catalogi.schrijven", 403),
        ("brc", "catalogi.lezen", 403),
    ],
)
def test_who_reads_zaken_or_documenten_reads_types_too(api, make, limited, component, scope, status):
    url = make.catalogus()["url"]
    limited(scope, component=component)
    assert api.get(url, client="beperkt").status_code == status
    assert api.get("/catalogussen", client="beperkt").status_code == status
    assert api.head(url, client="beperkt").status_code == status


def test_only_who_may_write_writes(api, make, bodies, limited):
    url = make.catalogus()["url"]
    limited("catalogi.lezen")
    assert api.post("/catalogussen", bodies.catalogus, client="beperkt").status_code == 403
    assert api.put(url, bodies.catalogus, client="beperkt").status_code == 403
    assert api.patch(url, {}, client="beperkt").status_code == 403
    assert api.delete(url, client="beperkt").status_code == 403
    limited("catalogi.geforceerd-schrijven")
    assert api.post("/catalogussen", bodies.catalogus, client="beperkt").status_code == 403
    assert api.patch(url, {"naam": "x"}, client="beperkt").status_code == 200
    limited("catalogi.geforceerd-verwijderen")
    assert api.delete(url, client="beperkt").status_code == 204
