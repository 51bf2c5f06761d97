# SPDX-License-Identifier: EUPL-1.2
"""Closing and reopening a zaak, over HTTP, and what is not allowed in between."""

import pytest

pytestmark = pytest.mark.django_db

DAY = "2026-11-21T10:00:00Z"


@pytest.fixture
def zaak(make):
    return make("zaken")["url"]


@pytest.fixture
def close(api, catalogue):
    """Sets the eindstatus and gives the answer."""
    eind = catalogue.statustype(eind=True)

    def set_eindstatus(zaak, moment=DAY, **options):
        body = {"zaak": zaak, "statustype": eind, "datumStatusGezet": moment}
        return api.post("/statussen", body, **options)

    return set_eindstatus


@pytest.fixture
def reopen(api, catalogue):
    """Sets a status that is not the eindstatus and gives the answer."""
    begin = catalogue.statustype()

    def set_status(zaak, moment="2026-11-21T12:00:00Z", **options):
        return api.post("/statussen", {"zaak": zaak, "statustype": begin, "datumStatusGezet": moment}, **options)

    return set_status


def archive(api, zaak):
    shown = api.get(zaak).json()
    names = ("einddatum", "archiefnominatie", "archiefactiedatum", "startdatumBewaartermijn")
    return tuple(shown[name] for name in names)


def test_the_eindstatus_closes_a_zaak_and_gives_it_an_archive_date(api, make, zaak, close):
    make("resultaten", zaak=zaak)
    assert close(zaak).status_code == 201
    assert archive(api, zaak) == ("2026-11-21", "vernietigen", "2031-11-21", "2026-11-21")


def test_the_einddatum_is_the_day_in_amsterdam(api, make, zaak, close):
    make("resultaten", zaak=zaak)
    close(zaak, "2026-11-20T23:30:00Z")
    assert api.get(zaak).json()["einddatum"] == "2026-11-21"


def test_the_last_second_of_a_day_in_utc_is_the_next_day_in_amsterdam(api, make, zaak, close):
    make("resultaten", zaak=zaak)
    close(zaak, "2026-11-20T23:59:59Z")
    assert api.get(zaak).json()["einddatum"] == "2026-11-21"


def test_a_zaak_without_resultaat_stays_open(api, zaak, close, codes):
    assert codes(close(zaak)) == {("nonFieldErrors", "resultaat-does-not-exist")}
    assert archive(api, zaak) == (None, None, None, None)
    assert api.get(zaak).json()["status"] is None


def test_every_document_is_asked_for_as_it_is_now(api, make, zaak, close, codes, documents, neighbours):
    make("resultaten", zaak=zaak)
    document = documents.add()
    make("zaakinformatieobjecten", zaak=zaak, informatieobject=document)
    neighbours.resources[document] |= {"locked": True, "indicatieGebruiksrecht": None}
    refused = close(zaak)
    assert codes(refused) == {
        ("nonFieldErrors", "informatieobject-locked"),
        ("nonFieldErrors", "indicatiegebruiksrecht-unset"),
    }
    assert all(document in each["reason"] for each in refused.json()["invalidParams"])
    neighbours.resources[document] |= {"locked": False, "indicatieGebruiksrecht": True}
    assert close(zaak).status_code == 201


def test_a_zaak_is_not_closed_while_its_documents_cannot_be_asked(api, make, zaak, close, documents, neighbours):
    make("resultaten", zaak=zaak)
    make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add())
    make("statussen", zaak=zaak)
    neighbours.down = True
    assert close(zaak).status_code == 503
    neighbours.down = False
    assert api.get(zaak).json()["einddatum"] is None


def test_what_is_filled_in_already_is_kept(api, make, zaak, close):
    make("resultaten", zaak=zaak)
    api.patch(zaak, {"archiefnominatie": "blijvend_bewaren", "archiefactiedatum": "2040-01-01"})
    close(zaak)
    assert archive(api, zaak) == ("2026-11-21", "blijvend_bewaren", "2040-01-01", None)


