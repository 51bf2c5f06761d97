# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoek(api):
    def search(body, query="", **options):
        return api.post(f"/zaken/_zoek{query}", body, **options)

    return search


def urls(answer):
    assert answer.status_code == 200, answer.content
    return [each["url"] for each in answer.json()["results"]]


def test_zaken_are_found_by_the_filters_of_the_list_as_json(zoek, make, zaaktype):
    first = make("zaken", startdatum="2026-01-01", identificatie="A1")
    second = make("zaken", startdatum="2026-02-01")
    person = {"inpBsn": "999990019"}
    make("rollen", zaak=second["url"], betrokkeneType="natuurlijk_persoon", betrokkeneIdentificatie=person)

    assert urls(zoek({"identificatie": "A1"})) == [first["url"]]
    assert urls(zoek({"startdatum__gt": "2026-01-15"})) == [second["url"]]
    assert urls(zoek({"einddatum__isnull": False})) == []
    assert urls(zoek({"einddatum__isnull": True, "bronorganisatie__in": ["851234562", "000000000"]})) == [
        second["url"],
        first["url"],
    ]
    assert urls(zoek({"archiefstatus__in": ["nog_te_archiveren"]})) == [second["url"], first["url"]]
    assert urls(zoek({"rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn": "999990019"})) == [second["url"]]
    assert urls(zoek({"uuid__in": [first["uuid"]]})) == [first["url"]]
    assert urls(zoek({"zaaktype__in": [zaaktype], "ordering": "startdatum"})) == [first["url"], second["url"]]
    assert urls(zoek({"zaaktype__in": ["https://elders.test/zaaktypen/1"]})) == []


@pytest.mark.parametrize("body", [{}, {"ordering": "startdatum"}, {"identificatie": ""}])
def test_a_search_for_nothing_is_refused(zoek, codes, body):
    assert codes(zoek(body)) == {("nonFieldErrors", "empty_search_body")}


def test_everything_wrong_with_a_search_is_said_at_once(zoek, codes):
    body = {"uuid__in": ["x"], "startdatum": "gisteren", "archiefstatus": "weg", "ordering": "kleur", "fields": ["*"]}
    assert codes(zoek(body)) == {
        ("uuid__in", "invalid"),
        ("startdatum", "invalid"),
        ("archiefstatus", "invalid_choice"),
        ("ordering", "invalid_choice"),
        ("nonFieldErrors", "unknown-parameters"),
    }


@pytest.mark.parametrize("body", [{"zaaktype": None}, {"zaaktype": {}}, {"zaaktype": []}, {"uuid__in": [1]}])
def test_a_criterion_of_another_json_type_is_refused(zoek, codes, body):
    ((name, code),) = codes(zoek(body))
    assert (name, code) == (next(iter(body)), "invalid")


@pytest.mark.parametrize("name", ["zaakgeometrie", "expand", "fields", "page", "pageSize"])
def test_what_comes_later_is_unknown(zoek, codes, name):
    assert codes(zoek({"identificatie": "A1", name: "x"})) == {("nonFieldErrors", "unknown-parameters")}
    assert name == "page" or codes(zoek({"identificatie": "A1"}, f"?{name}=x")) == {
        ("nonFieldErrors", "unknown-parameters")
    }


def test_a_search_has_pages(zoek, make, settings):
    settings.PAGE_SIZE = 1
    first, second = make("zaken")["url"], make("zaken")["url"]
    page = zoek({"startdatum": "2026-11-22"}).json()
    assert (page["count"], page["previous"]) == (2, None)
    assert page["next"].endswith("/zaken/_zoek?page=2")
    assert [each["url"] for each in page["results"]] == [second]
    assert urls(zoek({"startdatum": "2026-11-22"}, "?page=2")) == [first]
    assert zoek({"startdatum": "2026-11-22"}, "?page=3").status_code == 404


def test_a_search_finds_only_what_the_client_may_see(zoek, make, limited):
    seen = make("zaken")["url"]
    make("zaken", vertrouwelijkheidaanduiding="geheim")
    limited("zaken.lezen")
    assert urls(zoek({"startdatum": "2026-11-22"}, client="beperkt")) == [seen]
    assert zoek({"startdatum": "2026-11-22"}, client="niets").status_code == 403


def test_a_search_asks_for_the_crs_headers(zoek):
    assert zoek({"identificatie": "A1"}, content_crs=None).status_code == 412
