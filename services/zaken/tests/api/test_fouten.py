# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a body, and with the URLs in it, stands in one answer."""

from uuid import uuid4

import pytest

from servicekit.mirror.store import look_again, mark
from servicekit.references import absolute, normal
from zaken.models import Zaak

pytestmark = pytest.mark.django_db
LONG = "x" * 1001
AWAY = "https://elders.test/zaken/1"


@pytest.fixture
def bodies(body, catalogue, documents, make):
    """Give per resource a body that is accepted but for one field, and the fault of that."""
    zaak = make("zaken")["url"]
    moment = {"datumStatusGezet": "2026-11-20T10:00:00Z"}
    rol = {"betrokkeneType": "medewerker", "betrokkeneIdentificatie": {"identificatie": "mw1"}}
    toelichting = ("toelichting", "max_length")
    return {
        "zaken": (body | {"bronorganisatie": "1"}, ("bronorganisatie", "invalid-length")),
        "statussen": (
            {"zaak": zaak, "statustype": catalogue.statustype(), "statustoelichting": LONG} | moment,
            ("statustoelichting", "max_length"),
        ),
        "rollen": (
            {"zaak": zaak, "roltype": catalogue.roltype(), "roltoelichting": LONG} | rol,
            ("roltoelichting", "max_length"),
        ),
        "resultaten": (
            {"zaak": zaak, "resultaattype": catalogue.resultaattype(), "toelichting": LONG},
            toelichting,
        ),
        "zaakinformatieobjecten": (
            {"zaak": zaak, "informatieobject": documents.add(), "titel": LONG},
            ("titel", "max_length"),
        ),
    }


ASKED = [
    ("zaken", "zaaktype"),
    ("statussen", "statustype"),
    ("rollen", "roltype"),
    ("resultaten", "resultaattype"),
    ("zaakinformatieobjecten", "informatieobject"),
]


def elsewhere(url):
    """The URL of nothing, at the owner and in the collection of another."""
    return f"{url.rpartition('/')[0]}/{uuid4()}"


@pytest.mark.parametrize(("path", "name"), ASKED)
def test_a_url_that_leads_nowhere_is_told_with_what_is_wrong_with_the_body(api, bodies, codes, path, name):
    wrong, fault = bodies[path]
    assert codes(api.post(f"/{path}", wrong)) == {fault}
    assert codes(api.post(f"/{path}", wrong | {name: elsewhere(wrong[name])})) == {fault, (name, "bad-url")}


@pytest.mark.parametrize(("path", "name"), ASKED)
def test_an_owner_that_is_away_hides_no_fault(api, bodies, codes, neighbours, path, name):
    wrong, fault = bodies[path]
    neighbours.down = True
    assert codes(api.post(f"/{path}", wrong | {name: elsewhere(wrong[name])})) == {fault}


@pytest.mark.parametrize(("path", "name"), ASKED)
def test_a_client_without_the_scope_has_nothing_asked(api, bodies, neighbours, limited, path, name):
    limited("zaken.lezen")
    wrong, _ = bodies[path]
    neighbours.asked.clear()
    given = wrong | {name: elsewhere(wrong[name])}
    assert api.post(f"/{path}", given, client="beperkt").status_code == 403
    assert neighbours.asked == []


@pytest.mark.parametrize(("path", "name"), ASKED[1:])
def test_who_may_not_change_the_zaak_has_nothing_asked(api, bodies, codes, neighbours, limited, path, name):
    limited("zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.bijwerken", level="openbaar")
    wrong, fault = bodies[path]
    neighbours.asked.clear()
    given = wrong | {name: elsewhere(wrong[name])}
    assert codes(api.post(f"/{path}", given, client="beperkt")) == {fault}
    assert neighbours.asked == []


@pytest.mark.parametrize(("path", "name"), ASKED[1:])
def test_who_may_not_change_the_zaak_has_nothing_asked_with_a_body_that_is_right(
    api, bodies, neighbours, limited, path, name
):
    limited("zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.bijwerken", level="openbaar")
    wrong, (field, _) = bodies[path]
    neighbours.asked.clear()
    given = wrong | {field: "", name: elsewhere(wrong[name])}
    assert api.post(f"/{path}", given, client="beperkt").status_code == 403
    assert neighbours.asked == []


