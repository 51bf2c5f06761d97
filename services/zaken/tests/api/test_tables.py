# SPDX-License-Identifier: EUPL-1.2
"""By table: who may do each write, what each filter and ordering chooses, and what may not change meanwhile."""

from uuid import uuid4

import pytest

from servicekit.testing.tables import (
    Request,
    Rights,
    assert_a_new_right_counts,
    assert_chooses,
    assert_only_by_right,
    assert_orders,
    comparisons,
    lists,
    writes,
)
from zaken.models import RelevanteZaak, Resultaat, Zaak, ZaakInformatieObject

from ..conftest import Catalogue, type_fields

pytestmark = pytest.mark.django_db


class World:
    """What the rows of the tables are made of: zaken of a type that is covered, and of what is not."""

    def __init__(self, api, make, catalogue, documents, neighbours, body):
        self.api, self.make, self.catalogue, self.documents, self.body = api, make, catalogue, documents, body
        self.other_type = neighbours.hold(f"ztc:zaaktypen/{uuid4()}", type_fields())
        self.other = Catalogue(neighbours, self.other_type)

    def zaak(self, **given):
        return self.make("zaken", **given)["url"]

    def outside(self, status):
        """The `zaak` of a child, changed into one of another type, and one of a higher level."""
        return (
            ({"zaak": self.zaak(zaaktype=self.other_type)}, status),
            ({"zaak": self.zaak(vertrouwelijkheidaanduiding="geheim")}, status),
        )

    def child(self, path, **given):
        if path == "zaakinformatieobjecten":
            given["informatieobject"] = self.documents.add()
        return self.make(path, zaak=self.zaak(), **given)


@pytest.fixture
def world(api, make, catalogue, documents, neighbours, body):
    return World(api, make, catalogue, documents, neighbours, body)


# Writes -------------------------------------------------------------------------------------------------------------


def into(world):
    """A zaak of another type, and of a higher level."""
    return (({"zaaktype": world.other_type}, 403), ({"vertrouwelijkheidaanduiding": "zaakvertrouwelijk"}, 403))


def new_zaak(world):
    # A hoofdzaak that is not covered is as if absent (S2).
    hoofdzaken = (world.zaak(zaaktype=world.other_type), world.zaak(vertrouwelijkheidaanduiding="geheim"))
    absent = (({"hoofdzaak": each}, 400) for each in hoofdzaken)
    return Request(path="/zaken", body=world.body, outside=(*into(world), *absent))


def whole_zaak(world):
    return Request(path=world.zaak(), body=world.body | {"toelichting": "x"}, outside=into(world))


def part_of_zaak(world):
    hoofdzaken = (world.zaak(zaaktype=world.other_type), world.zaak(vertrouwelijkheidaanduiding="geheim"))
    absent = (({"hoofdzaak": each}, 400) for each in hoofdzaken)
    return Request(path=world.zaak(), body={"toelichting": "x"}, outside=(*into(world), *absent))


def new_status(world):
    body = {"statustype": world.catalogue.statustype(), "datumStatusGezet": "2026-11-20T10:00:00Z"}
    return Request(path="/statussen", body=body | {"zaak": world.zaak()}, outside=world.outside(403))


def new_rol(world):
    body = {
        "roltype": world.catalogue.roltype(),
        "roltoelichting": "",
        "betrokkeneType": "medewerker",
        "betrokkeneIdentificatie": {"identificatie": "mw1"},
    }
    return Request(path="/rollen", body=body | {"zaak": world.zaak()}, outside=world.outside(403))


def new_resultaat(world):
    body = {"zaak": world.zaak(), "resultaattype": world.catalogue.resultaattype()}
    return Request(path="/resultaten", body=body, outside=world.outside(403))


def whole_resultaat(world):
    made = world.child("resultaten")
    body = {name: made[name] for name in ("zaak", "resultaattype")} | {"toelichting": "x"}
    return Request(path=made["url"], body=body, outside=world.outside(400))


def part_of_resultaat(world):
    body = {"toelichting": "x"}
    return Request(path=world.child("resultaten")["url"], body=body, outside=world.outside(400))


