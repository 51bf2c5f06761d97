# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest

from servicekit.clock import today
from servicekit.mirror.store import look_again, mark
from servicekit.references import normal

pytestmark = pytest.mark.django_db


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


def test_a_zaaktype_is_the_same_however_its_url_is_written(api, body, zaaktype):
    root, _, uuid = zaaktype.rpartition("/")
    for written in (f"{root}/%{ord(uuid[0]):x}{uuid[1:]}", f"{root}/./x/%2e%2E/{uuid.upper()}"):
        made = api.post("/zaken", body | {"zaaktype": written})
        assert (made.status_code, made.json()["zaaktype"]) == (201, zaaktype)
        assert api.get(f"/zaken?zaaktype={written.replace('%', '%25')}").json()["count"] > 0


def test_a_zaak_needs_its_required_fields(api, codes):
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


def test_a_zaak_whose_zaaktype_is_no_more_still_changes(api, body, neighbours, codes):
    made = api.post("/zaken", body).json()
    del neighbours.resources[made["zaaktype"]]
    mark(normal(made["zaaktype"]))
    assert not look_again()
    assert api.patch(made["url"], {"toelichting": "een"}).status_code == 200
    assert api.put(made["url"], body | {"toelichting": "twee"}).status_code == 200
    products = api.patch(made["url"], {"productenOfDiensten": ["https://product.test/1"]})
    assert codes(products) == {("zaaktype", "bad-url")}


def test_a_deelzaak_whose_zaaktype_is_no_more_still_changes(api, body, neighbours):
    hoofdzaak = api.post("/zaken", body).json()
    deelzaak = body | {"hoofdzaak": hoofdzaak["url"]}
    url = api.post("/zaken", deelzaak)["Location"]
    del neighbours.resources[hoofdzaak["zaaktype"]]
    mark(normal(hoofdzaak["zaaktype"]))
    assert not look_again()
    assert api.put(url, deelzaak | {"toelichting": "twee"}).status_code == 200


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


def test_the_same_identificatie_is_refused(api, body, codes):
    api.post("/zaken", body | {"identificatie": "A1"})
    assert codes(api.post("/zaken", body | {"identificatie": "A1"})) == {("identificatie", "identificatie-niet-uniek")}


def test_an_identificatie_is_not_of_blanks(api, body, codes):
    assert codes(api.post("/zaken", body | {"identificatie": "  "})) == {("identificatie", "blank")}


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


def test_a_zaakgeometrie_is_refused_and_not_lost(api, body, codes):
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


def test_a_startdatum_whose_terms_run_past_the_calendar_is_refused(api, body, codes):
    answer = api.post("/zaken", body | {"startdatum": "9999-12-31"})
    assert answer.status_code == 400
    assert codes(answer) == {("startdatum", "invalid")}


def test_a_level_that_is_emptied_stays(api, make):
    zaak = make("zaken", vertrouwelijkheidaanduiding="geheim")["url"]
    for answer in (api.patch(zaak, {"vertrouwelijkheidaanduiding": ""}), api.patch(zaak, {"toelichting": "x"})):
        assert answer.json()["vertrouwelijkheidaanduiding"] == "geheim"


def test_an_archived_zaak_keeps_what_that_takes(api, make, codes):
    archived = {"archiefstatus": "gearchiveerd", "archiefnominatie": "vernietigen", "archiefactiedatum": "2030-01-01"}
    zaak = make("zaken", **archived)["url"]
    assert codes(api.patch(zaak, {"archiefnominatie": ""})) == {("archiefnominatie", "archiefnominatie-not-set")}
    assert codes(api.patch(zaak, {"archiefactiedatum": None})) == {("archiefactiedatum", "archiefactiedatum-not-set")}
    assert api.patch(zaak, {"archiefactiedatum": "2031-01-01"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("catalogi/api/v1/zaaktypen/", "invalid-resource"),
        ("documenten/api/v1/enkelvoudiginformatieobjecten/", "invalid-resource"),
        ("zaken/api/v1/rollen/", "invalid-resource"),
        ("zaken/api/v1/zaken/", "bad-url"),
    ],
)
def test_a_relevante_zaak_is_a_zaak(api, body, neighbours, codes, path, code):
    url = neighbours.hold(f"http://testserver/noord/{path}6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11", {"naam": "x"})
    answer = api.post("/zaken", body | {"relevanteAndereZaken": [{"url": url, "aardRelatie": "vervolg"}]})
    assert codes(answer) == {("relevanteAndereZaken.0.url", code)}