def test_a_prefilled_startdatum_bewaartermijn_is_where_the_term_begins(api, make, zaak, close):
    make("resultaten", zaak=zaak)
    api.patch(zaak, {"startdatumBewaartermijn": "2020-02-29"})
    close(zaak)
    assert archive(api, zaak)[2:] == ("2025-02-28", "2020-02-29")


@pytest.mark.parametrize(
    ("wijze", "procedure", "date"),
    [
        ("afgehandeld", {}, "2031-11-21"),
        ("termijn", {"procestermijn": "P1Y"}, "2032-11-21"),
        ("ander_datumkenmerk", {"datumkenmerk": "x"}, None),
        ("vervaldatum_besluit", {}, None),
        ("eigenschap", {"datumkenmerk": "x"}, None),
    ],
)
def test_the_archive_date_follows_the_afleidingswijze(api, make, zaak, close, catalogue, wijze, procedure, date):
    make("resultaten", zaak=zaak, resultaattype=catalogue.resultaattype(wijze, procedure=procedure))
    answer = close(zaak)
    assert answer.status_code == 201, answer.content
    assert api.get(zaak).json()["archiefactiedatum"] == date


@pytest.mark.parametrize(
    ("wijze", "procedure"),
    [
        ("termijn", {}),
        ("hoofdzaak", {}),
        ("gerelateerde_zaak", {}),
        ("zaakobject", {"datumkenmerk": "x", "objecttype": "adres"}),
        ("ingangsdatum_besluit", {}),
        ("eigenschap", {}),
        ("maanstand", {}),
    ],
)
def test_a_zaak_whose_archive_date_can_never_be_known_stays_open(
    api, make, zaak, close, codes, catalogue, wijze, procedure
):
    make("resultaten", zaak=zaak, resultaattype=catalogue.resultaattype(wijze, procedure=procedure))
    assert codes(close(zaak)) == {("nonFieldErrors", "archiefactiedatum-error")}
    assert api.get(zaak).json()["einddatum"] is None


def test_the_term_may_begin_when_the_last_related_zaak_ended(api, make, close, catalogue, neighbours):
    fields = {"identificatie": "Z1", "bronorganisatie": "851234562", "zaaktype": "https://ztc.test/1"}
    elsewhere = neighbours.hold("https://referentie.test/api/v1/zaken/1", fields | {"einddatum": "2027-03-01"})
    here = make("zaken")["url"]
    make("resultaten", zaak=here)
    close(here)
    relevant = [{"url": url, "aardRelatie": "vervolg"} for url in (elsewhere, here)]
    zaak = make("zaken", relevanteAndereZaken=relevant)["url"]
    make("resultaten", zaak=zaak, resultaattype=catalogue.resultaattype("gerelateerde_zaak"))
    assert close(zaak).status_code == 201
    assert archive(api, zaak)[2:] == ("2032-03-01", "2027-03-01")


def test_another_status_reopens_a_closed_zaak(api, make, zaak, close, reopen):
    resultaat = make("resultaten", zaak=zaak)["url"]
    close(zaak)
    assert reopen(zaak).status_code == 201
    assert archive(api, zaak) == (None, None, None, None)
    assert api.get(zaak).json()["resultaat"] == resultaat
    assert close(zaak, "2026-11-21T13:00:00Z").status_code == 201


def test_only_heropenen_sets_a_status_on_a_closed_zaak(make, zaak, close, reopen, limited):
    make("resultaten", zaak=zaak)
    close(zaak)
    limited("zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.geforceerd-bijwerken", "zaken.bijwerken")
    assert reopen(zaak, client="beperkt").status_code == 403
    limited("zaken.heropenen")
    assert reopen(zaak, client="beperkt").status_code == 201


def test_an_open_deelzaak_or_one_without_resultaat_keeps_its_hoofdzaak_open(make, zaak, close, codes):
    make("resultaten", zaak=zaak)
    make("zaken", hoofdzaak=zaak)
    assert codes(close(zaak)) == {
        ("nonFieldErrors", "deelzaken-not-closed"),
        ("nonFieldErrors", "deelzaak-resultaat-does-not-exist"),
    }


