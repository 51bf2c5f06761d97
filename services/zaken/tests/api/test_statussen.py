# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db

ZAAK = "nonFieldErrors"


@pytest.fixture
def zaak(make):
    return make("zaken")["url"]


def test_a_status_that_was_set_can_be_read_and_is_that_of_its_zaak(api, make, zaak):
    status = make("statussen", zaak=zaak, statustoelichting="Begonnen")
    assert api.get(status["url"]).json() == status
    assert status == {
        "url": status["url"],
        "uuid": status["url"].rpartition("/")[2],
        "zaak": zaak,
        "statustype": status["statustype"],
        "datumStatusGezet": "2026-11-20T10:00:00Z",
        "statustoelichting": "Begonnen",
        "indicatieLaatstGezetteStatus": True,
        "gezetdoor": "",
        "zaakinformatieobjecten": [],
    }
    assert api.get(zaak).json()["status"] == status["url"]


def test_the_status_that_was_last_before_says_that_it_is_so_no_longer(api, make, zaak):
    first = make("statussen", zaak=zaak)["url"]
    etag = api.get(first)["ETag"]
    second = make("statussen", zaak=zaak, datumStatusGezet="2026-11-21T10:00:00Z")["url"]
    assert api.get(first).json()["indicatieLaatstGezetteStatus"] is False
    assert api.get(first, if_none_match=etag).status_code == 200
    assert api.get(zaak).json()["status"] == second


def test_a_status_from_before_the_last_does_not_become_the_last(api, make, zaak):
    last = make("statussen", zaak=zaak)["url"]
    earlier = make("statussen", zaak=zaak, datumStatusGezet="2026-11-19T10:00:00Z")
    assert earlier["indicatieLaatstGezetteStatus"] is False
    assert api.get(last).json()["indicatieLaatstGezetteStatus"] is True
    assert api.get(zaak).json()["status"] == last


def test_a_status_that_closes_nothing_leaves_deelzaken_and_archive_of_an_open_zaak(api, make, zaak):
    make("zaken", hoofdzaak=zaak)
    by_hand = {"archiefnominatie": "vernietigen", "archiefactiedatum": "2050-01-01"}
    assert api.patch(zaak, by_hand).status_code == 200
    make("statussen", zaak=zaak)
    shown = api.get(zaak).json()
    assert {name: shown[name] for name in by_hand} == by_hand


def test_the_rol_that_set_a_status_shows_it(api, make, zaak):
    rol = make("rollen", zaak=zaak)["url"]
    status = make("statussen", zaak=zaak, gezetdoor=rol)
    assert status["gezetdoor"] == rol
    assert api.get(rol).json()["statussen"] == [status["url"]]


def test_a_status_needs_its_required_fields(api, codes):
    assert codes(api.post("/statussen", {})) == {
        ("zaak", "required"),
        ("statustype", "required"),
        ("datumStatusGezet", "required"),
    }


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/zaken/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001", "object-does-not-exist"),
        ("/rollen/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001", "incorrect_match"),
    ],
)
def test_a_status_needs_a_zaak_that_is_there(api, codes, zaak, catalogue, path, code):
    url = zaak.rpartition("/zaken/")[0] + path
    body = {"zaak": url, "statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-20T10:00:00Z"}
    assert codes(api.post("/statussen", body)) == {("zaak", code)}


def test_a_zaak_of_somebody_else_is_no_match(api, codes, catalogue):
    body = {
        "zaak": "https://elders.test/zaken/api/v1/zaken/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001",
        "statustype": catalogue.statustype(),
        "datumStatusGezet": "2026-11-20T10:00:00Z",
    }
    assert codes(api.post("/statussen", body)) == {("zaak", "no_match")}


def test_everything_wrong_with_a_status_is_said_at_once(api, codes, make, zaak, catalogue):
    stranger = make("rollen", zaak=make("zaken")["url"])["url"]
    body = {
        "zaak": zaak,
        "statustype": catalogue.statustype(zaaktype="https://elders.test/zaaktypen/1"),
        "datumStatusGezet": "2126-01-01T00:00:00Z",
        "gezetdoor": stranger,
    }
    assert codes(api.post("/statussen", body)) == {
        (ZAAK, "zaaktype-mismatch"),
        ("datumStatusGezet", "date-in-future"),
        ("gezetdoor", "zaak-mismatch"),
    }
    assert api.get("/statussen").json()["count"] == 0


def test_a_statustype_that_cannot_be_fetched_is_a_bad_url(api, codes, zaak, catalogue):
    gone = catalogue.statustype().rpartition("/")[0] + "/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001"
    body = {"zaak": zaak, "statustype": gone, "datumStatusGezet": "2026-11-20T10:00:00Z"}
    assert codes(api.post("/statussen", body)) == {("statustype", "bad-url")}


def test_what_a_status_of_no_type_would_do_is_not_judged(api, codes, make, zaak, catalogue):
    deelzaak = make("zaken", hoofdzaak=zaak)["url"]
    eind = catalogue.statustype(eind=True)
    for each in (deelzaak, zaak):
        make("resultaten", zaak=each)
        make("statussen", zaak=each, statustype=eind)
    gone = eind.rpartition("/")[0] + "/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001"
    body = {"zaak": deelzaak, "statustype": gone, "datumStatusGezet": "2026-11-21T10:00:00Z"}
    assert codes(api.post("/statussen", body)) == {("statustype", "bad-url")}