def test_what_is_no_zaak_elsewhere_is_no_relevante_zaak(api, body, neighbours, codes):
    url = neighbours.hold("https://referentie.test/api/v1/zaken/1", {"naam": "x"})
    answer = api.post("/zaken", body | {"relevanteAndereZaken": [{"url": url, "aardRelatie": "vervolg"}]})
    assert codes(answer) == {("relevanteAndereZaken.0.url", "invalid-resource")}


def test_a_relevante_zaak_that_was_destroyed_may_be_sent_back(api, make, body):
    relevant = [{"url": make("zaken")["url"], "aardRelatie": "vervolg"}]
    zaak = make("zaken", relevanteAndereZaken=relevant)["url"]
    assert api.delete(relevant[0]["url"]).status_code == 204
    assert api.put(zaak, body | {"relevanteAndereZaken": relevant}).status_code == 200


def test_a_zaaktype_counts_from_the_moment_it_is_published(api, body, zaaktype, neighbours, codes):
    neighbours.resources[zaaktype]["concept"] = True
    assert codes(api.post("/zaken", body)) == {("zaaktype", "not-published")}
    neighbours.resources[zaaktype]["concept"] = False
    assert api.post("/zaken", body).status_code == 201


def test_a_url_below_another_component_is_no_zaak(api, make, body, codes):
    elsewhere = make("zaken")["url"].replace("/zaken/api/", "/documenten/api/")
    assert codes(api.post("/zaken", body | {"hoofdzaak": elsewhere})) == {("hoofdzaak", "no_match")}


KANAAL = "https://referentie.test/api/v1/communicatiekanalen/1"


def test_a_communicatiekanaal_is_asked_for_once(api, body, neighbours):
    neighbours.hold(KANAAL, {"naam": "Balie", "omschrijving": "Aan de balie"})
    for _ in range(2):
        assert api.post("/zaken", body | {"communicatiekanaal": KANAAL}).status_code == 201
    assert [url for _, url, _ in neighbours.asked].count(KANAAL) == 1


def test_what_is_no_communicatiekanaal_is_not_kept(api, body, neighbours, codes):
    neighbours.hold(KANAAL, {"naam": "Balie"})
    for _ in range(2):
        refused = codes(api.post("/zaken", body | {"communicatiekanaal": KANAAL}))
        assert refused == {("communicatiekanaal", "invalid-resource")}
    neighbours.hold(KANAAL, {"naam": "Balie", "omschrijving": "Aan de balie"})
    assert api.post("/zaken", body | {"communicatiekanaal": KANAAL}).status_code == 201


def test_a_refusal_names_the_scope_that_is_missing_and_nothing_of_the_zaak(api, body, make, zaaktype, grant, catalogue):
    """Of type and level nobody learns which of them it was, nor whether the zaak is closed."""

    def right(*scopes, of=zaaktype, level="intern"):
        return {
            "component": "zrc",
            "scopes": ["zaken.lezen", *scopes],
            "zaaktype": of,
            "maxVertrouwelijkheidaanduiding": level,
        }

    def said(method, path, given=None):
        answer = api.request(method, path, given, client="beperkt")
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
        return answer.json()["detail"]

    url = api.post("/zaken", body)["Location"]
    secret = api.post("/zaken", body | {"vertrouwelijkheidaanduiding": "geheim"})["Location"]
    closed = api.post("/zaken", body | {"vertrouwelijkheidaanduiding": "geheim"})["Location"]
    make("resultaten", zaak=closed, resultaattype=catalogue.resultaattype())
    make("statussen", zaak=closed, statustype=catalogue.statustype(eind=True))
    grant(beperkt=[right()])
    assert "een van de scopes zaken.bijwerken, zaken.geforceerd-bijwerken" in said("PATCH", url, {"toelichting": "x"})
    assert "de scope zaken.verwijderen" in said("DELETE", url)
    of_level = said("GET", secret)
    grant(beperkt=[right(of="https://ztc.test/zaaktypen/1")])
    assert said("GET", secret) == of_level == said("GET", url)
    assert "niet voor het type of de vertrouwelijkheidaanduiding" in of_level
    assert "zaken.lezen" in of_level
    grant(beperkt=[right("zaken.bijwerken", "zaken.statussen.toevoegen")])
    rol = {"roltype": catalogue.roltype(), "roltoelichting": "", "betrokkeneType": "medewerker"}
    children = {
        "/resultaten": {"resultaattype": catalogue.resultaattype()},
        "/rollen": rol | {"betrokkeneIdentificatie": {"identificatie": "1"}},
        "/statussen": {"statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-22T10:00:00Z"},
    }
    for path, given in children.items():
        assert said("POST", path, given | {"zaak": secret}) == said("POST", path, given | {"zaak": closed})
    grant(beperkt=[right("zaken.bijwerken", "zaken.statussen.toevoegen", level="geheim")])
    assert "de scope zaken.geforceerd-bijwerken" in said("PATCH", closed, {"toelichting": "x"})
    assert "de scope zaken.heropenen" in said("POST", "/statussen", children["/statussen"] | {"zaak": closed})


