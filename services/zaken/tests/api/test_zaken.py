# SPDX-License-Identifier: EUPL-1.2
import pytest

from servicekit.clock import today
from servicekit.mirror.store import forget
from servicekit.references import normal

pytestmark = pytest.mark.django_db


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


def test_a_zaak_that_was_created_can_be_read(api, body):
    created = api.post("/zaken", body)
    assert created.status_code == 201, created.content
    assert created["Content-Crs"] == "EPSG:4326"
    read = api.get(created["Location"])
    assert read.json() == created.json()
    zaak = read.json()
    assert zaak["zaaktype"] == body["zaaktype"]
    assert zaak["vertrouwelijkheidaanduiding"] == "intern"
    assert zaak["einddatumGepland"] == "2026-12-12"
    assert zaak["uiterlijkeEinddatumAfdoening"] == "2026-12-22"
    assert zaak["status"] is None
    assert zaak["kenmerken"] == []
    assert zaak["identificatie"].startswith(f"ZAAK-{today().year}-")


def test_a_zaak_needs_its_required_fields(api):
    assert codes(api.post("/zaken", {})) == {
        ("zaaktype", "required"),
        ("bronorganisatie", "required"),
        ("verantwoordelijkeOrganisatie", "required"),
        ("startdatum", "required"),
    }


def test_a_matching_if_none_match_answers_304(api, body):
    url = api.post("/zaken", body)["Location"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.get(url, if_none_match='"anders"').status_code == 200
    assert api.head(url)["ETag"] == etag


def test_a_stale_if_match_changes_nothing(api, body):
    url = api.post("/zaken", body)["Location"]
    etag = api.get(url)["ETag"]
    assert api.patch(url, {"omschrijving": "een"}, if_match=etag).status_code == 200
    assert api.patch(url, {"omschrijving": "twee"}, if_match=etag).status_code == 412
    assert api.get(url).json()["omschrijving"] == "een"


def test_a_zaak_whose_zaaktype_is_no_more_still_changes(api, body, neighbours):
    made = api.post("/zaken", body).json()
    del neighbours.resources[made["zaaktype"]]
    forget(normal(made["zaaktype"]))
    assert api.patch(made["url"], {"toelichting": "een"}).status_code == 200
    assert api.put(made["url"], body | {"toelichting": "twee"}).status_code == 200
    products = api.patch(made["url"], {"productenOfDiensten": ["https://product.test/1"]})
    assert codes(products) == {("zaaktype", "bad-url")}


def test_a_deelzaak_is_shown_by_its_hoofdzaak(api, body):
    hoofdzaak = api.post("/zaken", body)["Location"]
    deelzaak = api.post("/zaken", body | {"hoofdzaak": hoofdzaak})
    assert deelzaak.status_code == 201, deelzaak.content
    assert deelzaak.json()["hoofdzaak"] == hoofdzaak
    assert api.get(hoofdzaak).json()["deelzaken"] == [deelzaak["Location"]]


def test_a_client_sees_only_its_types_and_levels(api, body, grant, zaaktype):
    url = api.post("/zaken", body)["Location"]
    secret = api.post("/zaken", body | {"vertrouwelijkheidaanduiding": "geheim"})["Location"]
    grant(
        beperkt=[
            {
                "component": "zrc",
                "scopes": ["zaken.lezen"],
                "zaaktype": zaaktype,
                "maxVertrouwelijkheidaanduiding": "intern",
            }
        ]
    )
    assert [each["url"] for each in api.get("/zaken", client="beperkt").json()["results"]] == [url]
    assert api.get(url, client="beperkt").status_code == 200
    assert api.get(secret, client="beperkt").status_code == 403
    assert api.get("/zaken", client="niets").status_code == 403
    assert api.get(url, client=None).json()["code"] == "permission_denied"


def test_the_same_identificatie_is_refused(api, body):
    api.post("/zaken", body | {"identificatie": "A1"})
    assert codes(api.post("/zaken", body | {"identificatie": "A1"})) == {("identificatie", "identificatie-niet-uniek")}


def test_a_repeat_with_the_same_idempotency_key_makes_nothing(api, body):
    first = api.post("/zaken", body, idempotency_key="k1")
    again = api.post("/zaken", body, idempotency_key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert api.get("/zaken").json()["count"] == 1
    assert api.post("/zaken", body | {"omschrijving": "x"}, idempotency_key="k1").status_code == 422


def test_the_audit_trail_tells_who_did_what(api, body):
    url = api.post("/zaken", body, x_audit_toelichting="Omdat het moet")["Location"]
    api.patch(url, {"omschrijving": "Nieuw"})
    first, second = api.get(f"{url}/audittrail").json()
    assert first["actie"] == "create"
    assert first["toelichting"] == "Omdat het moet"
    assert first["gebruikersWeergave"] == "Tést Ër"
    assert first["wijzigingen"]["nieuw"]["url"] == url
    assert second["wijzigingen"]["oud"]["omschrijving"] == ""
    assert api.get(f"{url}/audittrail/{first['uuid']}").json() == first


def test_a_list_has_an_exact_count_and_pages(api, body, settings):
    settings.PAGE_SIZE = 2
    for _ in range(3):
        api.post("/zaken", body)
    first = api.get("/zaken?startdatum=2026-11-22").json()
    assert first["count"] == 3
    assert first["next"].endswith("/zaken?startdatum=2026-11-22&page=2")
    assert len(api.get(first["next"]).json()["results"]) == 1 if "?" not in first["next"] else True
    assert api.get("/zaken?page=3").status_code == 404


def test_the_crs_headers_are_asked_for(api, body):
    assert api.post("/zaken", body, content_crs=None).status_code == 412
    assert api.get("/zaken", accept_crs="EPSG:28992").status_code == 406


def test_a_zaakgeometrie_is_refused_and_not_lost(api, body):
    point = {"type": "Point", "coordinates": [5.1, 52.1]}
    assert codes(api.post("/zaken", body | {"zaakgeometrie": point})) == {("zaakgeometrie", "invalid")}
    assert codes(api.post("/zaken", {"zaakgeometrie": point})) >= {
        ("zaakgeometrie", "invalid"),
        ("zaaktype", "required"),
    }
    url = api.post("/zaken", body | {"zaakgeometrie": None})["Location"]
    assert codes(api.patch(url, {"zaakgeometrie": point})) == {("zaakgeometrie", "invalid")}
    assert api.patch(url, {"zaakgeometrie": None}).status_code == 200


def test_groups_that_are_not_set_are_shown_as_clients_know_them(api, body):
    zaak = api.post("/zaken", body).json()
    assert zaak["verlenging"] is None
    assert zaak["opschorting"] == {"indicatie": False, "reden": ""}
    assert zaak["processobject"] == {"datumkenmerk": "", "identificatie": "", "objecttype": "", "registratie": ""}


def test_what_was_read_can_be_sent_back(api, body):
    zaak = api.post("/zaken", body).json()
    again = api.put(zaak["url"], zaak)
    assert again.status_code == 200, again.content
    assert again.json() == zaak


def test_a_startdatum_whose_terms_run_past_the_calendar_is_refused(api, body):
    answer = api.post("/zaken", body | {"startdatum": "9999-12-31"})
    assert answer.status_code == 400
    assert codes(answer) == {("startdatum", "invalid")}