@pytest.mark.parametrize(("path", "name"), ASKED[1:])
def test_a_zaak_that_is_destroyed_while_others_are_asked_is_told_to_be_absent(
    api, bodies, codes, neighbours, path, name
):
    wrong, (field, _) = bodies[path]

    def destroy_meanwhile(url, _):
        Zaak.objects.all().delete()
        return 200, neighbours.resources[url]

    neighbours.handle("GET", wrong[name], destroy_meanwhile)
    assert codes(api.post(f"/{path}", wrong | {field: ""})) == {("zaak", "object-does-not-exist")}


def test_who_may_not_open_a_zaak_has_nothing_asked_but_its_type(api, bodies, codes, neighbours, limited):
    limited("zaken.aanmaken", level="openbaar")
    wrong, fault = bodies["zaken"]
    neighbours.asked.clear()
    given = wrong | {"communicatiekanaal": AWAY, "hoofdzaak": absolute(f"zrc:zaken/{uuid4()}")}
    assert codes(api.post("/zaken", given, client="beperkt")) == {fault}
    assert codes(api.post("/zaken", given | {"vertrouwelijkheidaanduiding": "x"}, client="beperkt")) == {
        fault,
        ("vertrouwelijkheidaanduiding", "invalid_choice"),
    }
    assert not [url for _, url, *_ in neighbours.asked if url == AWAY]


@pytest.mark.parametrize("path", [path for path, _ in ASKED[1:]])
def test_a_zaak_that_is_not_there_is_told_with_what_is_wrong_with_the_body(api, bodies, codes, path):
    wrong, fault = bodies[path]
    given = wrong | {"zaak": absolute(f"zrc:zaken/{uuid4()}")}
    assert codes(api.post(f"/{path}", given)) == {fault, ("zaak", "object-does-not-exist")}


@pytest.mark.parametrize(("path", "name"), ASKED)
def test_a_body_without_its_url_tells_that_it_is_required(api, bodies, codes, path, name):
    wrong, fault = bodies[path]
    assert codes(api.post(f"/{path}", {each: wrong[each] for each in wrong if each != name})) == {
        fault,
        (name, "required"),
    }


def test_all_urls_of_a_zaak_are_told_with_what_is_wrong_with_the_body(api, bodies, codes, neighbours):
    wrong, fault = bodies["zaken"]
    concept = neighbours.hold(f"ztc:zaaktypen/{uuid4()}", neighbours.resources[wrong["zaaktype"]] | {"concept": True})
    given = {
        "zaaktype": concept,
        "communicatiekanaal": AWAY,
        "hoofdzaak": absolute(f"zrc:zaken/{uuid4()}"),
        "relevanteAndereZaken": [{"url": absolute(f"zrc:zaken/{uuid4()}"), "aardRelatie": "vervolg"}],
    }
    assert codes(api.post("/zaken", wrong | given)) == {
        fault,
        ("zaaktype", "not-published"),
        ("communicatiekanaal", "bad-url"),
        ("hoofdzaak", "does_not_exist"),
        ("relevanteAndereZaken.0.url", "bad-url"),
    }
    geometry = wrong | {"bronorganisatie": "851234562", "zaakgeometrie": {}, "hoofdzaak": AWAY}
    assert codes(api.post("/zaken", geometry)) == {("zaakgeometrie", "invalid"), ("hoofdzaak", "no_match")}


@pytest.mark.parametrize("method", ["put", "patch"])
def test_new_urls_in_a_change_are_told_with_what_is_wrong_with_it(api, body, codes, method, make):
    url = make("zaken")["url"]
    change = getattr(api, method)
    given = body | {"omschrijving": LONG, "zaaktype": elsewhere(body["zaaktype"]), "communicatiekanaal": AWAY}
    assert codes(change(url, given)) == {
        ("omschrijving", "max_length"),
        ("zaaktype", "bad-url"),
        ("communicatiekanaal", "bad-url"),
    }


