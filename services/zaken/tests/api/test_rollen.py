# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db

ADRES = {
    "aoaIdentificatie": "OFWORKAROUND",
    "wplWoonplaatsNaam": "Utrecht",
    "gorOpenbareRuimteNaam": "Straat",
    "aoaPostcode": "3511AA",
    "aoaHuisnummer": "12",
}
BUITENLAND = {"lndLandcode": "6014", "lndLandnaam": "VS", "subAdresBuitenland_1": "Main St"}

#: betrokkeneType -> what is sent, and what is answered
SHAPES = {
    "natuurlijk_persoon": (
        {"inpBsn": "999990019", "geslachtsnaam": "Janssen", "geboortedatum": "", "verblijfsadres": ADRES},
        {
            "inpBsn": "999990019",
            "anpIdentificatie": "",
            "inpA_nummer": "",
            "geslachtsnaam": "Janssen",
            "voorvoegselGeslachtsnaam": "",
            "voorletters": "",
            "voornamen": "",
            "geslachtsaanduiding": "",
            "geboortedatum": "",
            "verblijfsadres": ADRES
            | {"aoaHuisnummer": 12, "aoaHuisletter": "", "aoaHuisnummertoevoeging": "", "inpLocatiebeschrijving": ""},
            "subVerblijfBuitenland": None,
        },
    ),
    "niet_natuurlijk_persoon": (
        {"innNnpId": "12345678", "statutaireNaam": "BV", "subVerblijfBuitenland": BUITENLAND, "kvkNummer": "12345678"},
        {
            "innNnpId": "12345678",
            "annIdentificatie": "",
            "statutaireNaam": "BV",
            "innRechtsvorm": "",
            "bezoekadres": "",
            "subVerblijfBuitenland": BUITENLAND | {"subAdresBuitenland_2": "", "subAdresBuitenland_3": ""},
        },
    ),
    "vestiging": (
        {"vestigingsNummer": "12345678", "kvkNummer": "12345678", "innNnpId": "123456789"},
        {
            "vestigingsNummer": "12345678",
            "handelsnaam": [],
            "verblijfsadres": None,
            "subVerblijfBuitenland": None,
            "kvkNummer": "12345678",
        },
    ),
    "organisatorische_eenheid": (
        {"identificatie": "OE1", "naam": "Team", "isGehuisvestIn": "hier"},
        {"identificatie": "OE1", "naam": "Team", "isGehuisvestIn": "hier"},
    ),
    "medewerker": (
        {"identificatie": "mw1"},
        {"identificatie": "mw1", "achternaam": "", "voorletters": "", "voorvoegselAchternaam": ""},
    ),
}


@pytest.fixture
def zaak(make):
    return make("zaken")["url"]


@pytest.mark.parametrize("betrokkene_type", SHAPES)
def test_each_betrokkene_is_answered_in_the_whole_shape_of_its_type(api, make, zaak, betrokkene_type):
    sent, answered = SHAPES[betrokkene_type]
    rol = make("rollen", zaak=zaak, betrokkeneType=betrokkene_type, betrokkeneIdentificatie=sent)
    assert rol["betrokkeneIdentificatie"] == answered
    assert list(rol["betrokkeneIdentificatie"]) == list(answered)
    assert api.get(rol["url"]).json() == rol
    assert api.get(zaak).json()["rollen"] == [rol["url"]]


def test_a_rol_shows_what_its_roltype_says_and_is_empty_where_nothing_was_given(make, zaak, catalogue):
    roltype = catalogue.roltype("initiator", omschrijving="Aanvrager")
    rol = make("rollen", zaak=zaak, roltype=roltype, indicatieMachtiging="")
    assert rol["omschrijving"] == "Aanvrager"
    assert rol["omschrijvingGeneriek"] == "initiator"
    assert rol["contactpersoonRol"] == {"emailadres": "", "functie": "", "telefoonnummer": "", "naam": ""}
    assert (rol["betrokkene"], rol["afwijkendeNaamBetrokkene"], rol["indicatieMachtiging"]) == ("", "", "")
    assert rol["statussen"] == []
    assert rol["registratiedatum"].endswith("Z")
    assert "authenticatieContext" not in rol


def test_a_contactpersoon_is_kept(make, zaak):
    person = {"naam": "C", "emailadres": "c@example.nl", "telefoonnummer": "0612345678"}
    rol = make("rollen", zaak=zaak, contactpersoonRol=person)
    assert rol["contactpersoonRol"] == person | {"functie": ""}


def test_a_betrokkene_may_be_a_url_alone(make, zaak):
    rol = make("rollen", zaak=zaak, betrokkene="https://elders.test/personen/1", betrokkeneIdentificatie=None)
    assert rol["betrokkene"] == "https://elders.test/personen/1"
    assert rol["betrokkeneIdentificatie"]["identificatie"] == ""


