# SPDX-License-Identifier: EUPL-1.2
"""The history model, as clients see it: a name is the version of a day."""

from datetime import UTC, datetime

import pytest

from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions(api, make):
    """Two published versions of DEEL, and of Foto, with the new year between them."""

    def pair(maker, name, value):
        old = maker(published=True, **{name: value}, eindeGeldigheid="2025-12-31")
        return old["url"], maker(published=True, **{name: value}, beginGeldigheid="2026-01-01")["url"]

    return pair(make.zaaktype, "identificatie", "DEEL"), pair(make.informatieobjecttype, "omschrijving", "Foto")


@pytest.fixture
def clock(monkeypatch):
    """Set the clock: `clock(2025, 12, 31, 23, 30)`, in UTC."""
    return lambda *instant: monkeypatch.setattr("servicekit.clock.now", lambda: datetime(*instant, tzinfo=UTC))


def test_a_relation_by_name_is_the_version_of_the_day(api, make, versions):
    (old, new), _ = versions
    url = make.zaaktype(deelzaaktypen=["DEEL"])["url"]
    for day, expected in (("2025-12-31", old), ("2026-01-01", new)):
        shown = api.get(f"{url}?datumGeldigheid={day}").json()
        assert shown["deelzaaktypen"] == [expected]
        assert shown["deelzaaktypeIdentificaties"] == ["DEEL"]


def test_a_list_for_a_day_shows_the_relations_of_that_day(api, make, versions):
    (old, _), (photo, _) = versions
    zaaktype = make.zaaktype(deelzaaktypen=["DEEL"])
    make.ziot(zaaktype, informatieobjecttype="Foto")
    make.publish(zaaktype)
    listed = api.get("/zaaktypen?identificatie=MELDING&datumGeldigheid=2025-06-01").json()["results"]
    assert [each["deelzaaktypen"] for each in listed] == [[old]]
    assert [each["informatieobjecttypen"] for each in listed] == [[photo]]


def test_the_day_is_that_of_amsterdam(api, make, versions, clock):
    (old, new), (photo, newer_photo) = versions
    zaaktype = make.zaaktype(deelzaaktypen=["DEEL"])
    make.ziot(zaaktype, informatieobjecttype="Foto")
    clock(2025, 12, 31, 22, 30)
    before = api.get(zaaktype["url"])
    assert (before.json()["deelzaaktypen"], before.json()["informatieobjecttypen"]) == ([old], [photo])
    assert api.get(zaaktype["url"], if_none_match=before["ETag"]).status_code == 304
    clock(2025, 12, 31, 23, 30)
    after = api.get(zaaktype["url"], if_none_match=before["ETag"])
    assert (after.json()["deelzaaktypen"], after.json()["informatieobjecttypen"]) == ([new], [newer_photo])
    assert api.get("/zaaktypen?status=concept").json()["results"] == [after.json()]


def test_a_zaaktype_that_is_not_valid_on_the_day_is_not_found(api, make):
    url = make.zaaktype(eindeGeldigheid="2025-06-30")["url"]
    assert api.get(f"{url}?datumGeldigheid=2025-06-30").status_code == 200
    assert api.get(f"{url}?datumGeldigheid=2025-07-01").status_code == 404
    assert api.get(f"{url}?datumGeldigheid=2024-12-31").status_code == 404
    assert api.get(f"{url}?datumGeldigheid=2024-12-31", client="niets").status_code == 403
    assert api.get(f"{url}?datumGeldigheid=gisteren").status_code == 400
    assert api.get(url).status_code == 200


def test_a_relation_with_a_document_type_is_the_version_of_the_day_and_a_name_while_there_is_none(
    api, make, versions, clock
):
    _, (photo, newer_photo) = versions
    zaaktype = make.zaaktype(published=False)
    url = make.ziot(zaaktype, informatieobjecttype="Foto")["url"]
    clock(2025, 12, 31, 22, 30)
    before = api.get(url)
    assert before.json()["informatieobjecttype"] == photo
    clock(2025, 12, 31, 23, 30)
    after = api.get(url, if_none_match=before["ETag"])
    assert (after.status_code, after.json()["informatieobjecttype"]) == (200, newer_photo)
    listed = api.get("/zaaktype-informatieobjecttypen?status=alles").json()["results"]
    assert [each["informatieobjecttype"] for each in listed] == [newer_photo]
    clock(2024, 6, 1, 12)
    shown = api.get(url).json()
    assert shown["informatieobjecttype"] == "Foto"
    assert api.put(url, shown).json() == shown