def test_a_rol_that_is_not_there_sets_no_status(api, codes, zaak, catalogue):
    rol = zaak.rpartition("/zaken/")[0] + "/rollen/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001"
    body = {"zaak": zaak, "statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-20T10:00:00Z"}
    assert codes(api.post("/statussen", body | {"gezetdoor": rol})) == {("gezetdoor", "does_not_exist")}


def test_two_statussen_of_one_zaak_cannot_have_one_moment(api, codes, make, zaak, catalogue):
    make("statussen", zaak=zaak)
    body = {"zaak": zaak, "statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-20T10:00:00Z"}
    assert codes(api.post("/statussen", body)) == {(ZAAK, "unique")}


def test_a_bare_date_under_its_old_name_is_taken(make, zaak, api, catalogue):
    body = {"zaak": zaak, "statustype": catalogue.statustype(), "datum_status_gezet": "2026-11-20"}
    answer = api.post("/statussen", body)
    assert answer.json()["datumStatusGezet"] == "2026-11-19T23:00:00Z"


def test_who_may_only_create_sets_the_first_status_and_no_other(api, make, zaak, limited, catalogue):
    limited("zaken.aanmaken", "zaken.lezen")
    make("statussen", zaak=zaak, client="beperkt")
    body = {"zaak": zaak, "statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-21T10:00:00Z"}
    assert api.post("/statussen", body, client="beperkt").status_code == 403
    limited("zaken.statussen.toevoegen")
    assert api.post("/statussen", body, client="beperkt").status_code == 201


def test_changing_zaken_is_not_setting_statussen(api, zaak, limited, catalogue):
    limited("zaken.bijwerken", "zaken.geforceerd-bijwerken", "zaken.lezen")
    body = {"zaak": zaak, "statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-21T10:00:00Z"}
    assert api.post("/statussen", body, client="beperkt").status_code == 403


def test_statussen_are_listed_newest_first(api, make, zaak):
    first = make("statussen", zaak=zaak)["url"]
    third = make("statussen", zaak=zaak, datumStatusGezet="2026-11-21T10:00:00Z")["url"]
    second = make("statussen", zaak=zaak, datumStatusGezet="2026-11-20T12:00:00Z")["url"]
    assert [each["url"] for each in api.get("/statussen").json()["results"]] == [third, second, first]


def test_statussen_can_be_filtered(api, make, zaak):
    other = make("statussen", zaak=make("zaken")["url"])
    first = make("statussen", zaak=zaak)
    last = make("statussen", zaak=zaak, datumStatusGezet="2026-11-21T10:00:00Z")

    def found(query):
        return [each["url"] for each in api.get(f"/statussen?{query}").json()["results"]]

    assert found(f"zaak={zaak}") == [last["url"], first["url"]]
    assert found(f"statustype={first['statustype']}") == [first["url"]]
    assert found("indicatieLaatstGezetteStatus=false") == [first["url"]]
    assert set(found("indicatieLaatstGezetteStatus=true")) == {last["url"], other["url"]}
    assert found("zaak=https://elders.test/zaken/1") == []


def test_an_unknown_filter_is_refused(api, codes):
    assert codes(api.get("/statussen?onbekend=1")) == {(ZAAK, "unknown-parameters")}
    assert codes(api.get("/statussen?zaak=geen-url")) == {("zaak", "invalid")}


def test_a_status_is_journalled_and_audited(api, make, zaak, lines):
    status = make("statussen", zaak=zaak)
    assert lines()[-1] == ("status", "create", True, False)
    entry = api.get(f"{zaak}/audittrail").json()[-1]
    assert (entry["resource"], entry["actie"], entry["resourceUrl"]) == ("status", "create", status["url"])
    assert entry["hoofdObject"] == zaak
    assert entry["wijzigingen"] == {"oud": None, "nieuw": status}


def test_a_notification_is_about_the_zaak_and_says_by_what_to_filter(make, zaak, zaaktype):
    from servicekit.journal.models import Line
    from servicekit.journal.publishing import message

    status = make("statussen", zaak=zaak)["url"]
    told = message(Line.objects.latest("id"))
    assert told == {
        "kanaal": "zaken",
        "hoofdObject": zaak,
        "resource": "status",
        "resourceUrl": status,
        "actie": "create",
        "aanmaakdatum": told["aanmaakdatum"],
        "kenmerken": {
            "bronorganisatie": "851234562",
            "zaaktype": zaaktype,
            "vertrouwelijkheidaanduiding": "intern",
        },
    }


def test_head_and_a_matching_etag_answer_without_a_body(api, make, zaak):
    url = make("statussen", zaak=zaak)["url"]
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.head(url)["ETag"] == etag


def test_a_status_cannot_be_changed_or_deleted(api, make, zaak):
    url = make("statussen", zaak=zaak)["url"]
    assert {api.put(url, {}).status_code, api.patch(url, {}).status_code, api.delete(url).status_code} == {405}