def new_relation(world):
    body = {"zaak": world.zaak(), "informatieobject": world.documents.add()}
    return Request(path="/zaakinformatieobjecten", body=body, outside=world.outside(403))


def whole_relation(world):
    made = world.child("zaakinformatieobjecten")
    body = {name: made[name] for name in ("zaak", "informatieobject")} | {"titel": "x"}
    return Request(path=made["url"], body=body, outside=world.outside(400))


def part_of_relation(world):
    made = world.child("zaakinformatieobjecten")
    return Request(path=made["url"], body={"titel": "x"}, outside=world.outside(400))


WRITES = {
    "POST zaken": new_zaak,
    "PUT zaken/{uuid}": whole_zaak,
    "PATCH zaken/{uuid}": part_of_zaak,
    "DELETE zaken/{uuid}": lambda world: Request(path=world.zaak()),
    "POST statussen": new_status,
    "POST rollen": new_rol,
    "DELETE rollen/{uuid}": lambda world: Request(path=world.child("rollen")["url"]),
    "POST resultaten": new_resultaat,
    "PUT resultaten/{uuid}": whole_resultaat,
    "PATCH resultaten/{uuid}": part_of_resultaat,
    "DELETE resultaten/{uuid}": lambda world: Request(path=world.child("resultaten")["url"]),
    "POST zaakinformatieobjecten": new_relation,
    "PUT zaakinformatieobjecten/{uuid}": whole_relation,
    "PATCH zaakinformatieobjecten/{uuid}": part_of_relation,
    "DELETE zaakinformatieobjecten/{uuid}": lambda world: Request(path=world.child("zaakinformatieobjecten")["url"]),
}


@pytest.fixture
def rights(world, zaaktype):
    """Those that cover the zaken of the table, and those that nearly do."""
    intern = {"maxVertrouwelijkheidaanduiding": "intern"}
    return Rights(
        covered={"zaaktype": zaaktype, **intern},
        uncovered={
            "another type": {"zaaktype": world.other_type, **intern},
            "too low a level": {"zaaktype": zaaktype, "maxVertrouwelijkheidaanduiding": "beperkt_openbaar"},
        },
    )


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_write_takes_a_right_that_covers_it(route, world, rights, api, noord, zuid):
    assert route.name in WRITES, f"no row for {route.name}"
    assert_only_by_right(route, lambda: WRITES[route.name](world), rights, api=api, here=noord, other=zuid)


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_right_that_was_given_a_moment_ago_counts(route, world, rights, api):
    assert_a_new_right_counts(route, lambda: WRITES[route.name](world), rights, api=api)


@pytest.fixture
def close(api, make, catalogue):
    """Closes a zaak."""

    def to_closed(zaak):
        if not api.get(zaak).json()["resultaat"]:
            make("resultaten", zaak=zaak)
        make("statussen", zaak=zaak, statustype=catalogue.statustype(eind=True))

    return to_closed


#: what a right to change what is closed lets do
OF_CLOSED = [name for name in WRITES if name not in ("POST zaken", "DELETE zaken/{uuid}", "POST statussen")]


@pytest.mark.parametrize("name", OF_CLOSED)
def test_a_right_to_change_what_is_closed_that_was_given_a_moment_ago_counts(
    name, world, api, close, limited, given_since
):
    request, method = WRITES[name](world), name.partition(" ")[0]
    zaak = request.body["zaak"] if method == "POST" else api.get(request.path).json().get("zaak", request.path)
    close(zaak)
    if name == "POST resultaten":
        assert api.delete(api.get(zaak).json()["resultaat"]).status_code == 204
    limited("zaken.bijwerken")
    given_since("zaken.bijwerken", "zaken.geforceerd-bijwerken")
    answer = request.send(api, method, client="beperkt")
    assert 200 <= answer.status_code < 300, answer.content


@pytest.mark.parametrize("path", ["zaken", "resultaten", "zaakinformatieobjecten"])
def test_a_right_to_read_that_was_given_a_moment_ago_counts_for_a_change_of_nothing(
    world, api, limited, given_since, path
):
    url = world.zaak() if path == "zaken" else world.child(path)["url"]
    limited("zaken.bijwerken")
    assert api.patch(url, {}, client="beperkt").status_code == 403
    given_since("zaken.bijwerken", "zaken.lezen")
    assert api.patch(url, {}, client="beperkt").status_code == 200