@pytest.fixture
def waiting(api, make, zaak, close, catalogue):
    """A closed deelzaak whose archive date comes from its hoofdzaak, which is open and can be closed."""
    deelzaak = make("zaken", hoofdzaak=zaak)["url"]
    make("resultaten", zaak=deelzaak, resultaattype=catalogue.resultaattype("hoofdzaak"))
    assert close(deelzaak, "2026-11-20T10:00:00Z").status_code == 201
    make("resultaten", zaak=zaak)
    return deelzaak


def test_a_deelzaak_gets_the_archive_date_that_waited_for_its_hoofdzaak(
    api, zaak, close, reopen, waiting, assert_fresh
):
    assert archive(api, waiting) == ("2026-11-20", "vernietigen", None, None)
    etag = api.get(waiting)["ETag"]
    assert close(zaak).status_code == 201
    assert archive(api, waiting) == ("2026-11-20", "vernietigen", "2031-11-21", "2026-11-21")
    assert api.get(waiting, if_none_match=etag).status_code == 200
    assert reopen(zaak).status_code == 201
    assert archive(api, waiting) == ("2026-11-20", "vernietigen", None, None)
    assert assert_fresh() > 0


def test_a_date_of_a_deelzaak_that_was_set_by_hand_stays_when_its_hoofdzaak_reopens(api, zaak, close, reopen, waiting):
    api.patch(waiting, {"archiefactiedatum": "2050-01-01"})
    close(zaak)
    reopen(zaak)
    assert api.get(waiting).json()["archiefactiedatum"] == "2050-01-01"


def test_a_deelzaak_of_a_closed_hoofdzaak_is_not_reopened(api, zaak, close, reopen, waiting, codes):
    close(zaak)
    assert codes(reopen(waiting)) == {("nonFieldErrors", "hoofdzaak-closed")}
    assert reopen(zaak).status_code == 201
    assert reopen(waiting).status_code == 201


def test_what_belongs_to_a_closed_zaak_takes_geforceerd_bijwerken(
    api, make, zaak, close, limited, documents, catalogue
):
    rol, relation = (
        make("rollen", zaak=zaak),
        make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add()),
    )
    resultaat = make("resultaten", zaak=zaak)["url"]
    close(zaak)
    body = {
        "zaak": zaak,
        "roltype": catalogue.roltype(),
        "roltoelichting": "",
        "betrokkeneType": "medewerker",
        "betrokkeneIdentificatie": {"identificatie": "x"},
    }
    pair = {"zaak": zaak, "informatieobject": documents.add()}
    writes = [
        lambda: api.patch(zaak, {"omschrijving": "x"}, client="beperkt"),
        lambda: api.post("/rollen", body, client="beperkt"),
        lambda: api.delete(rol["url"], client="beperkt"),
        lambda: api.patch(resultaat, {"toelichting": "x"}, client="beperkt"),
        lambda: api.post("/zaakinformatieobjecten", pair, client="beperkt"),
        lambda: api.patch(relation["url"], {"titel": "x"}, client="beperkt"),
        lambda: api.delete(relation["url"], client="beperkt"),
        lambda: api.delete(resultaat, client="beperkt"),
        lambda: api.post("/resultaten", {"zaak": zaak, "resultaattype": catalogue.resultaattype()}, client="beperkt"),
    ]
    limited("zaken.lezen", "zaken.aanmaken", "zaken.bijwerken", "zaken.statussen.toevoegen", "zaken.heropenen")
    assert [write().status_code for write in writes] == [403] * len(writes)
    limited("zaken.geforceerd-bijwerken")
    assert [write().status_code for write in writes] == [200, 201, 204, 200, 201, 200, 204, 204, 201]


