# SPDX-License-Identifier: EUPL-1.2
import pytest

from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def zaaktype(make, selectielijst):
    """A zaaktype that names a besluittype, and a resultaattype of it that does."""
    make.besluittype()
    return make.zaaktype(besluittypen=["Verkeersbesluit"], selectielijstProcestype=selectielijst.procestype)


@pytest.fixture
def resultaattype(make, resultaat, zaaktype):
    return make.post("/resultaattypen", resultaat | {"zaaktype": zaaktype["url"], "besluittypen": ["Verkeersbesluit"]})


def test_a_besluittype_that_was_created_can_be_read(api, make, bodies):
    catalogus = make.catalogus()["url"]
    foto = make.informatieobjecttype(published=True)
    body = bodies.besluittype | {"catalogus": catalogus}
    derived = {"zaaktypen": [make.zaaktype()["url"]], "resultaattypen": ["x"], "vastgelegdIn": ["x"], "concept": False}
    created = api.post("/besluittypen", body | derived | {"informatieobjecttypen": ["Foto"]})
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == body | {
        "url": created["Location"],
        "omschrijvingGeneriek": "",
        "besluitcategorie": "",
        "reactietermijn": None,
        "publicatietekst": "",
        "publicatietermijn": None,
        "toelichting": "",
        "eindeGeldigheid": None,
        "beginObject": "2025-01-01",
        "eindeObject": None,
        "concept": True,
        "zaaktypen": [],
        "zaaktypeIdentificaties": [],
        "resultaattypen": [],
        "resultaattypenOmschrijving": [],
        "informatieobjecttypen": [foto["url"]],
        "informatieobjecttypeOmschrijvingen": ["Foto"],
        "informatieobjecttypeOmschrijving": ["Foto"],
        "vastgelegdIn": ["Foto"],
    }
    assert api.put(created["Location"], read.json()).json() == read.json()


def test_a_besluittype_needs_its_required_fields(api, make, codes):
    needed = {"catalogus", "publicatieIndicatie", "informatieobjecttypen", "beginGeldigheid"}
    assert codes(api.post("/besluittypen", {})) == {(name, "required") for name in needed}
    made = make.besluittype()
    assert codes(api.patch(made["url"], {"reactietermijn": "zes weken", "publicatietermijn": "P0D"})) == {
        ("reactietermijn", "invalid"),
        ("publicatietermijn", "empty-duration"),
    }


def test_a_besluittype_may_have_no_omschrijving(api, make, bodies):
    body = {name: value for name, value in bodies.besluittype.items() if name != "omschrijving"}
    made = make.post("/besluittypen", body | {"catalogus": make.catalogus()["url"]})
    assert made["omschrijving"] == ""
    make.zaaktype()
    assert api.get(made["url"]).json() == made


def test_document_types_are_written_by_name_or_url_and_read_as_the_url_of_the_day(api, make, codes):
    old = make.informatieobjecttype(published=True, eindeGeldigheid="2025-12-31")
    new = make.informatieobjecttype(published=True, beginGeldigheid="2026-01-01")
    make.informatieobjecttype(omschrijving="Brief")
    made = make.besluittype(informatieobjecttypen=["Brief", old["url"], "Foto", new["url"]], published=True)
    assert made["informatieobjecttypeOmschrijvingen"] == ["Brief", "Foto"]
    for day, expected in (("2025-12-31", old), ("2026-01-01", new)):
        listed = api.get(f"/besluittypen?datumGeldigheid={day}").json()["results"]
        assert [each["informatieobjecttypen"] for each in listed] == [[expected["url"]]]
        shown = api.get(f"/informatieobjecttypen?status=alles&datumGeldigheid={day}").json()["results"]
        assert [each["besluittypen"] for each in shown] == [[made["url"]]] * 2
        assert [each["besluittypeOmschrijving"] for each in shown] == [["Verkeersbesluit"]] * 2
    elsewhere = make.informatieobjecttype(catalogus=make.catalogus(domein="ANDER")["url"])
    assert api.get(elsewhere["url"]).json()["besluittypen"] == []
    assert codes(api.patch(made["url"], {"informatieobjecttypen": ["Onbekend", elsewhere["url"]]})) == {
        ("informatieobjecttypen", "does_not_exist"),
        ("informatieobjecttypen", "relations-incorrect-catalogus"),
    }