def test_a_right_to_destroy_the_deelzaken_that_was_given_a_moment_ago_counts(world, api, limited, given_since):
    zaak = world.zaak()
    world.zaak(hoofdzaak=zaak, vertrouwelijkheidaanduiding="geheim")
    limited("zaken.verwijderen")
    assert api.delete(zaak, client="beperkt").status_code == 403
    given_since("zaken.verwijderen", level="geheim")
    assert api.delete(zaak, client="beperkt").status_code == 204


def test_a_right_to_add_to_a_closed_hoofdzaak_that_was_given_a_moment_ago_counts(
    world, api, close, limited, given_since
):
    hoofdzaak = world.zaak()
    close(hoofdzaak)
    limited("zaken.aanmaken")
    assert api.post("/zaken", world.body | {"hoofdzaak": hoofdzaak}, client="beperkt").status_code == 400
    given_since("zaken.aanmaken", "zaken.geforceerd-bijwerken")
    assert api.post("/zaken", world.body | {"hoofdzaak": hoofdzaak}, client="beperkt").status_code == 201


def test_nobody_looks_for_rights_that_are_not_needed(world, api, limited, given_since):
    hoofdzaak = world.zaak()
    limited("zaken.aanmaken")
    given_since()  # would take them all away
    assert api.post("/zaken", world.body | {"hoofdzaak": hoofdzaak}, client="beperkt").status_code == 201
    assert api.post("/zaken", world.body, client="beperkt").status_code == 201


def test_what_is_wrong_with_another_type_is_said_before_it_is_judged_by(world, api, limited, codes, noord):
    limited("zaken.bijwerken")
    changed = {"zaaktype": f"{noord.places['ztc'].root}/zaaktypen/{uuid4()}"}
    assert codes(api.patch(world.zaak(), changed, client="beperkt")) == {("zaaktype", "bad-url")}


def test_every_row_is_of_a_write():
    assert set(WRITES) == {route.name for route in writes()}


def test_a_zaak_that_gets_a_lower_level_can_be_changed_by_who_may_change_that_level(api, make, limited):
    zaak = make("zaken")["url"]
    limited("zaken.bijwerken", level="openbaar")
    assert api.patch(zaak, {"toelichting": "x"}, client="beperkt").status_code == 403
    assert api.patch(zaak, {"vertrouwelijkheidaanduiding": "openbaar"}).status_code == 200
    assert api.patch(zaak, {"toelichting": "x"}, client="beperkt").status_code == 200


# Filters and orderings ----------------------------------------------------------------------------------------------

#: field -> the day of each zaak, every field in a year of its own and in an order of its own
DAYS = {
    "startdatum": {"a": "2021-01-01", "b": "2021-01-02", "c": "2021-01-03", "d": "2021-01-04"},
    "registratiedatum": {"a": "2022-01-02", "b": "2022-01-01", "c": "2022-01-04", "d": "2022-01-03"},
    "einddatum": {"a": "2023-01-02", "b": "2023-01-03", "c": "2023-01-01", "d": None},
    "einddatumGepland": {"a": "2024-01-04", "b": "2024-01-01", "c": "2024-01-02", "d": "2024-01-03"},
    "uiterlijkeEinddatumAfdoening": {"a": "2025-01-03", "b": "2025-01-04", "c": "2025-01-02", "d": "2025-01-01"},
    "publicatiedatum": {"a": "2020-01-04", "b": "2020-01-01", "c": "2020-01-02", "d": "2020-01-03"},
    "archiefactiedatum": {"a": "2033-01-02", "b": None, "c": "2033-01-01", "d": "2033-01-03"},
}
IDENTIFICATIES = {"a": "Z-4", "b": "Z-3", "c": "Z-1", "d": "Z-2"}
LEVELS = {"a": "openbaar", "b": "intern", "c": "vertrouwelijk", "d": "zeer_geheim"}
PERSON = "https://elders.test/personen/"
#: name of a filter -> the type of betrokkene, the key, the value in a rol of a and in one of b
IDENTIFIED = {
    "natuurlijkPersoon__inpBsn": ("natuurlijk_persoon", "inpBsn", "999990019", "123456782"),
    "natuurlijkPersoon__anpIdentificatie": ("natuurlijk_persoon", "anpIdentificatie", "17", "18"),
    "natuurlijkPersoon__inpA_nummer": ("natuurlijk_persoon", "inpA_nummer", "1234567890", "1234567891"),
    "nietNatuurlijkPersoon__innNnpId": ("niet_natuurlijk_persoon", "innNnpId", "100000009", "851234562"),
    "nietNatuurlijkPersoon__annIdentificatie": ("niet_natuurlijk_persoon", "annIdentificatie", "27", "28"),
    "vestiging__vestigingsNummer": ("vestiging", "vestigingsNummer", "12345678", "12345679"),
    "medewerker__identificatie": ("medewerker", "identificatie", "37", "38"),
    "organisatorischeEenheid__identificatie": ("organisatorische_eenheid", "identificatie", "38", "37"),
}