def test_what_belongs_to_an_archived_zaak_does_not_change(api, make, zaak, close, codes, documents, catalogue):
    rol = make("rollen", zaak=zaak)["url"]
    relation = make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add(status="gearchiveerd"))["url"]
    resultaat = make("resultaten", zaak=zaak)["url"]
    close(zaak)
    answer = api.patch(zaak, {"archiefstatus": "gearchiveerd"})
    assert answer.status_code == 200, answer.content
    refused = {("nonFieldErrors", "zaak-archiefstatus-invalid")}
    base = {"zaak": zaak, "roltoelichting": "", "betrokkeneType": "medewerker"}
    assert codes(api.patch(resultaat, {"toelichting": "x"})) == refused
    assert codes(api.patch(relation, {"titel": "x"})) == refused
    assert codes(api.post("/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": documents.add()})) == refused
    assert (
        codes(
            api.post(
                "/rollen",
                base | {"roltype": catalogue.roltype(), "betrokkeneIdentificatie": {"identificatie": "x"}},
            )
        )
        == refused
    )
    assert (
        codes(
            api.post(
                "/statussen",
                {"zaak": zaak, "statustype": catalogue.statustype(), "datumStatusGezet": "2026-11-21T14:00:00Z"},
            )
        )
        == refused
    )
    # Deleting is what happens to archives.
    assert api.delete(rol).status_code == 204
    assert api.delete(relation).status_code == 204
    assert api.delete(resultaat).status_code == 204
    assert codes(api.post("/resultaten", {"zaak": zaak, "resultaattype": catalogue.resultaattype()})) == refused


def test_a_closed_zaak_loses_with_its_resultaat_what_came_of_it_and_gets_it_of_the_next(
    api, make, zaak, close, catalogue
):
    resultaat = make("resultaten", zaak=zaak)["url"]
    close(zaak)
    assert api.delete(resultaat).status_code == 204
    assert archive(api, zaak) == ("2026-11-21", None, None, None)
    make("resultaten", zaak=zaak, resultaattype=catalogue.resultaattype(archiefactietermijn="P7Y"))
    assert archive(api, zaak) == ("2026-11-21", "vernietigen", "2033-11-21", "2026-11-21")


def test_a_closed_zaak_keeps_what_was_set_by_hand_when_its_resultaat_goes(api, make, zaak, close):
    resultaat = make("resultaten", zaak=zaak)["url"]
    close(zaak)
    api.patch(zaak, {"archiefactiedatum": "2050-01-01", "archiefnominatie": "blijvend_bewaren"})
    assert api.delete(resultaat).status_code == 204
    assert archive(api, zaak) == ("2026-11-21", "blijvend_bewaren", "2050-01-01", "2026-11-21")


def test_a_resultaat_that_gives_a_closed_zaak_no_archive_date_is_refused(api, make, zaak, close, codes, catalogue):
    resultaat = make("resultaten", zaak=zaak)["url"]
    close(zaak)
    api.delete(resultaat)
    wrong = {"zaak": zaak, "resultaattype": catalogue.resultaattype("termijn")}
    assert codes(api.post("/resultaten", wrong)) == {("nonFieldErrors", "archiefactiedatum-error")}
    assert archive(api, zaak) == ("2026-11-21", None, None, None)


def test_a_resultaattype_that_is_not_there_gives_a_closed_zaak_no_resultaat(api, make, zaak, close, codes, catalogue):
    resultaat = make("resultaten", zaak=zaak)["url"]
    close(zaak)
    api.delete(resultaat)
    gone = catalogue.resultaattype().rpartition("/")[0] + "/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001"
    assert codes(api.post("/resultaten", {"zaak": zaak, "resultaattype": gone})) == {("resultaattype", "bad-url")}


def test_who_may_not_take_the_resultaat_of_a_closed_zaak_has_nothing_asked(
    api, make, zaak, close, limited, neighbours, unmirror
):
    resultaat = make("resultaten", zaak=zaak)
    close(zaak)
    unmirror(resultaat["resultaattype"])
    neighbours.asked.clear()
    limited("zaken.bijwerken")
    assert api.delete(resultaat["url"], client="beperkt").status_code == 403
    assert neighbours.asked == []