@pytest.mark.parametrize(
    ("betrokkene_type", "identificatie", "code"),
    [
        ("natuurlijk_persoon", {"inpBsn": "123456789"}, ("inpBsn", "invalid")),
        ("natuurlijk_persoon", {"inpBsn": "12345"}, ("inpBsn", "invalid-length")),
        ("natuurlijk_persoon", {"inpBsn": "abcdefghi"}, ("inpBsn", "only-digits")),
        ("natuurlijk_persoon", {"inpA_nummer": "0123456789"}, ("inpA_nummer", "a-nummer-incorrect-format")),
        ("natuurlijk_persoon", {"geslachtsaanduiding": "x"}, ("geslachtsaanduiding", "invalid_choice")),
        ("natuurlijk_persoon", {"verblijfsadres": {}}, ("verblijfsadres.aoaHuisnummer", "required")),
        ("medewerker", {"identificatie": "m" * 255}, ("identificatie", "max_length")),
        ("vestiging", {"handelsnaam": "Zaak"}, ("handelsnaam", "not_a_list")),
    ],
)
def test_a_wrong_value_is_named_by_its_whole_path(api, codes, zaak, catalogue, betrokkene_type, identificatie, code):
    body = {
        "zaak": zaak,
        "roltype": catalogue.roltype(),
        "roltoelichting": "",
        "betrokkeneType": betrokkene_type,
        "betrokkeneIdentificatie": identificatie,
    }
    name, expected = code
    assert (f"betrokkeneIdentificatie.{name}", expected) in codes(api.post("/rollen", body))


def test_a_rol_needs_its_required_fields(api, codes):
    assert codes(api.post("/rollen", {})) == {
        ("zaak", "required"),
        ("betrokkeneType", "required"),
        ("roltype", "required"),
        ("roltoelichting", "required"),
    }
    assert ("betrokkeneType", "invalid_choice") in codes(api.post("/rollen", {"betrokkeneType": "hond"}))


def test_a_rol_of_nobody_or_of_another_roltype_is_refused(api, codes, zaak, catalogue):
    body = {
        "zaak": zaak,
        "roltype": catalogue.roltype(zaaktype="https://elders.test/zaaktypen/1"),
        "roltoelichting": "",
        "betrokkeneType": "medewerker",
        "betrokkeneIdentificatie": {},
    }
    assert codes(api.post("/rollen", body)) == {
        ("nonFieldErrors", "invalid-betrokkene"),
        ("nonFieldErrors", "zaaktype-mismatch"),
    }


def test_another_type_of_the_zaaktype_is_no_roltype(api, codes, zaak, catalogue):
    body = {
        "zaak": zaak,
        "roltoelichting": "",
        "betrokkeneType": "medewerker",
        "betrokkeneIdentificatie": {"identificatie": "mw1"},
    }
    words = {"omschrijving": "Ontvangen", "omschrijvingGeneriek": "Ontvangen"}
    for other in (catalogue.statustype(**words), catalogue.statustype(**words | {"omschrijvingGeneriek": ""})):
        assert codes(api.post("/rollen", body | {"roltype": other})) == {("roltype", "invalid-resource")}


@pytest.mark.parametrize("generiek", ["initiator", "zaakcoordinator"])
def test_a_zaak_has_one_initiator_and_one_zaakcoordinator(api, make, codes, zaak, catalogue, generiek):
    make("rollen", zaak=zaak, roltype=catalogue.roltype(generiek))
    body = {
        "zaak": zaak,
        "roltype": catalogue.roltype(generiek),
        "roltoelichting": "",
        "betrokkeneType": "medewerker",
        "betrokkeneIdentificatie": {"identificatie": "mw2"},
    }
    assert codes(api.post("/rollen", body)) == {("roltype", "max-occurences")}
    make("rollen", zaak=make("zaken")["url"], roltype=catalogue.roltype(generiek))


def test_a_rol_that_is_deleted_is_gone_from_zaak_and_status(api, make, zaak, lines):
    rol = make("rollen", zaak=zaak)["url"]
    status = make("statussen", zaak=zaak, gezetdoor=rol)["url"]
    assert api.delete(rol, if_match='"anders"').status_code == 412
    assert api.delete(rol).status_code == 204
    assert api.get(rol).status_code == 404
    assert api.get(zaak).json()["rollen"] == []
    assert api.get(status).json()["gezetdoor"] == ""
    assert lines()[-1] == ("rol", "destroy", True, False)


def test_a_rol_that_is_deleted_leaves_the_statussen_that_another_set(api, make, zaak):
    gone, other = (make("rollen", zaak=zaak)["url"] for _ in range(2))
    days = {gone: 19, other: 20}
    statussen = {
        rol: make("statussen", zaak=zaak, gezetdoor=rol, datumStatusGezet=f"2026-11-{day}T10:00:00Z")["url"]
        for rol, day in days.items()
    }
    assert api.delete(gone).status_code == 204
    assert api.get(statussen[gone]).json()["gezetdoor"] == ""
    assert api.get(statussen[other]).json()["gezetdoor"] == other