@pytest.fixture
def zaken(world):
    """Four zaken that differ in all that zaken are chosen and ordered by, by label."""
    catalogue, kinds = world.catalogue, {"a": "adviseur", "b": "belanghebbende", "c": "beslisser"}
    found = {}
    for label in "abcd":
        days = {name: values[label] for name, values in DAYS.items() if name != "einddatum"}
        zaaktype = world.other_type if label == "c" else catalogue.zaaktype
        found[label] = world.zaak(
            zaaktype=zaaktype,
            identificatie=IDENTIFICATIES[label],
            bronorganisatie="100000009" if label == "d" else "851234562",
            archiefnominatie="blijvend_bewaren" if label in "ac" else "vernietigen",
            vertrouwelijkheidaanduiding=LEVELS[label],
            **days | ({"archiefactiedatum": "2033-09-09"} if label == "b" else {}),
        )
    for label in "abc":
        url, types = found[label], world.other if label == "c" else catalogue
        kind = types.roltype(kinds[label])
        given = {"zaak": url, "roltype": kind, "roltoelichting": "", "betrokkene": f"{PERSON}{label}"}
        world.make("rollen", **given, betrokkeneType="vestiging" if label == "a" else "medewerker")
        world.make("resultaten", zaak=url, resultaattype=types.resultaattype())
        moment = f"{DAYS['einddatum'][label]}T10:00:00Z"
        world.make("statussen", zaak=url, statustype=types.statustype(eind=True), datumStatusGezet=moment)
    for label, changed in {"c": {"archiefstatus": "gearchiveerd"}, "b": {"archiefactiedatum": None}}.items():
        assert world.api.patch(found[label], changed).status_code == 200
    return found


@pytest.fixture
def identified(world, zaken):
    """A rol in a and b for each way of identifying somebody, and somebody else of another type in d: label -> rol."""
    roltype, found = world.catalogue.roltype(), {}
    for name, (kind, key, of_a, of_b) in IDENTIFIED.items():
        other = "organisatorische_eenheid" if kind == "medewerker" else "medewerker"
        for label, betrokkene, identification in (
            ("a", kind, {key: of_a}),
            ("b", kind, {key: of_b}),
            ("d", other, {"identificatie": f"{of_a}-{name[:3]}"}),
        ):
            given = {"betrokkeneType": betrokkene, "betrokkeneIdentificatie": identification, "roltoelichting": ""}
            made = world.make("rollen", zaak=zaken[label], roltype=roltype, **given)
            found[name, label] = made["url"]
    return found


OF_ZAKEN = [route for route in lists() if route.path in ("zaken", "zaken/_zoek")]


