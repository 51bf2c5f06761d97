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
        make("statussen", zaak=wrong["zaak"], statustype=catalogue.statustype(eind=True))
    limited(*scopes)
    given = wrong | {"statustype": elsewhere(wrong["statustype"])}
    told = {("statustype", "bad-url")} if asks else set()
    assert codes(api.post("/statussen", given, client="beperkt")) == {fault} | told