def test_a_rol_cannot_be_changed(api, make, zaak):
    url = make("rollen", zaak=zaak)["url"]
    assert {api.put(url, {}).status_code, api.patch(url, {}).status_code} == {405}


def test_the_audit_trail_names_the_rol_and_nobody(api, make, zaak):
    person = {"inpBsn": "999990019", "geslachtsnaam": "Janssen"}
    make("rollen", zaak=zaak, betrokkeneType="natuurlijk_persoon", betrokkeneIdentificatie=person)
    entry = api.get(f"{zaak}/audittrail").json()[-1]
    assert (entry["resource"], entry["actie"]) == ("rol", "create")
    assert "Janssen" not in entry["resourceWeergave"]


@pytest.mark.parametrize(
    ("name", "betrokkene_type", "identificatie"),
    [
        ("natuurlijkPersoon__inpBsn", "natuurlijk_persoon", {"inpBsn": "999990019"}),
        ("natuurlijkPersoon__anpIdentificatie", "natuurlijk_persoon", {"anpIdentificatie": "17"}),
        ("natuurlijkPersoon__inpA_nummer", "natuurlijk_persoon", {"inpA_nummer": "1234567890"}),
        ("nietNatuurlijkPersoon__innNnpId", "niet_natuurlijk_persoon", {"innNnpId": "100000009"}),
        ("nietNatuurlijkPersoon__annIdentificatie", "niet_natuurlijk_persoon", {"annIdentificatie": "17"}),
        ("vestiging__vestigingsNummer", "vestiging", {"vestigingsNummer": "12345678"}),
        ("organisatorischeEenheid__identificatie", "organisatorische_eenheid", {"identificatie": "17"}),
        ("medewerker__identificatie", "medewerker", {"identificatie": "17"}),
    ],
)
def test_rollen_and_zaken_are_found_by_who_is_in_them(api, make, zaak, name, betrokkene_type, identificatie):
    (value,) = identificatie.values()
    wanted = make("rollen", zaak=zaak, betrokkeneType=betrokkene_type, betrokkeneIdentificatie=identificatie)["url"]
    other = make("zaken")["url"]
    make("rollen", zaak=other, betrokkeneType="medewerker", betrokkeneIdentificatie={"identificatie": "niet"})
    # The same identification of somebody of another type is somebody else.
    elsewhere = "medewerker" if betrokkene_type != "medewerker" else "organisatorische_eenheid"
    make("rollen", zaak=other, betrokkeneType=elsewhere, betrokkeneIdentificatie={"identificatie": value})
    found = api.get(f"/rollen?betrokkeneIdentificatie__{name}={value}").json()["results"]
    assert [each["url"] for each in found] == [wanted]
    found = api.get(f"/zaken?rol__betrokkeneIdentificatie__{name}={value}").json()["results"]
    assert [each["url"] for each in found] == [zaak]


def test_rollen_can_be_filtered(api, make, zaak, catalogue):
    person = "https://elders.test/personen/1"
    first = make("rollen", zaak=zaak, betrokkene=person, roltype=catalogue.roltype("adviseur"))
    make("rollen", zaak=make("zaken")["url"], betrokkeneType="vestiging", betrokkeneIdentificatie={"kvkNummer": "1"})

    for query in (
        f"zaak={zaak}",
        f"betrokkene={person}",
        "betrokkeneType=medewerker",
        f"roltype={first['roltype']}",
        "omschrijving=Adviseur",
        "omschrijvingGeneriek=adviseur",
    ):
        assert [each["url"] for each in api.get(f"/rollen?{query}").json()["results"]] == [first["url"]], query


def test_a_zaak_with_several_matching_rollen_is_found_once(api, make, zaak):
    for _ in range(2):
        make("rollen", zaak=zaak)
    assert api.get("/zaken?rol__betrokkeneType=medewerker").json()["count"] == 1
    assert api.get("/zaken?rol__betrokkeneIdentificatie__medewerker__identificatie=mw1").json()["count"] == 1


def test_keys_that_a_kind_of_betrokkene_does_not_have_are_named_when_nothing_else_is_given(api, make, catalogue, codes):
    body = {
        "zaak": make("zaken")["url"],
        "roltype": catalogue.roltype(),
        "roltoelichting": "",
        "betrokkeneType": "medewerker",
        "betrokkeneIdentificatie": {"inpBsn": "123456782", "naam": "Jansen"},
    }
    answer = api.post("/rollen", body)
    assert codes(answer) == {("nonFieldErrors", "invalid-betrokkene")}
    reason = answer.json()["invalidParams"][0]["reason"]
    assert "medewerker" in reason
    assert "inpBsn, naam" in reason
    assert "123456782" not in reason
    assert "Jansen" not in reason
    known = body | {"betrokkeneIdentificatie": {"identificatie": "mw1", "naam": "x"}}
    assert api.post("/rollen", known).status_code == 201