def zaken_by(zaken, world):
    return {
        "identificatie": {"Z-4": "a", "Z-1": "c", "Z": "", "Z_1": ""},
        "bronorganisatie": {"100000009": "d", "851234562": "abc"},
        "bronorganisatie__in": {"100000009": "d", "100000009,851234562": "abcd"},
        "zaaktype": {world.catalogue.zaaktype: "abd", world.other_type: "c"},
        "archiefnominatie": {"blijvend_bewaren": "ac", "vernietigen": "bd"},
        "archiefnominatie__in": {"blijvend_bewaren": "ac", "vernietigen,blijvend_bewaren": "abcd"},
        "archiefactiedatum__isnull": {"true": "b", "false": "acd"},
        "archiefstatus": {"gearchiveerd": "c", "nog_te_archiveren": "abd"},
        "archiefstatus__in": {"gearchiveerd,overgedragen": "c", "nog_te_archiveren,gearchiveerd": "abcd"},
        "einddatum__isnull": {"true": "d", "false": "abc"},
        **comparisons("startdatum", DAYS["startdatum"], "", "gt", "gte", "lt", "lte"),
        **{
            filter: values
            for name, days in DAYS.items()
            if name not in ("startdatum", "publicatiedatum")
            for filter, values in comparisons(name, days, "", "gt", "lt").items()
        },
        "rol__betrokkene": {f"{PERSON}a": "a", f"{PERSON}b": "b", f"{PERSON}z": ""},
        "rol__betrokkeneType": {"natuurlijk_persoon": "ab", "medewerker": "abcd"},
        "rol__omschrijvingGeneriek": {"adviseur": "a", "behandelaar": "abd", "beslisser": "c"},
        "maximaleVertrouwelijkheidaanduiding": {"openbaar": "a", "intern": "ab", "zaakvertrouwelijk": "ab"},
        **{
            f"rol__betrokkeneIdentificatie__{name}": {of_a: "a", of_b: "b"}
            for name, (_, _, of_a, of_b) in IDENTIFIED.items()
        },
    }


@pytest.mark.parametrize(
    "route", [each for each in lists() if each.path in ("zaken", "zaken/_zoek")], ids=lambda route: route.name
)
def test_zaken_are_chosen_by_each_filter(route, api, zaken, identified, world):
    choices = zaken_by(zaken, world)
    if route.path == "zaken/_zoek":
        uuids = {label: url.rpartition("/")[2] for label, url in zaken.items()}
        choices["uuid__in"] = {uuids["a"]: "a", f"{uuids['b']},{uuids['c']}": "bc"}
        types = (world.catalogue.zaaktype, world.other_type)
        choices["zaaktype__in"] = {types[0]: "abd", types[1]: "c", ",".join(types): "abcd"}
    assert_chooses(route, zaken, choices, api=api)


@pytest.mark.parametrize("route", [each for each in lists() if each.orderings], ids=lambda route: route.name)
def test_zaken_come_in_each_order(route, api, zaken):
    assert_orders(route, zaken, api=api)


def statussen_by(world, made):
    zaken = {label: world.api.get(url).json()["zaak"] for label, url in made.items()}
    types = {label: world.api.get(url).json()["statustype"] for label, url in made.items()}
    return {
        "zaak": {zaken["a"]: "ab", zaken["c"]: "c"},
        "statustype": {types["a"]: "a", types["b"]: "b"},
        "indicatieLaatstGezetteStatus": {"true": "bc", "false": "a"},
    }


def test_statussen_are_chosen_by_each_filter(api, world, make):
    zaak, other = world.zaak(), world.zaak()
    moments = {"a": (zaak, "2026-11-20"), "b": (zaak, "2026-11-21"), "c": (other, "2026-11-19")}
    made = {
        label: make("statussen", zaak=of, datumStatusGezet=f"{day}T10:00:00Z")["url"]
        for label, (of, day) in moments.items()
    }
    assert_chooses(of_path("statussen"), made, statussen_by(world, made), api=api)


