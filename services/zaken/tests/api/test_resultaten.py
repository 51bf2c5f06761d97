# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def zaak(make):
    return make("zaken")["url"]


def test_a_resultaat_that_was_made_can_be_read_and_is_that_of_its_zaak(api, make, zaak):
    resultaat = make("resultaten", zaak=zaak, toelichting="Opgelost")
    assert api.get(resultaat["url"]).json() == resultaat
    assert resultaat["toelichting"] == "Opgelost"
    assert api.get(zaak).json()["resultaat"] == resultaat["url"]


def test_a_zaak_has_one_resultaat(api, make, zaak, codes, catalogue):
    make("resultaten", zaak=zaak)
    body = {"zaak": zaak, "resultaattype": catalogue.resultaattype()}
    assert codes(api.post("/resultaten", body)) == {("zaak", "unique")}


def test_a_resultaattype_is_of_the_zaaktype(api, zaak, codes, catalogue):
    other = catalogue.resultaattype(zaaktype="https://elders.test/zaaktypen/1")
    assert codes(api.post("/resultaten", {"zaak": zaak, "resultaattype": other})) == {
        ("nonFieldErrors", "zaaktype-mismatch")
    }


def test_a_resultaattype_of_another_shape_is_an_invalid_resource(api, zaak, codes, neighbours):
    other = neighbours.hold("ztc:resultaattypen/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001", {})
    assert codes(api.post("/resultaten", {"zaak": zaak, "resultaattype": other})) == {
        ("resultaattype", "invalid-resource")
    }


def test_another_type_of_the_zaaktype_is_no_resultaattype(api, zaak, codes, catalogue):
    for other in (catalogue.roltype(), catalogue.statustype()):
        assert codes(api.post("/resultaten", {"zaak": zaak, "resultaattype": other})) == {
            ("resultaattype", "invalid-resource")
        }


def test_a_resultaat_keeps_its_type_and_zaak(api, make, zaak, codes, catalogue):
    resultaat = make("resultaten", zaak=zaak)
    other = {"zaak": make("zaken")["url"], "resultaattype": catalogue.resultaattype()}
    wrong = {("zaak", "wijzigen-niet-toegelaten"), ("resultaattype", "wijzigen-niet-toegelaten")}
    assert codes(api.put(resultaat["url"], other)) == wrong
    assert codes(api.patch(resultaat["url"], other)) == wrong


def test_the_toelichting_of_a_resultaat_can_be_changed_and_is_emptied_by_a_put_without_it(api, make, zaak, lines):
    resultaat = make("resultaten", zaak=zaak, toelichting="Eerst")
    changed = api.patch(resultaat["url"], {"toelichting": "Later"})
    assert changed.json() == resultaat | {"toelichting": "Later"}
    assert changed["ETag"] == api.get(resultaat["url"])["ETag"]
    assert lines()[-1] == ("resultaat", "partial_update", True, False)
    whole = api.put(resultaat["url"], {"zaak": zaak, "resultaattype": resultaat["resultaattype"]})
    assert whole.json()["toelichting"] == ""
    assert lines()[-1] == ("resultaat", "update", True, False)
    assert api.get(f"{zaak}/audittrail").json()[-1]["wijzigingen"]["oud"]["toelichting"] == "Later"


def test_a_resultaat_that_is_deleted_is_gone_from_its_zaak(api, make, zaak, lines):
    url = make("resultaten", zaak=zaak)["url"]
    assert api.delete(url).status_code == 204
    assert api.get(url).status_code == 404
    assert api.get(zaak).json()["resultaat"] is None
    assert lines()[-1] == ("resultaat", "destroy", True, False)
    assert api.get(f"{zaak}/audittrail").json()[-1]["wijzigingen"]["nieuw"] is None


def test_a_stale_if_match_changes_and_deletes_nothing(api, make, zaak):
    url = make("resultaten", zaak=zaak)["url"]
    etag = api.get(url)["ETag"]
    assert api.patch(url, {"toelichting": "een"}, if_match=etag).status_code == 200
    assert api.patch(url, {"toelichting": "twee"}, if_match=etag).status_code == 412
    assert api.delete(url, if_match=etag).status_code == 412
    assert api.get(url).json()["toelichting"] == "een"
    assert api.delete(url, if_match=api.get(url)["ETag"]).status_code == 204


def test_resultaten_can_be_filtered(api, make, zaak):
    first, other = make("resultaten", zaak=zaak), make("resultaten", zaak=make("zaken")["url"])

    def found(query):
        return [each["url"] for each in api.get(f"/resultaten?{query}").json()["results"]]

    assert found(f"zaak={zaak}") == [first["url"]]
    assert found(f"resultaattype={other['resultaattype']}") == [other["url"]]
    assert api.get("/resultaten").json()["count"] == 2


def test_what_is_absent_cannot_be_changed(api):
    path = "/resultaten/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001"
    assert {api.get(path).status_code, api.patch(path, {}).status_code, api.delete(path).status_code} == {404}
