# SPDX-License-Identifier: EUPL-1.2
import pytest

from catalogi.actions import kinderen
from catalogi.models import ZaakType
from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db


def test_a_statustype_that_was_created_can_be_read(api, make, bodies):
    zaaktype = make.zaaktype(eindeGeldigheid="2027-12-31")
    created = api.post("/statustypen", bodies.statustype | {"zaaktype": zaaktype["url"]})
    assert created.status_code == 201, created.content
    read = api.get(created["Location"])
    assert read.json() == created.json()
    assert read.json() == {
        "url": created["Location"],
        "omschrijving": "Ontvangen",
        "omschrijvingGeneriek": "",
        "statustekst": "",
        "zaaktype": zaaktype["url"],
        "zaaktypeIdentificatie": "MELDING",
        "catalogus": zaaktype["catalogus"],
        "volgnummer": 1,
        "isEindstatus": True,
        "informeren": False,
        "doorlooptijd": None,
        "toelichting": None,
        "checklistitemStatustype": [],
        "eigenschappen": [],
        "beginGeldigheid": "2025-01-01",
        "eindeGeldigheid": "2027-12-31",
        "beginObject": "2025-01-01",
        "eindeObject": "2027-12-31",
    }
    assert api.put(created["Location"], read.json()).json() == read.json()


def test_a_statustype_needs_its_required_fields(api, make, codes):
    assert codes(api.post("/statustypen", {"checklistitemStatustype": [{"itemnaam": "x"}]})) == {
        ("zaaktype", "required"),
        ("omschrijving", "required"),
        ("volgnummer", "required"),
        ("checklistitemStatustype.0.vraagstelling", "required"),
    }
    made = make.statustype(make.zaaktype())
    assert codes(api.patch(made["url"], {"volgnummer": 0})) == {("volgnummer", "min_value")}
    assert codes(api.patch(made["url"], {"volgnummer": 10000})) == {("volgnummer", "max_value")}


def test_the_highest_volgnummer_is_the_eindstatus(api, make):
    zaaktype = make.zaaktype()
    first, last, middle = (make.statustype(zaaktype, volgnummer=number) for number in (1, 9, 5))

    def ends():
        return [api.get(each["url"]).json()["isEindstatus"] for each in (first, middle, last)]

    assert ends() == [False, False, True]
    api.patch(first["url"], {"volgnummer": 10})
    assert ends() == [True, False, False]
    api.patch(first["url"], {"volgnummer": 1})
    assert ends() == [False, False, True]
    api.delete(last["url"])
    assert [api.get(each["url"]).json()["isEindstatus"] for each in (first, middle)] == [False, True]


def test_a_zaaktype_shows_its_statustypen_in_order(api, make):
    zaaktype = make.zaaktype()
    etag = api.get(zaaktype["url"])["ETag"]
    second, first = make.statustype(zaaktype, volgnummer=2), make.statustype(zaaktype, volgnummer=1)
    shown = api.get(zaaktype["url"], if_none_match=etag)
    assert shown.json()["statustypen"] == [first["url"], second["url"]]
    api.delete(first["url"])
    assert api.get(zaaktype["url"]).json()["statustypen"] == [second["url"]]


def test_a_statustype_moves_to_another_zaaktype(api, make):
    one, other = make.zaaktype(), make.zaaktype(identificatie="ANDERS", beginGeldigheid="2026-01-01")
    stays, moves = make.statustype(one, volgnummer=1), make.statustype(one, volgnummer=2)
    make.informatieobjecttype()
    ziot = make.ziot(one, informatieobjecttype="Foto", statustype=moves["url"])
    moved = api.patch(moves["url"], {"zaaktype": other["url"]})
    assert moved.status_code == 200, moved.content
    assert moved.json()["zaaktypeIdentificatie"] == "ANDERS"
    assert moved.json()["beginGeldigheid"] == "2026-01-01"
    assert api.get(one["url"]).json()["statustypen"] == [stays["url"]]
    assert api.get(other["url"]).json()["statustypen"] == [moves["url"]]
    assert api.get(stays["url"]).json()["isEindstatus"] is True
    assert api.get(ziot["url"]).json()["statustype"] is None