def test_rollen_are_chosen_by_each_filter(api, zaken, identified, world):
    adviser = {"zaak": zaken["d"], "roltype": world.catalogue.roltype("adviseur", omschrijving="Raad")}
    made = {
        "x": world.make("rollen", **adviser, betrokkene=f"{PERSON}x", betrokkeneType="vestiging")["url"],
        "y": world.make("rollen", zaak=world.zaak())["url"],
    }
    types = {label: api.get(url).json()["roltype"] for label, url in made.items()}
    numbers = {f"{index}": name for index, name in enumerate(IDENTIFIED)}
    rows = made | {number: identified[name, "a"] for number, name in numbers.items()}
    people = {
        f"betrokkeneIdentificatie__{name}": {IDENTIFIED[name][2]: number, IDENTIFIED[name][3]: ""}
        for number, name in numbers.items()
    }
    of_type = {kind: "".join(n for n, name in numbers.items() if IDENTIFIED[name][0] == kind) for kind in KINDS}
    every = "".join(numbers)
    choices = people | {
        "zaak": {zaken["d"]: "x", zaken["a"]: every},
        "betrokkene": {f"{PERSON}x": "x", f"{PERSON}z": ""},
        "betrokkeneType": {"vestiging": f"x{of_type['vestiging']}", "medewerker": f"y{of_type['medewerker']}"},
        "roltype": {types["x"]: "x", types["y"]: "y"},
        "omschrijving": {"Raad": "x", "Behandelaar": f"y{every}", "raad": "", "Ra": ""},
        "omschrijvingGeneriek": {"adviseur": "x", "behandelaar": f"y{every}"},
    }
    assert_chooses(of_path("rollen"), rows, choices, api=api)


KINDS = {kind for kind, *_ in IDENTIFIED.values()}


def test_resultaten_are_chosen_by_each_filter(api, world):
    made = {label: world.child("resultaten") for label in "ab"}
    choices = {name: {made[label][name]: label for label in "ab"} for name in ("zaak", "resultaattype")}
    assert_chooses(of_path("resultaten"), {label: each["url"] for label, each in made.items()}, choices, api=api)


def test_zaakinformatieobjecten_are_chosen_by_each_filter(api, world):
    made = {label: world.child("zaakinformatieobjecten") for label in "ab"}
    choices = {name: {made[label][name]: label for label in "ab"} for name in ("zaak", "informatieobject")}
    rows = {label: each["url"] for label, each in made.items()}
    assert_chooses(of_path("zaakinformatieobjecten"), rows, choices, api=api)


def of_path(path):
    [route] = (route for route in lists() if route.path == path)
    return route


def test_every_list_that_chooses_has_its_test():
    tested = {"zaken", "zaken/_zoek", "statussen", "rollen", "resultaten", "zaakinformatieobjecten"}
    assert {route.path for route in lists()} == tested


# What changes meanwhile ---------------------------------------------------------------------------------------------


def row(url, model=Zaak):
    return model.objects.filter(uuid=url.rpartition("/")[2])


def eindstatus(world, zaak):
    eind = world.catalogue.statustype(eind=True)
    return {"zaak": zaak, "statustype": eind, "datumStatusGezet": "2026-11-21T10:00:00Z"}


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_zaak_of_which_the_zaaktype_changes_meanwhile_is_not_changed(world, refused_when, method):
    zaak = world.zaak()
    body = world.body | {"toelichting": "x"}
    refused_when(lambda: row(zaak).update(zaaktype=world.other_type), method, zaak, body)


def test_a_zaak_of_which_the_hoofdzaak_changes_meanwhile_is_not_changed(world, refused_when):
    zaak, hoofdzaak = world.zaak(), world.zaak()
    refused_when(lambda: row(zaak).update(hoofdzaak=row(hoofdzaak).get()), "PATCH", zaak, {"toelichting": "x"})


def test_a_zaak_that_gets_a_deelzaak_meanwhile_is_not_destroyed(world, refused_when):
    zaak, deelzaak = world.zaak(), world.zaak()
    refused_when(lambda: row(deelzaak).update(hoofdzaak=row(zaak).get()), "DELETE", zaak)


def test_a_zaak_that_becomes_a_deelzaak_meanwhile_is_not_destroyed(world, refused_when):
    zaak, hoofdzaak = world.zaak(), world.zaak()
    refused_when(lambda: row(zaak).update(hoofdzaak=row(hoofdzaak).get()), "DELETE", zaak)