def test_a_relation_shows_the_version_of_its_own_catalogus(api, make):
    other = make.catalogus(domein="ANDER")["url"]
    make.informatieobjecttype(published=True, catalogus=other)
    concept = make.informatieobjecttype(omschrijving='Foto "A"')
    make.informatieobjecttype(published=True, catalogus=other, omschrijving='Foto "A"')
    made = make.ziot(make.zaaktype(), informatieobjecttype='Foto "A"')
    assert made["informatieobjecttype"] == 'Foto "A"'
    make.publish(concept)
    assert api.get(made["url"]).json()["informatieobjecttype"] == concept["url"]


def test_variants_of_a_day_have_an_etag_of_their_own(api, make, versions):
    url = make.zaaktype(deelzaaktypen=["DEEL"])["url"]
    old = api.get(f"{url}?datumGeldigheid=2025-12-31")["ETag"]
    new = api.get(f"{url}?datumGeldigheid=2026-01-01")["ETag"]
    assert old != new
    assert api.get(f"{url}?datumGeldigheid=2025-12-31", if_none_match=old).status_code == 304


def test_a_concept_is_a_name_without_a_url(api, make):
    deel = make.zaaktype(identificatie="DEEL")
    made = make.zaaktype(deelzaaktypen=["DEEL"])
    assert (made["deelzaaktypen"], made["deelzaaktypeIdentificaties"]) == ([], ["DEEL"])
    make.publish(deel)
    assert api.get(made["url"]).json()["deelzaaktypen"] == [deel["url"]]


def test_a_url_of_any_version_is_kept_as_the_name(api, make, versions):
    (old, new), _ = versions
    made = make.zaaktype(deelzaaktypen=[old, "DEEL", new])
    assert made["deelzaaktypeIdentificaties"] == ["DEEL"]
    assert api.get(f"{made['url']}?datumGeldigheid=2026-01-01").json()["deelzaaktypen"] == [new]


def test_a_zaaktype_may_name_itself(api, make):
    made = make.zaaktype(deelzaaktypen=["MELDING"])
    assert made["deelzaaktypeIdentificaties"] == ["MELDING"]
    assert make.publish(made)["deelzaaktypen"] == [made["url"]]


def test_deelzaaktypen_are_known_in_the_catalogus(api, make, codes):
    made = make.zaaktype()
    elsewhere = make.zaaktype(identificatie="ELDERS", catalogus=make.catalogus(domein="ANDER")["url"])
    for given, code in (
        ("ONBEKEND", "does_not_exist"),
        ("ELDERS", "does_not_exist"),
        (elsewhere["url"], "relations-incorrect-catalogus"),
        (made["catalogus"], "incorrect_match"),
        (f"{made['url'][:-4]}0000", "does_not_exist"),
        ("https://elders.test/zaaktypen/1", "no_match"),
    ):
        assert codes(api.patch(made["url"], {"deelzaaktypen": [given]})) == {("deelzaaktypen", code)}