def test_who_may_not_open_a_zaak_learns_whether_it_lacks_the_type_or_the_level(api, body, limited, grant):
    def said(**given):
        answer = api.post("/zaken", body | given, client="beperkt")
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
        return answer.json()["detail"]

    limited("zaken.aanmaken")
    assert "voor dit type tot en met intern, en dit verzoek gaat" in said(vertrouwelijkheidaanduiding="geheim")
    limited("zaken.lezen")
    assert "een client de scope zaken.aanmaken nodig" in said()
    other = {"component": "zrc", "scopes": ["zaken.aanmaken"], "zaaktype": "https://ztc.test/zaaktypen/1"}
    grant(beperkt=[other | {"maxVertrouwelijkheidaanduiding": "zeer_geheim"}])
    assert "niet voor het type dat dit verzoek noemt" in said()


@pytest.mark.parametrize("existing", [False, True])
def test_a_hoofdzaak_that_no_right_covers_is_as_if_absent(api, make, body, limited, codes, existing):
    hidden = make("zaken", vertrouwelijkheidaanduiding="geheim")["url"]
    other = make("zaken")["url"]
    nowhere = f"{hidden.rpartition('/')[0]}/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001"
    limited("zaken.aanmaken", "zaken.bijwerken", "zaken.lezen")

    def attempt(hoofdzaak):
        if existing:
            return api.patch(other, {"hoofdzaak": hoofdzaak}, client="beperkt")
        return api.post("/zaken", body | {"hoofdzaak": hoofdzaak}, client="beperkt")

    answers = [attempt(hidden), attempt(nowhere)]
    assert [codes(answer) for answer in answers] == [{("hoofdzaak", "does_not_exist")}] * 2
    assert answers[0].json()["invalidParams"] == answers[1].json()["invalidParams"]
    limited("zaken.aanmaken", "zaken.bijwerken", "zaken.lezen", level="geheim")
    assert attempt(hidden).status_code in (200, 201)


def test_any_right_at_all_for_a_hoofdzaak_is_enough(api, make, body, grant, zaaktype):
    hoofdzaak = make("zaken", vertrouwelijkheidaanduiding="geheim")["url"]
    right = {"component": "zrc", "zaaktype": zaaktype}
    grant(
        beperkt=[
            right | {"scopes": ["zaken.aanmaken"], "maxVertrouwelijkheidaanduiding": "intern"},
            right | {"scopes": ["zaken.statussen.toevoegen"], "maxVertrouwelijkheidaanduiding": "geheim"},
        ]
    )
    assert api.post("/zaken", body | {"hoofdzaak": hoofdzaak}, client="beperkt").status_code == 201


def test_an_empty_hoofdzaak_is_none(api, make, body):
    answer = api.post("/zaken", body | {"hoofdzaak": ""})
    assert (answer.status_code, answer.json()["hoofdzaak"]) == (201, None)
    deelzaak = make("zaken", hoofdzaak=make("zaken")["url"])["url"]
    assert api.patch(deelzaak, {"hoofdzaak": ""}).json()["hoofdzaak"] is None


def test_an_identificatie_of_blanks_is_refused_and_an_empty_one_is_derived(api, body, codes):
    assert codes(api.post("/zaken", body | {"identificatie": "  \t"})) == {("identificatie", "blank")}
    assert api.post("/zaken", body | {"identificatie": ""}).json()["identificatie"].startswith("ZAAK-")
    assert api.post("/zaken", body | {"identificatie": " A 1"}).json()["identificatie"] == " A 1"


def test_an_identificatie_that_is_taken_is_named(api, body, make, codes):
    make("zaken", identificatie="Z-1")
    answer = api.post("/zaken", body | {"identificatie": "Z-1"})
    assert codes(answer) == {("identificatie", "identificatie-niet-uniek")}
    assert "Z-1" in answer.json()["invalidParams"][0]["reason"]