def test_a_statustype_that_stays_keeps_its_document_types(api, make):
    zaaktype = make.zaaktype()
    statustype, other = make.statustype(zaaktype), make.statustype(zaaktype, volgnummer=2)
    make.informatieobjecttype()
    ziot = make.ziot(zaaktype, informatieobjecttype="Foto", statustype=statustype["url"])
    assert api.patch(statustype["url"], {"volgnummer": 3}).json()["isEindstatus"] is True
    assert api.patch(other["url"], {"zaaktype": make.zaaktype(identificatie="ANDERS")["url"]}).status_code == 200
    assert api.delete(other["url"]).status_code == 204
    assert api.get(ziot["url"]).json() == ziot


def test_what_a_zaaktype_changes_its_statustypen_show(api, make):
    zaaktype = make.zaaktype()
    made = make.statustype(zaaktype)
    changes = {"identificatie": "NIEUW", "beginGeldigheid": "2025-02-01", "eindeGeldigheid": "2028-01-01"}
    assert api.patch(zaaktype["url"], changes).status_code == 200
    shown = api.get(made["url"]).json()
    assert (shown["zaaktypeIdentificatie"], shown["beginGeldigheid"]) == ("NIEUW", "2025-02-01")
    assert (shown["beginObject"], shown["eindeObject"]) == ("2025-02-01", "2028-01-01")


def test_a_period_that_is_repeated_is_that_of_the_zaaktype(api, make, bodies, codes):
    zaaktype = make.zaaktype()
    body = bodies.statustype | {"zaaktype": zaaktype["url"]}
    same = body | {"beginGeldigheid": "2025-01-01", "eindeGeldigheid": None, "beginObject": "2000-01-01"}
    assert api.post("/statustypen", same).json()["beginObject"] == "2025-01-01"
    other = body | {"beginGeldigheid": "2025-01-02", "eindeGeldigheid": "2030-01-01"}
    assert codes(api.post("/statustypen", other)) == {
        ("beginGeldigheid", "date-mismatch"),
        ("eindeGeldigheid", "date-mismatch"),
    }


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("https://elders.test/zaaktypen/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5", "no_match"),
        ("http://testserver/noord/catalogi/api/v1/roltypen/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5", "incorrect_match"),
        ("http://testserver/noord/catalogi/api/v1/zaaktypen/8b5cd2f0-3ff7-4b0c-ae13-e7ad02f6f1a5", "does_not_exist"),
        ("geen url", "invalid"),
    ],
)
def test_a_zaaktype_that_is_none_is_refused(api, make, bodies, codes, path, code):
    assert codes(api.post("/statustypen", bodies.statustype | {"zaaktype": path})) == {("zaaktype", code)}
    made = make.statustype(make.zaaktype())
    assert codes(api.patch(made["url"], {"zaaktype": path})) == {("zaaktype", code)}


def test_statustypen_of_a_published_zaaktype_do_not_change(api, make, bodies, codes, limited):
    zaaktype = make.zaaktype()
    made = make.statustype(zaaktype)
    make.publish(zaaktype)
    limited("catalogi.schrijven")
    body = bodies.statustype | {"zaaktype": zaaktype["url"]}
    refused = {("nonFieldErrors", "non-concept-zaaktype")}
    assert codes(api.post("/statustypen", body, client="beperkt")) == refused
    assert codes(api.put(made["url"], body, client="beperkt")) == refused
    assert codes(api.patch(made["url"], {"informeren": True}, client="beperkt")) == refused
    assert codes(api.delete(made["url"], client="beperkt")) == refused


def test_a_statustype_does_not_move_to_or_from_a_published_zaaktype(api, make, codes, limited):
    published, concept = make.zaaktype(published=True), make.zaaktype(identificatie="ANDERS")
    made = make.statustype(concept)
    limited("catalogi.schrijven")
    answer = api.patch(made["url"], {"zaaktype": published["url"]}, client="beperkt")
    assert codes(answer) == {("nonFieldErrors", "non-concept-zaaktype")}


def test_a_correction_tells_others_of_the_zaaktype(api, make, limited, lines):
    zaaktype = make.zaaktype(published=True)
    before = len(lines.notified())
    limited("catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen")
    made = api.post(
        "/statustypen", {"omschrijving": "x", "volgnummer": 1, "zaaktype": zaaktype["url"]}, client="beperkt"
    )
    assert made.status_code == 201, made.content
    assert api.patch(made["Location"], {"informeren": True}, client="beperkt").status_code == 200
    assert api.delete(made["Location"], client="beperkt").status_code == 204
    reference = f"ztc:zaaktypen/{zaaktype['url'].rpartition('/')[2]}"
    assert lines.notified()[before:] == [("zaaktypen", "zaaktype", "partial_update", reference)] * 3