def test_a_document_type_shows_no_besluittype_that_is_a_concept(api, make):
    foto, made = make.informatieobjecttype(), make.besluittype(informatieobjecttypen=["Foto"])
    shown = api.get(foto["url"]).json()
    assert (shown["besluittypen"], shown["besluittypeOmschrijving"]) == ([], ["Verkeersbesluit"])
    make.publish(made)
    assert api.get(foto["url"]).json()["besluittypen"] == [made["url"]]


def test_a_name_that_stands_for_nothing_any_more_may_stay(api, make, codes):
    foto = make.informatieobjecttype()
    made = make.besluittype(informatieobjecttypen=["Foto"])
    assert api.delete(foto["url"]).status_code == 204
    kept = api.patch(made["url"], {"informatieobjecttypen": ["Foto"]})
    assert kept.json() == made
    assert codes(api.patch(made["url"], {"informatieobjecttypen": ["Brief"]})) == {
        ("informatieobjecttypen", "does_not_exist")
    }


def test_a_besluittype_that_moves_must_find_its_names_again(api, make, codes):
    make.informatieobjecttype()
    made = make.besluittype(informatieobjecttypen=["Foto"])
    other = make.catalogus(domein="ANDER")["url"]
    refused = {("informatieobjecttypen", "does_not_exist")}
    assert codes(api.patch(made["url"], {"catalogus": other})) == refused
    assert codes(api.patch(made["url"], {"catalogus": other, "informatieobjecttypen": ["Foto"]})) == refused
    assert api.patch(made["url"], {"catalogus": other, "informatieobjecttypen": []}).json()["catalogus"] == other
    make.informatieobjecttype(catalogus=other)
    moved = make.besluittype(informatieobjecttypen=["Foto"])
    assert api.patch(moved["url"], {"catalogus": other}).json()["informatieobjecttypeOmschrijvingen"] == ["Foto"]


def test_a_besluittype_shows_the_zaaktypen_and_resultaattypen_that_name_it(api, make, zaaktype, resultaattype):
    made = make.besluittype(published=True)
    unrelated = make.besluittype(omschrijving="Ander")
    elsewhere = make.besluittype(catalogus=make.catalogus(domein="ANDER")["url"])

    def shown(of=made):
        body = api.get(of["url"]).json()
        names = ("zaaktypen", "zaaktypeIdentificaties", "resultaattypen", "resultaattypenOmschrijving")
        return [body[name] for name in names]

    assert shown() == [[], ["MELDING"], [], ["Hersteld"]]
    make.publish(zaaktype)
    assert shown() == [[zaaktype["url"]], ["MELDING"], [resultaattype["url"]], ["Hersteld"]]
    assert shown(unrelated) == shown(elsewhere) == [[], [], [], []]
    for day, found in (("2024-12-31", 0), ("2025-01-01", 1)):
        assert len(api.get(f"/besluittypen?datumGeldigheid={day}").json()["results"]) == found
    assert api.patch(zaaktype["url"], {"eindeGeldigheid": "2025-01-31"}).status_code == 200
    assert shown() == [[], ["MELDING"], [], ["Hersteld"]]
    [listed] = api.get("/besluittypen?datumGeldigheid=2025-01-31").json()["results"]
    assert (listed["zaaktypen"], listed["resultaattypen"]) == ([zaaktype["url"]], [resultaattype["url"]])