def test_a_processobjectaard_that_was_never_set_or_emptied_is_an_empty_text(api, make):
    zaak = make("zaken")
    assert zaak["processobjectaard"] == ""
    assert api.patch(zaak["url"], {"processobjectaard": "dossier"}).json()["processobjectaard"] == "dossier"
    assert api.patch(zaak["url"], {"processobjectaard": None}).json()["processobjectaard"] == ""


def test_a_payment_may_be_ahead_by_as_much_as_clocks_may_differ(api, body, codes):
    now = datetime.now(UTC)
    paid = body | {"betalingsindicatie": "geheel"}
    later = paid | {"laatsteBetaaldatum": (now + timedelta(minutes=5)).isoformat()}
    assert codes(api.post("/zaken", later)) == {("laatsteBetaaldatum", "future_not_allowed")}
    soon = paid | {"laatsteBetaaldatum": (now + timedelta(seconds=40)).isoformat()}
    assert api.post("/zaken", soon).status_code == 201


def test_a_change_of_nothing_is_no_way_to_read(api, make, documents, limited):
    zaak = make("zaken")["url"]
    resultaat = make("resultaten", zaak=zaak)["url"]
    relation = make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add())["url"]
    limited("zaken.bijwerken")
    for url, change in ((zaak, "toelichting"), (resultaat, "toelichting"), (relation, "beschrijving")):
        for nothing in ({}, {"onbekend": 1}):
            assert api.patch(url, nothing, client="beperkt").status_code == 403
        # The answer to a change is what was changed, as the standard has it.
        assert api.patch(url, {change: "x"}, client="beperkt").json()[change] == "x"
    limited("zaken.bijwerken", "zaken.lezen")
    assert [api.patch(url, {}, client="beperkt").status_code for url in (zaak, resultaat, relation)] == [200] * 3


def test_all_that_is_wrong_with_a_zaak_is_told_at_once(api, body, codes, neighbours):
    wrong = {
        "hoofdzaak": "https://elders.test/zaken/1",
        "communicatiekanaal": "https://elders.test/kanaal",
        "relevanteAndereZaken": [{"url": "https://elders.test/zaken/2", "aardRelatie": "vervolg"}],
        "betalingsindicatie": "nvt",
        "laatsteBetaaldatum": "2026-11-01T10:00:00Z",
        "archiefstatus": "gearchiveerd",
        "startdatum": "9999-12-31",
    }
    assert codes(api.post("/zaken", body | wrong)) == {
        ("hoofdzaak", "no_match"),
        ("communicatiekanaal", "bad-url"),
        ("relevanteAndereZaken.0.url", "bad-url"),
        ("laatsteBetaaldatum", "betaling-nvt"),
        ("archiefnominatie", "archiefnominatie-not-set"),
        ("archiefactiedatum", "archiefactiedatum-not-set"),
        ("startdatum", "invalid"),
    }


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/statussen", {"statustype": "https://elders.test/1", "datumStatusGezet": "2999-01-01", "gezetdoor": "zrc"}),
        ("/resultaten", {"resultaattype": "https://elders.test/1"}),
        ("/rollen", {"roltype": "https://elders.test/1", "roltoelichting": "", "betrokkeneType": "medewerker"}),
        ("/zaakinformatieobjecten", {"informatieobject": "https://elders.test/1", "status": "zrc"}),
    ],
)
def test_all_that_is_wrong_with_a_child_is_told_at_once(api, make, codes, path, values):
    zaak = make("zaken")["url"]
    # A zaak where a rol or a status should be, and one that is not there.
    given = {name: zaak if value == "zrc" else value for name, value in values.items()}
    found = codes(api.post(path, given | {"zaak": f"{zaak[:-12]}000000000000"}))
    expected = {
        "/statussen": {
            ("statustype", "bad-url"),
            ("datumStatusGezet", "date-in-future"),
            ("gezetdoor", "incorrect_match"),
        },
        "/resultaten": {("resultaattype", "bad-url")},
        "/rollen": {("roltype", "bad-url"), ("nonFieldErrors", "invalid-betrokkene")},
        "/zaakinformatieobjecten": {("informatieobject", "bad-url"), ("status", "incorrect_match")},
    }
    assert found == {("zaak", "object-does-not-exist"), *expected[path]}


def test_what_identifies_somebody_is_no_longer_than_the_standard_has_it(api, make, codes):
    name = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    assert codes(api.get(f"/zaken?{name}=1234567890")) == {(name, "max_length")}
    assert codes(api.post("/zaken/_zoek", {name: "1234567890"})) == {(name, "max_length")}
    assert "1234567890" not in api.get(f"/zaken?{name}=1234567890").content.decode()
    assert api.get(f"/zaken?{name}=123456782").json()["count"] == 0