def test_an_archived_zaak_keeps_its_archive_date_when_its_resultaat_goes(api, make, zaak, close):
    resultaat = make("resultaten", zaak=zaak)["url"]
    close(zaak)
    api.patch(zaak, {"archiefstatus": "gearchiveerd"})
    before = archive(api, zaak)
    assert api.delete(resultaat).status_code == 204
    assert archive(api, zaak) == before


def test_the_resultaat_of_an_open_zaak_goes_without_asking_anybody(api, make, zaak, neighbours):
    resultaat = make("resultaten", zaak=zaak)["url"]
    asked = len(neighbours.asked)
    assert api.delete(resultaat).status_code == 204
    assert len(neighbours.asked) == asked


def test_a_put_of_a_closed_zaak_keeps_the_archive_attributes_that_it_leaves_out(api, make, body, zaak, close):
    make("resultaten", zaak=zaak)
    close(zaak)
    before = archive(api, zaak)
    api.patch(zaak, {"archiefstatus": "gearchiveerd"})
    answer = api.put(zaak, body | {"omschrijving": "x"})
    assert answer.status_code == 200, answer.content
    assert answer.json()["omschrijving"] == "x"
    assert answer.json()["archiefstatus"] == "gearchiveerd"
    assert archive(api, zaak) == before


@pytest.mark.parametrize("method", ["put", "patch"])
def test_null_empties_the_archive_date_of_a_closed_zaak(api, make, body, zaak, close, limited, method):
    make("resultaten", zaak=zaak)
    close(zaak)
    change = {"archiefactiedatum": None, "startdatumBewaartermijn": None}
    given = body | change if method == "put" else change
    limited("zaken.lezen", "zaken.bijwerken")
    assert getattr(api, method)(zaak, given, client="beperkt").status_code == 403
    limited("zaken.lezen", "zaken.geforceerd-bijwerken")
    assert getattr(api, method)(zaak, given, client="beperkt").status_code == 200
    assert archive(api, zaak) == ("2026-11-21", "vernietigen", None, None)


def test_a_put_of_an_open_zaak_empties_what_it_leaves_out(api, body, zaak):
    api.patch(zaak, {"archiefnominatie": "vernietigen", "archiefactiedatum": "2040-01-01"})
    api.put(zaak, body)
    assert archive(api, zaak) == (None, None, None, None)


@pytest.mark.parametrize("existing", [False, True])
def test_a_closed_hoofdzaak_takes_a_deelzaak_with_geforceerd_bijwerken_only(
    api, make, body, zaak, close, limited, codes, existing
):
    make("resultaten", zaak=zaak)
    other = make("zaken")["url"]
    close(zaak)

    def attempt():
        if existing:
            return api.patch(other, {"hoofdzaak": zaak}, client="beperkt")
        return api.post("/zaken", body | {"hoofdzaak": zaak}, client="beperkt")

    limited("zaken.lezen", "zaken.aanmaken", "zaken.bijwerken")
    assert codes(attempt()) == {("hoofdzaak", "hoofdzaak-closed")}
    assert api.get(zaak).json()["deelzaken"] == []
    limited("zaken.lezen", "zaken.aanmaken", "zaken.bijwerken", "zaken.geforceerd-bijwerken")
    assert attempt().status_code in (200, 201)
    assert len(api.get(zaak).json()["deelzaken"]) == 1


def test_a_deelzaak_that_stays_where_it_is_changes_nothing_for_its_closed_hoofdzaak(
    api, body, zaak, close, waiting, grant, zaaktype, neighbours
):
    close(zaak)
    higher = api.patch(zaak, {"vertrouwelijkheidaanduiding": "geheim"})
    assert higher.status_code == 200
    scopes = ["zaken.lezen", "zaken.geforceerd-bijwerken"]
    right = {"component": "zrc", "zaaktype": zaaktype, "maxVertrouwelijkheidaanduiding": "intern", "scopes": scopes}
    grant(beperkt=[right])
    assert api.put(waiting, body | {"hoofdzaak": zaak}, client="beperkt").status_code == 200
    assert api.get(waiting).json()["hoofdzaak"] == zaak