def test_zaaktypen_and_resultaattypen_name_besluittypen(api, make, codes, zaaktype, resultaattype):
    def shown():
        bodies = [api.get(each["url"]).json() for each in (zaaktype, resultaattype)]
        return [(body["besluittypen"], body["besluittypeOmschrijving"]) for body in bodies]

    assert shown() == [([], ["Verkeersbesluit"])] * 2
    made = make.besluittype(published=True)
    assert shown() == [([made["url"]], ["Verkeersbesluit"])] * 2
    ended = {"eindeGeldigheid": "2025-12-31"}
    assert api.patch(made["url"], ended).status_code == 200
    new = make.besluittype(published=True, beginGeldigheid="2026-01-01")
    for day, expected in (("2025-12-31", made), ("2026-01-01", new)):
        [listed] = api.get(f"/zaaktypen?status=alles&datumGeldigheid={day}").json()["results"]
        assert listed["besluittypen"] == [expected["url"]]
        [listed] = api.get(f"/resultaattypen?status=alles&datumGeldigheid={day}").json()["results"]
        assert listed["besluittypen"] == [expected["url"]]
    for each in (zaaktype, resultaattype):
        by_url = api.patch(each["url"], {"besluittypen": [made["url"], new["url"]]})
        assert by_url.json()["besluittypeOmschrijving"] == ["Verkeersbesluit"]
        stranger = make.besluittype(catalogus=make.catalogus(domein="VREEM")["url"])
        assert codes(api.patch(each["url"], {"besluittypen": ["Onbekend", stranger["url"], made["catalogus"]]})) == {
            ("besluittypen", "does_not_exist"),
            ("besluittypen", "relations-incorrect-catalogus"),
            ("besluittypen", "incorrect_match"),
        }
        assert api.delete(stranger["url"]).status_code == 204
        assert api.delete(stranger["catalogus"]).status_code == 204


def test_a_besluittype_that_is_gone_may_still_be_named_by_who_named_it(api, make, codes, zaaktype, resultaattype):
    for each in api.get("/besluittypen?status=alles").json()["results"]:
        assert api.delete(each["url"]).status_code == 204
    for each in (zaaktype, resultaattype):
        kept = api.patch(each["url"], {"besluittypen": ["Verkeersbesluit"]})
        assert kept.json()["besluittypeOmschrijving"] == ["Verkeersbesluit"]
    other = make.zaaktype(identificatie="ANDERS", selectielijstProcestype=zaaktype["selectielijstProcestype"])
    refused = {("besluittypen", "does_not_exist")}
    assert codes(api.patch(other["url"], {"besluittypen": ["Verkeersbesluit"]})) == refused
    moved = {"zaaktype": other["url"]}
    assert codes(api.patch(resultaattype["url"], moved)) == refused
    assert codes(api.patch(resultaattype["url"], moved | {"besluittypen": ["Verkeersbesluit"]})) == refused


def test_a_zaaktype_that_moves_must_find_its_besluittypen_again(api, make, codes, zaaktype, resultaattype):
    other = make.catalogus(domein="ANDER")["url"]
    refused = {("besluittypen", "does_not_exist"), ("nonFieldErrors", "does_not_exist")}
    assert codes(api.patch(zaaktype["url"], {"catalogus": other})) == refused
    without = {"catalogus": other, "besluittypen": []}
    assert codes(api.patch(zaaktype["url"], without)) == {("nonFieldErrors", "does_not_exist")}
    make.besluittype(catalogus=other)
    assert api.patch(zaaktype["url"], {"catalogus": other}).json()["besluittypeOmschrijving"] == ["Verkeersbesluit"]


def test_a_zaaktype_may_be_published_while_its_besluittypen_are_concepts(make, zaaktype):
    published = make.publish(zaaktype)
    assert (published["concept"], published["besluittypeOmschrijving"]) == (False, ["Verkeersbesluit"])