def test_a_related_zaaktype_is_named_in_the_catalogus_and_pinned_elsewhere(api, make, versions, codes):
    (old, new), _ = versions
    elsewhere = make.zaaktype(identificatie="ELDERS", catalogus=make.catalogus(domein="ANDER")["url"])["url"]
    vendor = 'https://ztc.elders.test/zaaktypen/1"a'
    related = [
        {"zaaktype": old, "aardRelatie": "vervolg"},
        {"zaaktype": elsewhere, "aardRelatie": "bijdrage", "toelichting": 'met "aanhaling" \u001e\u001fx'},
        {"zaaktype": vendor, "aardRelatie": "onderwerp"},
    ]
    made = make.zaaktype(gerelateerdeZaaktypen=related)
    assert api.get(f"{made['url']}?datumGeldigheid=2026-01-01").json()["gerelateerdeZaaktypen"] == [
        {"zaaktype": new, "zaaktypeIdentificatie": "DEEL", "aardRelatie": "vervolg", "toelichting": ""},
        {"zaaktype": elsewhere, "zaaktypeIdentificatie": "ELDERS", **related[1]},
        {"zaaktype": vendor, "zaaktypeIdentificatie": "", "aardRelatie": "onderwerp", "toelichting": ""},
    ]
    assert api.get(f"{made['url']}?datumGeldigheid=2025-12-31").json()["gerelateerdeZaaktypen"][0]["zaaktype"] == old
    wrong = [{"zaaktype": "ONBEKEND", "aardRelatie": "vervolg"}, {"zaaktype": "DEEL"}]
    assert codes(api.patch(made["url"], {"gerelateerdeZaaktypen": wrong})) == {
        ("gerelateerdeZaaktypen.1.aardRelatie", "required")
    }
    assert codes(api.patch(made["url"], {"gerelateerdeZaaktypen": wrong[:1]})) == {
        ("gerelateerdeZaaktypen.0.zaaktype", "does_not_exist")
    }
    long = [{"zaaktype": f"https://ztc.elders.test/{'x' * 200}", "aardRelatie": "vervolg"}]
    assert codes(api.patch(made["url"], {"gerelateerdeZaaktypen": long})) == {
        ("gerelateerdeZaaktypen.0.zaaktype", "max_length")
    }


def test_a_related_zaaktype_without_a_valid_version_has_no_url(make):
    make.zaaktype(identificatie="DEEL")
    made = make.zaaktype(gerelateerdeZaaktypen=[{"zaaktype": "DEEL", "aardRelatie": "vervolg"}])
    assert made["gerelateerdeZaaktypen"] == [
        {"zaaktype": "", "zaaktypeIdentificatie": "DEEL", "aardRelatie": "vervolg", "toelichting": ""}
    ]


def test_a_zaaktype_that_moves_must_find_its_names_again(api, make, codes):
    make.informatieobjecttype()
    make.zaaktype(identificatie="DEEL")
    made = make.zaaktype(deelzaaktypen=["DEEL"], gerelateerdeZaaktypen=[{"zaaktype": "DEEL", "aardRelatie": "vervolg"}])
    make.ziot(made, informatieobjecttype="Foto")
    roltype = make.roltype(made)
    other = make.catalogus(domein="ANDER")["url"]
    assert codes(api.patch(made["url"], {"catalogus": other})) == {
        ("deelzaaktypen", "does_not_exist"),
        ("gerelateerdeZaaktypen.0.zaaktype", "does_not_exist"),
        ("nonFieldErrors", "does_not_exist"),
    }
    make.informatieobjecttype(catalogus=other)
    make.zaaktype(catalogus=other, identificatie="DEEL")
    assert api.patch(made["url"], {"catalogus": other}).json()["catalogus"] == other
    assert api.get(roltype["url"]).json()["catalogus"] == other


def test_the_period_of_an_object_spans_its_versions(api, make):
    first = make.zaaktype(published=True, eindeGeldigheid="2025-12-31")
    second = make.zaaktype(beginGeldigheid="2026-01-01", eindeGeldigheid="2026-12-31")
    roltype = make.roltype(second)
    for url in (first["url"], second["url"], roltype["url"]):
        shown = api.get(url).json()
        assert (shown["beginObject"], shown["eindeObject"]) == ("2025-01-01", "2026-12-31")


def test_what_another_release_stored_is_answered_as_this_one_would(api, make, versions, noord):
    from catalogi.models import ZaakType

    made = make.zaaktype(deelzaaktypen=["DEEL"])
    fresh = api.get(made["url"]).json()
    ZaakType.objects.update(body='{"oud": true}', shape="oud")
    assert api.get(made["url"]).json() == fresh
    listed = api.get("/zaaktypen?status=concept").json()["results"]
    assert listed == [fresh]


def test_a_page_with_many_relations_takes_one_statement(api, make, versions):
    for number in range(5):
        zaaktype = make.zaaktype(identificatie=f"Z{number}", deelzaaktypen=["DEEL"])
        make.ziot(zaaktype, informatieobjecttype="Foto")
    api.get("/zaaktypen?status=alles")
    with statements() as seen:
        assert api.get("/zaaktypen?status=alles").json()["count"] == 7
    assert len(seen) == 1