@pytest.mark.parametrize("method", ["put", "patch"])
def test_urls_that_a_zaak_has_already_are_not_judged_with_a_change_that_is_wrong(
    api, body, codes, neighbours, method, make
):
    zaak = make("zaken")
    del neighbours.resources[zaak["zaaktype"]]
    mark(normal(zaak["zaaktype"]))
    assert not look_again()
    neighbours.asked.clear()
    assert codes(getattr(api, method)(zaak["url"], body | {"omschrijving": LONG})) == {("omschrijving", "max_length")}
    assert neighbours.asked == []


def test_who_may_not_change_a_closed_zaak_has_nothing_asked_with_a_change_that_is_wrong(
    api, body, catalogue, codes, limited, make, neighbours
):
    zaak = make("zaken")["url"]
    make("resultaten", zaak=zaak)
    make("statussen", zaak=zaak, statustype=catalogue.statustype(eind=True))
    limited("zaken.lezen", "zaken.bijwerken")
    neighbours.asked.clear()
    given = {"omschrijving": LONG, "zaaktype": elsewhere(body["zaaktype"])}
    assert codes(api.patch(zaak, given, client="beperkt")) == {("omschrijving", "max_length")}
    assert neighbours.asked == []


def test_types_of_another_zaaktype_are_told_with_what_is_wrong_with_the_body(api, bodies, codes, catalogue):
    other = absolute(f"ztc:zaaktypen/{uuid4()}")
    for path, name, url in (
        ("statussen", "statustype", catalogue.statustype(zaaktype=other)),
        ("rollen", "roltype", catalogue.roltype(zaaktype=other)),
        ("resultaten", "resultaattype", catalogue.resultaattype(zaaktype=other)),
    ):
        wrong, fault = bodies[path]
        assert codes(api.post(f"/{path}", wrong | {name: url})) == {fault, ("nonFieldErrors", "zaaktype-mismatch")}


def test_a_status_by_no_rol_is_told_with_what_is_wrong_with_the_body(api, bodies, codes):
    wrong, fault = bodies["statussen"]
    gone = absolute(f"zrc:rollen/{uuid4()}")
    assert codes(api.post("/statussen", wrong | {"gezetdoor": gone})) == {fault, ("gezetdoor", "does_not_exist")}


def test_what_set_a_status_is_told_of_with_what_is_wrong_with_the_body(api, bodies, codes, make):
    wrong, fault = bodies["statussen"]
    own, stranger = (make("rollen", zaak=zaak)["url"] for zaak in (wrong["zaak"], make("zaken")["url"]))
    assert codes(api.post("/statussen", wrong | {"gezetdoor": own})) == {fault}
    assert codes(api.post("/statussen", wrong | {"gezetdoor": stranger})) == {fault, ("gezetdoor", "zaak-mismatch")}
    assert codes(api.post("/statussen", wrong | {"gezetdoor": AWAY})) == {fault, ("gezetdoor", "no_match")}
    nowhere = {"zaak": absolute(f"zrc:zaken/{uuid4()}"), "gezetdoor": own}
    assert codes(api.post("/statussen", wrong | nowhere)) == {fault, ("zaak", "object-does-not-exist")}


@pytest.mark.parametrize(
    ("closed", "scopes", "asks"),
    [
        (False, ["zaken.aanmaken"], True),
        (True, ["zaken.heropenen"], True),
        (True, ["zaken.statussen.toevoegen", "zaken.geforceerd-bijwerken"], False),
    ],
)
def test_who_may_set_the_first_status_or_reopen_is_told_of_urls_too(
    api, bodies, catalogue, codes, limited, make, closed, scopes, asks
):
    wrong, fault = bodies["statussen"]
    if closed:
        make("resultaten", zaak=wrong["zaak"])
        eindstatus = {"statustype": catalogue.statustype(eind=True), "datumStatusGezet": "2026-11-19T10:00:00Z"}
        make("statussen", zaak=wrong["zaak"], **eindstatus)
    limited(*scopes)
    given = wrong | {"statustype": elsewhere(wrong["statustype"])}
    told = {("statustype", "bad-url")} if asks else set()
    assert codes(api.post("/statussen", given, client="beperkt")) == {fault} | told