def test_a_published_besluittype_does_not_change(api, make, codes, limited):
    limited("catalogi.schrijven")
    made = make.besluittype(published=True)
    refused = {("nonFieldErrors", "non-concept-object")}
    assert codes(api.put(made["url"], made, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {"toelichting": "x"}, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused
    assert api.patch(made["url"], {"eindeGeldigheid": "2030-01-01"}, client="beperkt").status_code == 200


def test_a_published_besluittype_can_be_corrected(api, make, limited):
    made = make.besluittype(published=True)
    limited("catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen")
    assert api.patch(made["url"], {"toelichting": "x"}, client="beperkt").json()["toelichting"] == "x"
    assert api.delete(made["url"], client="beperkt").status_code == 204


def test_published_versions_do_not_overlap(api, make, codes):
    first, second = make.besluittype(published=True), make.besluittype(beginGeldigheid="2026-01-01")
    assert codes(api.post(f"{second['url']}/publish")) == {("beginGeldigheid", "overlap")}
    api.patch(first["url"], {"eindeGeldigheid": "2025-12-31"})
    make.publish(second)
    assert codes(api.patch(first["url"], {"eindeGeldigheid": "2026-01-01"})) == {("eindeGeldigheid", "overlap")}
    spans = [api.get(each["url"]).json() for each in (first, second)]
    assert [(each["beginObject"], each["eindeObject"]) for each in spans] == [("2025-01-01", None)] * 2
    make.besluittype(published=True, omschrijving="Ander")
    make.besluittype(published=True, catalogus=make.catalogus(domein="ANDER")["url"])


def test_publishing_twice_changes_nothing(api, make, lines):
    made = make.besluittype(published=True)
    before = lines.notified()
    assert api.post(f"{made['url']}/publish").json() == made
    assert lines.notified() == before


def test_a_besluittype_notifies_on_its_own_kanaal(api, make, lines):
    made = make.besluittype(published=True)
    api.put(made["url"], made)
    api.patch(made["url"], {"toelichting": "x"})
    api.delete(made["url"])
    reference = f"ztc:besluittypen/{made['url'].rpartition('/')[2]}"
    assert lines.notified() == [
        ("besluittypen", "besluittype", action, reference)
        for action in ("create", "partial_update", "update", "partial_update", "destroy")
    ]


def test_an_etag_changes_with_the_zaaktypen_that_name_it(api, make):
    made = make.besluittype(published=True)
    etag = api.get(made["url"])["ETag"]
    assert api.get(made["url"], if_none_match=etag).status_code == 304
    assert api.head(made["url"])["ETag"] == etag
    make.zaaktype(besluittypen=[made["url"]])
    assert api.get(made["url"], if_none_match=etag).json()["zaaktypeIdentificaties"] == ["MELDING"]
    assert api.patch(made["url"], {"eindeGeldigheid": "2030-01-01"}, if_match=etag).status_code == 412


def test_a_page_of_besluittypen_takes_one_statement(api, make):
    make.informatieobjecttype(published=True)
    for number in range(5):
        make.besluittype(omschrijving=f"B{number}", informatieobjecttypen=["Foto"])
        make.zaaktype(identificatie=f"Z{number}", besluittypen=[f"B{number}"])
    api.get("/besluittypen?status=alles")
    with statements() as seen:
        assert api.get("/besluittypen?status=alles").json()["count"] == 5
    assert len(seen) == 1


def test_a_filter_that_takes_a_url_takes_nothing_else(api, codes):
    for name, other in (("zaaktypen", "informatieobjecttypen"), ("informatieobjecttypen", "zaaktypen")):
        assert codes(api.get(f"/besluittypen?{name}=Verkeersbesluit")) == {(name, "invalid")}
        assert codes(api.get(f"/besluittypen?{name}=")) == {(name, "invalid")}
        wrong = f"http://testserver/noord/catalogi/api/v1/{other}/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5"
        assert codes(api.get(f"/besluittypen?{name}={wrong}")) == {(name, "invalid-type")}
        assert api.get(f"/besluittypen?status=alles&{name}=https://elders.test/1").json()["count"] == 0


def test_who_reads_zaken_reads_besluittypen(api, make, limited):
    url = make.besluittype(published=True)["url"]
    limited("zaken.lezen", component="zrc")
    assert api.get(url, client="beperkt").status_code == 200
    assert api.get("/besluittypen", client="beperkt").json()["count"] == 1
    assert api.post(f"{url}/publish", client="beperkt").status_code == 403
    assert api.delete(url, client="beperkt").status_code == 403
    assert api.get(url, client="niets").status_code == 403
    assert api.get("/besluittypen", client="niets").status_code == 403


def test_the_other_municipality_has_it_not(api, make, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    uuid = make.besluittype(published=True)["url"].rpartition("/")[2]
    with serving(zuid):
        give(alles="all")
    assert api.get(f"/besluittypen/{uuid}", municipality="zuid").status_code == 404