def test_a_zaak_that_is_closed_meanwhile_gets_no_status_of_an_open_one(world, refused_when):
    zaak = world.zaak()
    body = {"zaak": zaak, "statustype": world.catalogue.statustype(), "datumStatusGezet": "2026-11-20T10:00:00Z"}
    refused_when(lambda: row(zaak).update(einddatum="2026-11-21"), "POST", "/statussen", body)


def test_a_zaak_that_gets_a_deelzaak_meanwhile_is_not_closed(world, refused_when):
    zaak, deelzaak = world.child("resultaten")["zaak"], world.zaak()
    body = eindstatus(world, zaak)
    refused_when(lambda: row(deelzaak).update(hoofdzaak=row(zaak).get()), "POST", "/statussen", body)


def test_a_zaak_that_gets_a_document_meanwhile_is_not_closed(world, refused_when):
    zaak = world.child("resultaten")["zaak"]
    relation = world.child("zaakinformatieobjecten")["url"]
    refused_when(
        lambda: row(relation, ZaakInformatieObject).update(zaak=row(zaak).get()),
        "POST",
        "/statussen",
        eindstatus(world, zaak),
    )


def test_a_zaak_that_gets_another_resultaat_meanwhile_is_not_closed(world, refused_when):
    made = world.child("resultaten")
    other = world.catalogue.resultaattype()
    refused_when(
        lambda: row(made["url"], Resultaat).update(resultaattype=other),
        "POST",
        "/statussen",
        eindstatus(world, made["zaak"]),
    )


def test_a_zaak_of_which_the_relevante_zaken_change_meanwhile_is_not_closed(world, refused_when):
    related = {"relevanteAndereZaken": [{"url": world.zaak(), "aardRelatie": "vervolg"}]}
    zaak = world.zaak(**related)
    world.make("resultaten", zaak=zaak, resultaattype=world.catalogue.resultaattype("gerelateerde_zaak"))
    refused_when(RelevanteZaak.objects.all().delete, "POST", "/statussen", eindstatus(world, zaak))


def test_a_zaak_that_is_closed_meanwhile_gets_no_resultaat_of_an_open_one(world, refused_when):
    zaak = world.zaak()
    body = {"zaak": zaak, "resultaattype": world.catalogue.resultaattype()}
    refused_when(lambda: row(zaak).update(einddatum="2026-11-21"), "POST", "/resultaten", body)


def test_a_zaak_that_is_archived_meanwhile_loses_no_resultaat(world, refused_when):
    made = world.child("resultaten")
    refused_when(lambda: row(made["zaak"]).update(archiefstatus="gearchiveerd"), "DELETE", made["url"])


def test_a_zaak_of_which_the_zaaktype_changes_meanwhile_gets_no_document(world, refused_when):
    zaak = world.zaak()
    body = {"zaak": zaak, "informatieobject": world.documents.add()}
    refused_when(lambda: row(zaak).update(zaaktype=world.other_type), "POST", "/zaakinformatieobjecten", body)
    assert world.documents.pairs == []


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_relation_that_is_being_made_again_meanwhile_is_left_alone(world, refused_when, method):
    made = world.child("zaakinformatieobjecten")["url"]
    refused_when(lambda: row(made, ZaakInformatieObject).update(state="held"), method, made, {"titel": "x"})


def test_a_relation_that_is_being_parted_meanwhile_is_not_joined(world, refused_when):
    made = world.child("zaakinformatieobjecten")
    body = {name: made[name] for name in ("zaak", "informatieobject")}
    refused_when(
        lambda: row(made["url"], ZaakInformatieObject).update(state="deleting"), "POST", "/zaakinformatieobjecten", body
    )


def test_a_zaak_that_is_destroyed_while_its_relation_is_made_is_said_to_be_gone(api, world, noord):
    zaak = world.zaak()

    def destroyed(act):
        made = act()
        assert api.delete(zaak).status_code == 204
        return made

    world.documents.posting = destroyed
    answer = api.post("/zaakinformatieobjecten", {"zaak": zaak, "informatieobject": world.documents.add()})
    assert answer.status_code == 409
    assert api.get("/zaakinformatieobjecten").json() == []