def of_zaken(api, make, catalogue, documents):
    """Give what is wrong with a zaak by a rule, and the faults of that."""
    taken = make("zaken", identificatie="AL-GEGEVEN")["identificatie"]
    later, earlier = "2100-01-01T00:00:00Z", "2026-11-20T10:00:00Z"
    yield {"identificatie": taken}, {("identificatie", "identificatie-niet-uniek")}
    yield {"laatsteBetaaldatum": later}, {("laatsteBetaaldatum", "future_not_allowed")}
    nvt = {"betalingsindicatie": "nvt", "laatsteBetaaldatum": earlier}
    yield nvt, {("laatsteBetaaldatum", "betaling-nvt")}
    foreign = {"productenOfDiensten": ["https://product.test/2"]}
    yield foreign, {("productenOfDiensten", "invalid-products-services")}
    archive = {("archiefnominatie", "archiefnominatie-not-set"), ("archiefactiedatum", "archiefactiedatum-not-set")}
    yield {"archiefstatus": "gearchiveerd"}, archive
    deelzaak = make("zaken", hoofdzaak=make("zaken")["url"])["url"]
    yield {"hoofdzaak": deelzaak}, {("hoofdzaak", "deelzaak-als-hoofdzaak")}


def of_statussen(api, make, catalogue, documents):
    """The same for a status; each row names its own zaak, if it has to be like no other."""
    yield {"datumStatusGezet": "2100-01-01T00:00:00Z"}, {("datumStatusGezet", "date-in-future")}
    zaak = make("zaken")["url"]
    make("statussen", zaak=zaak)
    yield {"zaak": zaak}, {("nonFieldErrors", "unique")}
    eindstatus = catalogue.statustype(eind=True)
    open_faults = {("nonFieldErrors", "resultaat-does-not-exist")}
    yield {"statustype": eindstatus}, open_faults
    before = {"zaak": zaak, "statustype": eindstatus, "datumStatusGezet": "2026-11-19T10:00:00Z"}
    yield before, {("datumStatusGezet", "date-before-last-status")}
    yield archived(api, make, catalogue), {("nonFieldErrors", "zaak-archiefstatus-invalid")}


def of_rollen(api, make, catalogue, documents):
    """The same for a rol."""
    zaak, initiator = make("zaken")["url"], catalogue.roltype("initiator")
    make("rollen", zaak=zaak, roltype=initiator)
    yield {"zaak": zaak, "roltype": initiator}, {("roltype", "max-occurences")}
    yield {"betrokkeneIdentificatie": {}}, {("nonFieldErrors", "invalid-betrokkene")}
    yield archived(api, make, catalogue), {("nonFieldErrors", "zaak-archiefstatus-invalid")}


def of_resultaten(api, make, catalogue, documents):
    """The same for a resultaat."""
    zaak = make("zaken")["url"]
    make("resultaten", zaak=zaak)
    yield {"zaak": zaak}, {("zaak", "unique")}
    yield archived(api, make, catalogue), {("zaak", "unique"), ("nonFieldErrors", "zaak-archiefstatus-invalid")}


def of_zaakinformatieobjecten(api, make, catalogue, documents):
    """The same for a relation with a document."""
    relation = make("zaakinformatieobjecten", zaak=make("zaken")["url"], informatieobject=documents.add())
    ends = {name: relation[name] for name in ("zaak", "informatieobject")}
    yield ends, {("nonFieldErrors", "unique")}
    stranger = make("statussen", zaak=make("zaken")["url"])["url"]
    yield {"status": stranger}, {("status", "zaak-mismatch")}
    yield {"status": AWAY}, {("status", "no_match")}
    yield archived(api, make, catalogue), {("nonFieldErrors", "zaak-archiefstatus-invalid")}


def archived(api, make, catalogue):
    """Name a zaak that is archived."""
    zaak = make("zaken")["url"]
    make("resultaten", zaak=zaak)
    make("statussen", zaak=zaak, statustype=catalogue.statustype(eind=True), datumStatusGezet="2026-11-19T10:00:00Z")
    assert api.patch(zaak, {"archiefstatus": "gearchiveerd"}).status_code == 200
    return {"zaak": zaak}