def test_statustypen_of_a_concept_notify_nobody(api, make, lines):
    made = make.statustype(make.zaaktype())
    api.patch(made["url"], {"informeren": True})
    api.delete(made["url"])
    assert [resource for _, resource, _, _ in lines.notified()] == ["zaaktype"]
    mine = [(each.action, each.notify) for each in lines.all() if each.resource == "statustype"]
    assert mine == [("create", False), ("partial_update", False), ("destroy", False)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"A"}),
        ("status=alles", {"A", "B"}),
        ("status=concept", {"B"}),
        ("status=alles&zaaktypeIdentificatie=ANDERS", {"B"}),
        ("status=alles&datumGeldigheid=2025-06-01", {"A"}),
    ],
)
def test_a_list_is_filtered(api, make, query, found):
    published, concept = make.zaaktype(), make.zaaktype(identificatie="ANDERS", beginGeldigheid="2026-01-01")
    make.statustype(published, omschrijving="A")
    make.statustype(concept, omschrijving="B")
    make.publish(published)
    assert {each["omschrijving"] for each in api.get(f"/statustypen?{query}").json()["results"]} == found


def test_a_list_is_filtered_by_zaaktype_in_order(api, make, urls):
    zaaktype = make.zaaktype()
    second, first = make.statustype(zaaktype, volgnummer=2), make.statustype(zaaktype, volgnummer=1)
    make.statustype(make.zaaktype(identificatie="ANDERS"))
    assert urls(api.get(f"/statustypen?status=alles&zaaktype={zaaktype['url']}")) == [first["url"], second["url"]]


def test_conditional_requests(api, make):
    url = make.statustype(make.zaaktype())["url"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.head(url)["ETag"] == etag
    assert api.patch(url, {"informeren": True}, if_match='"oud"').status_code == 412
    changed = api.patch(url, {"informeren": True}, if_match=etag)
    assert changed["ETag"] == api.get(url)["ETag"] != etag
    assert api.delete(url, if_match=etag).status_code == 412


def test_only_who_may_read_reads_and_who_may_write_writes(api, make, bodies, limited):
    zaaktype = make.zaaktype()
    url = make.statustype(zaaktype)["url"]
    make.publish(zaaktype)
    limited("catalogi.lezen")
    assert api.get(url, client="beperkt").status_code == 200
    assert api.get("/statustypen", client="beperkt").json()["count"] == 1
    assert api.post("/statustypen", {}, client="beperkt").status_code == 403
    assert api.patch(url, {}, client="beperkt").status_code == 403
    assert api.delete(url, client="beperkt").status_code == 403
    assert api.get(url, client="niets").status_code == 403
    assert api.get("/statustypen", client="niets").status_code == 403


def test_the_other_municipality_has_it_not(api, make, zuid):
    from servicekit.stack.municipalities import serving
    from servicekit.testing.rights import give

    uuid = make.statustype(make.zaaktype())["url"].rpartition("/")[2]
    with serving(zuid):
        give(alles="all")
    assert api.get(f"/statustypen/{uuid}", municipality="zuid").status_code == 404


def test_adding_one_takes_few_statements(api, make, bodies):
    zaaktype = make.zaaktype()
    make.statustype(zaaktype)
    with statements() as seen:
        make.statustype(zaaktype, volgnummer=2)
    assert len(seen) <= 13, seen
    with statements() as one:
        api.get(f"/statustypen?status=alles&zaaktype={zaaktype['url']}")
    assert len(one) == 1


def test_a_zaaktype_that_is_published_meanwhile_gets_no_statustype(api, bodies, codes, limited, make, monkeypatch):
    find = kinderen._find_zaaktype

    def publish_after(reference, violations):
        zaaktype = find(reference, violations)
        ZaakType.objects.filter(uuid=zaaktype.uuid).update(concept=False)
        return zaaktype

    limited("catalogi.schrijven")
    body = bodies.statustype | {"zaaktype": make.zaaktype()["url"]}
    monkeypatch.setattr(kinderen, "_find_zaaktype", publish_after)
    assert codes(api.post("/statustypen", body, client="beperkt")) == {("nonFieldErrors", "non-concept-zaaktype")}
    assert ZaakType.objects.update(concept=True) == 1