@pytest.mark.parametrize("of", [of_zaken, of_statussen, of_rollen, of_resultaten, of_zaakinformatieobjecten])
def test_what_a_rule_forbids_is_told_with_what_is_wrong_with_the_body(
    api, bodies, body, codes, make, catalogue, documents, of
):
    path = of.__name__.removeprefix("of_")
    wrong, fault = bodies[path]
    if path == "zaken":  # whose number is one of its bronorganisatie, so that another field is the wrong one
        wrong, fault = body | {"omschrijving": LONG}, ("omschrijving", "max_length")
    field, _ = fault
    for given, found in of(api, make, catalogue, documents):
        assert codes(api.post(f"/{path}", wrong | {field: ""} | given)) == found, given
        assert codes(api.post(f"/{path}", wrong | given)) == {fault} | found, given


def test_a_number_that_is_taken_is_told_with_other_faults(api, body, codes, make):
    taken = body | {"identificatie": make("zaken")["identificatie"]}
    future = {"laatsteBetaaldatum": "2100-01-01T00:00:00Z"}
    assert codes(api.post("/zaken", taken | future)) == {
        ("identificatie", "identificatie-niet-uniek"),
        ("laatsteBetaaldatum", "future_not_allowed"),
    }


def test_nothing_is_said_by_what_is_wrong_already(api, body, codes, make):
    paid = {"betalingsindicatie": "x", "laatsteBetaaldatum": "2026-11-20T10:00:00Z"}
    archive = {"archiefstatus": "gearchiveerd", "archiefnominatie": "x", "archiefactiedatum": "2030-01-01"}
    products = {"productenOfDiensten": "x", "zaaktype": body["zaaktype"]}
    number = {"bronorganisatie": "1", "identificatie": make("zaken", identificatie="7")["identificatie"]}
    zaak = make("zaken", betalingsindicatie="nvt", productenOfDiensten=["https://product.test/1"])["url"]
    for given, found in (
        (paid, {("betalingsindicatie", "invalid_choice")}),
        (archive, {("archiefnominatie", "invalid_choice")}),
        (products, {("productenOfDiensten", "not_a_list")}),
    ):
        assert codes(api.post("/zaken", body | given)) == found
        assert codes(api.put(zaak, body | given)) == found
        assert codes(api.patch(zaak, given)) == found
    assert codes(api.post("/zaken", body | number)) == {("bronorganisatie", "invalid-length")}


def test_a_change_that_is_wrong_is_judged_by_what_the_zaak_has(api, body, codes, make):
    zaak = make("zaken", betalingsindicatie="nvt")["url"]
    wrong = {"omschrijving": LONG, "laatsteBetaaldatum": "2026-11-20T10:00:00Z"}
    assert codes(api.patch(zaak, wrong)) == {
        ("omschrijving", "max_length"),
        ("laatsteBetaaldatum", "betaling-nvt"),
    }
    assert codes(api.put(zaak, body | wrong)) == {("omschrijving", "max_length")}
    assert codes(api.patch(zaak, {"omschrijving": LONG, "identificatie": "ander"})) == {
        ("omschrijving", "max_length"),
        ("identificatie", "wijzigen-niet-toegelaten"),
    }
    assert codes(api.put(zaak, body | {"omschrijving": LONG})) == {("omschrijving", "max_length")}


@pytest.mark.parametrize("path", ["resultaten", "zaakinformatieobjecten"])
@pytest.mark.parametrize("method", ["put", "patch"])
def test_a_child_that_would_move_is_told_with_what_is_wrong_with_the_change(api, bodies, codes, make, method, path):
    wrong, (field, code) = bodies[path]
    child = make(path, **(wrong | {field: ""}))
    change = getattr(api, method)
    elsewhere_too = wrong | {"zaak": make("zaken")["url"]}
    assert codes(change(child["url"], elsewhere_too)) == {(field, code), ("zaak", "wijzigen-niet-toegelaten")}
    assert codes(change(child["url"], wrong)) == {(field, code)}


def test_who_may_not_open_a_zaak_does_not_learn_which_numbers_are_taken(api, body, codes, limited, make):
    taken = {"identificatie": make("zaken")["identificatie"], "omschrijving": LONG}
    limited("zaken.aanmaken", level="openbaar")
    assert codes(api.post("/zaken", body | taken, client="beperkt")) == {("omschrijving", "max_length")}
    del body["zaaktype"]
    assert codes(api.post("/zaken", body | taken, client="beperkt")) == {
        ("omschrijving", "max_length"),
        ("zaaktype", "required"),
    }
