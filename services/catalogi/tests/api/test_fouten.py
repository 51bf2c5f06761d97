# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a body, and what the rules find in it, stands in one answer."""

from functools import partial
from itertools import chain
from uuid import uuid4

import pytest

from catalogi.actions.besluittypen import besluittype_faults
from catalogi.actions.catalogussen import catalogus_faults
from catalogi.actions.eigenschappen import eigenschap_faults
from catalogi.actions.informatieobjecttypen import informatieobjecttype_faults
from catalogi.actions.kinderen import child_faults
from catalogi.actions.resultaattypen import resultaattype_faults
from catalogi.actions.zaaktype_informatieobjecttypen import zaaktype_informatieobjecttype_faults
from catalogi.actions.zaaktypen import zaaktype_faults
from catalogi.models import RolType
from servicekit import caller
from servicekit.mirror import store
from servicekit.mirror.models import Mirrored
from servicekit.problems import Forbidden
from servicekit.rights.predicate import Rights

pytestmark = pytest.mark.django_db

AWAY = "https://elders.test/catalogi/1"
UNIQUE = ("nonFieldErrors", "unique")
MISMATCH = ("nonFieldErrors", "date-mismatch")


def elsewhere(url):
    """The URL of nothing, in the collection of another."""
    return f"{url.rpartition('/')[0]}/{uuid4()}"


@pytest.fixture
def zaaktype(make, selectielijst):
    return make.zaaktype(selectielijstProcestype=selectielijst.procestype)


@pytest.fixture
def right(bodies, make, resultaat, zaaktype):
    """Give per resource a body that is accepted."""
    make.informatieobjecttype()
    catalogus, of_zaaktype = ({"catalogus": make.catalogus()["url"]}, {"zaaktype": zaaktype["url"]})
    return {
        "catalogussen": bodies.catalogus | {"domein": "ANDER"},
        "zaaktypen": bodies.zaaktype | catalogus | {"identificatie": "ANDERS"},
        "informatieobjecttypen": bodies.informatieobjecttype | catalogus | {"omschrijving": "Anders"},
        "besluittypen": bodies.besluittype | catalogus | {"omschrijving": "Anders"},
        "statustypen": bodies.statustype | of_zaaktype,
        "roltypen": bodies.roltype | of_zaaktype,
        "resultaattypen": resultaat | of_zaaktype,
        "zaakobjecttypen": bodies.zaakobjecttype | of_zaaktype,
        "eigenschappen": bodies.eigenschap | of_zaaktype,
        "zaaktype-informatieobjecttypen": bodies.ziot | of_zaaktype | {"informatieobjecttype": "Foto"},
    }


#: per resource what is wrong already, and the fault of that
WRONG = {
    "catalogussen": ({"contactpersoonBeheerNaam": ""}, ("contactpersoonBeheerNaam", "blank")),
    "zaaktypen": ({"doel": " "}, ("doel", "blank")),
    "informatieobjecttypen": ({"informatieobjectcategorie": ""}, ("informatieobjectcategorie", "blank")),
    "besluittypen": ({"publicatieIndicatie": "x"}, ("publicatieIndicatie", "invalid")),
    "statustypen": ({"informeren": "x"}, ("informeren", "invalid")),
    "roltypen": ({"omschrijvingGeneriek": "x"}, ("omschrijvingGeneriek", "invalid_choice")),
    "zaakobjecttypen": ({"relatieOmschrijving": ""}, ("relatieOmschrijving", "blank")),
    "eigenschappen": ({"definitie": ""}, ("definitie", "blank")),
    "resultaattypen": ({"indicatieSpecifiek": "x"}, ("indicatieSpecifiek", "invalid")),
    "zaaktype-informatieobjecttypen": ({"richting": "x"}, ("richting", "invalid_choice")),
}


def of_catalogussen(make, right, selectielijst):
    """Give what is wrong with a catalogus by a rule, and the faults of that."""
    yield {"domein": make.catalogus()["domein"]}, {UNIQUE}


def of_zaaktypen(make, right, selectielijst):
    """The same for a zaaktype."""
    yield from no_parent("catalogus", right["zaaktypen"])
    yield {"eindeGeldigheid": "2024-12-31"}, {MISMATCH}
    yield {"verlengingMogelijk": True}, {("nonFieldErrors", "verlenging-mismatch")}
    yield {"besluittypen": ["X"]}, {("besluittypen", "does_not_exist")}
    make.zaaktype(identificatie="BEKEND")
    away = make.zaaktype(catalogus=make.catalogus(domein="VER")["url"])["url"]
    for given, code in (
        ("ONBEKEND", "does_not_exist"),
        (elsewhere(away), "does_not_exist"),
        (AWAY, "no_match"),
        (away, "relations-incorrect-catalogus"),
    ):
        yield {"deelzaaktypen": [given, "BEKEND"]}, {("deelzaaktypen", code)}
    related = [{"zaaktype": each, "aardRelatie": "vervolg"} for each in ("BEKEND", "ONBEKEND", away, elsewhere(away))]
    yield (
        {"gerelateerdeZaaktypen": related},
        {(f"gerelateerdeZaaktypen.{index}.zaaktype", "does_not_exist") for index in (1, 3)},
    )
    nowhere = {"catalogus": elsewhere(right["zaaktypen"]["catalogus"])}
    yield (
        nowhere | {"deelzaaktypen": ["ONBEKEND", AWAY, away], "gerelateerdeZaaktypen": related},
        {
            ("catalogus", "does_not_exist"),
            ("deelzaaktypen", "no_match"),
            ("gerelateerdeZaaktypen.3.zaaktype", "does_not_exist"),
        },
    )
    yield {"selectielijstProcestype": selectielijst.klasse()}, {("selectielijstProcestype", "invalid-resource")}


def of_informatieobjecttypen(make, right, selectielijst):
    """The same for an informatieobjecttype."""
    yield from no_parent("catalogus", right["informatieobjecttypen"])
    yield {"eindeGeldigheid": "2024-12-31"}, {MISMATCH}


def of_besluittypen(make, right, selectielijst):
    """The same for a besluittype."""
    yield from no_parent("catalogus", right["besluittypen"])
    yield {"eindeGeldigheid": "2024-12-31"}, {MISMATCH}
    away = make.informatieobjecttype(catalogus=make.catalogus(domein="VER")["url"])["url"]
    for given, code in (
        ("ONBEKEND", "does_not_exist"),
        (elsewhere(away), "does_not_exist"),
        (AWAY, "no_match"),
        (away, "relations-incorrect-catalogus"),
    ):
        yield {"informatieobjecttypen": [given, "Foto"]}, {("informatieobjecttypen", code)}
    nowhere = {"catalogus": elsewhere(right["besluittypen"]["catalogus"])}
    yield (
        nowhere | {"informatieobjecttypen": ["ONBEKEND", AWAY, away]},
        {("catalogus", "does_not_exist"), ("informatieobjecttypen", "no_match")},
    )


def of_statustypen(make, right, selectielijst, path="statustypen"):
    """The same for a statustype."""
    yield from no_parent("zaaktype", right[path])
    yield published(make, selectielijst), {("nonFieldErrors", "non-concept-zaaktype")}
    yield {"beginGeldigheid": "2024-01-01"}, {("beginGeldigheid", "date-mismatch")}


def of_roltypen(make, right, selectielijst, path="roltypen"):
    """The same for a roltype."""
    yield from of_statustypen(make, right, selectielijst, path)
    yield {"catalogus": AWAY}, {("catalogus", "relations-incorrect-catalogus")}


def of_resultaattypen(make, right, selectielijst):
    """The same for a resultaattype."""
    yield from of_roltypen(make, right, selectielijst)
    yield {"besluittypen": ["X"]}, {("besluittypen", "does_not_exist")}
    yield {"informatieobjecttypen": ["Foto", "ONBEKEND"]}, {("informatieobjecttypen", "does_not_exist")}
    yield (
        {"resultaattypeomschrijving": elsewhere(selectielijst.omschrijving)},
        {("resultaattypeomschrijving", "bad-url")},
    )
    yield {"selectielijstklasse": elsewhere(selectielijst.klasse())}, {("selectielijstklasse", "bad-url")}
    procestype = f"{selectielijst.procestype}0"
    yield (
        {"selectielijstklasse": selectielijst.klasse(procesType=procestype)},
        {("nonFieldErrors", "procestype-mismatch")},
    )
    names = {"datumkenmerk": "x", "einddatumBekend": True, "objecttype": "pand", "registratie": "x"}
    yield (
        of_procedure("afgehandeld", **names, procestermijn="P1Y"),
        {(f"brondatumArchiefprocedure.{name}", "must-be-empty") for name in (*names, "procestermijn")},
    )
    yield (
        of_procedure("hoofdzaak"),
        {("nonFieldErrors", "invalid-afleidingswijze-for-procestermijn")},
    )
    nowhere = {"zaaktype": elsewhere(right["resultaattypen"]["zaaktype"]), "besluittypen": [AWAY, "X"]}
    yield (
        nowhere | of_procedure("afgehandeld", datumkenmerk="x") | {"informatieobjecttypen": [AWAY, "X"]},
        {
            ("zaaktype", "does_not_exist"),
            ("besluittypen", "no_match"),
            ("brondatumArchiefprocedure.datumkenmerk", "must-be-empty"),
            ("informatieobjecttypen", "no_match"),
        },
    )
    taken = make.post("/resultaattypen", right["resultaattypen"])["omschrijving"]
    yield {"omschrijving": taken}, {UNIQUE}
    yield {"omschrijving": taken, "besluittypen": ["X"]}, {UNIQUE, ("besluittypen", "does_not_exist")}


def of_eigenschappen(make, right, selectielijst):
    """The same for an eigenschap."""
    yield from of_statustypen(make, right, selectielijst, "eigenschappen")
    dated = {"specificatie": right["eigenschappen"]["specificatie"] | {"formaat": "datum"}}
    yield dated, {("specificatie.lengte", "invalid")}
    yield from of_a_statustype(make, right["eigenschappen"]["zaaktype"])
    taken = make.post("/eigenschappen", right["eigenschappen"] | {"naam": "Bezet"})["naam"]
    yield {"naam": taken}, {UNIQUE}
    yield {"naam": taken, "statustype": AWAY}, {UNIQUE, ("statustype", "no_match")}


def of_zaakobjecttypen(make, right, selectielijst):
    """The same for a zaakobjecttype."""
    yield from of_roltypen(make, right, selectielijst, "zaakobjecttypen")


def of_zaaktype_informatieobjecttypen(make, right, selectielijst):
    """The same for the relation between a zaaktype and an informatieobjecttype."""
    relation = right["zaaktype-informatieobjecttypen"]
    yield from no_parent("zaaktype", relation)
    yield published(make, selectielijst), {("nonFieldErrors", "non-concept-relation")}
    away = make.informatieobjecttype(catalogus=make.catalogus(domein="VER")["url"])["url"]
    yield {"informatieobjecttype": "ONBEKEND"}, {("informatieobjecttype", "does_not_exist")}
    yield {"informatieobjecttype": AWAY}, {("informatieobjecttype", "no_match")}
    yield {"informatieobjecttype": away}, {("nonFieldErrors", "relations-incorrect-catalogus")}
    stranger = yield from of_a_statustype(make, relation["zaaktype"])
    nowhere = {"zaaktype": elsewhere(relation["zaaktype"]), "informatieobjecttype": AWAY, "statustype": AWAY}
    yield (
        nowhere,
        {
            ("zaaktype", "does_not_exist"),
            ("informatieobjecttype", "no_match"),
            ("statustype", "no_match"),
        },
    )
    yield nowhere | {"informatieobjecttype": "ONBEKEND", "statustype": stranger}, {("zaaktype", "does_not_exist")}
    make.post("/zaaktype-informatieobjecttypen", relation | {"volgnummer": 9})
    yield {"volgnummer": 9}, {UNIQUE}
    yield {"volgnummer": 9, "statustype": AWAY}, {UNIQUE, ("statustype", "no_match")}


def of_a_statustype(make, zaaktype):
    """What a row of a zaaktype names as its statustype is of another, or none; returns that of another."""
    stranger = make.statustype(make.zaaktype(identificatie="VREEMD"))["url"]
    yield {"statustype": stranger}, {("nonFieldErrors", "relations-incorrect-zaaktype")}
    yield {"statustype": elsewhere(stranger)}, {("statustype", "does_not_exist")}
    yield {"statustype": zaaktype}, {("statustype", "incorrect_match")}
    yield {"zaaktype": elsewhere(zaaktype), "statustype": stranger}, {("zaaktype", "does_not_exist")}
    return stranger


def no_parent(name, body):
    """What a body names as its catalogus or zaaktype is not there, or none."""
    yield {name: elsewhere(body[name])}, {(name, "does_not_exist")}
    yield {name: AWAY}, {(name, "no_match")}


def of_procedure(afleidingswijze, **more):
    """Give a resultaattype a brondatumArchiefprocedure."""
    return {"brondatumArchiefprocedure": {"afleidingswijze": afleidingswijze} | more}


def published(make, selectielijst):
    """Name a zaaktype that is published."""
    more = {"identificatie": "DEFINITIEF", "selectielijstProcestype": selectielijst.procestype}
    return {"zaaktype": make.zaaktype(published=True, **more)["url"]}


TABLES = [
    of_catalogussen,
    of_zaaktypen,
    of_informatieobjecttypen,
    of_besluittypen,
    of_statustypen,
    of_roltypen,
    of_resultaattypen,
    of_eigenschappen,
    of_zaakobjecttypen,
    of_zaaktype_informatieobjecttypen,
]
of_each = pytest.mark.parametrize("of", TABLES, ids=lambda of: of.__name__.removeprefix("of_"))


@pytest.fixture
def judged(of, limited, make, right, selectielijst):
    """Give the path of a resource, its body, what is wrong with that with its fault, and its rows of given and found.

    All by a client that may not correct what is published.
    """
    limited("catalogi.schrijven", "catalogi.lezen")
    path = of.__name__.removeprefix("of_").replace("type_i", "type-i")
    return path, right[path], *WRONG[path], of(make, right, selectielijst)


@of_each
def test_what_a_rule_forbids_is_told_with_what_is_wrong_with_the_body(api, codes, judged):
    path, body, wrong, fault, rows = judged
    assert codes(api.post(f"/{path}", body | wrong, client="beperkt")) == {fault}
    for given, found in rows:
        assert codes(api.post(f"/{path}", body | given, client="beperkt")) == found, given
        assert codes(api.post(f"/{path}", body | wrong | given, client="beperkt")) == {fault} | found, given


@of_each
@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_a_rule_forbids_is_told_with_what_is_wrong_with_a_change(api, codes, judged, make, method):
    path, body, wrong, fault, rows = judged
    first = next(rows)
    other = {"omschrijving": "Te wijzigen", "identificatie": "TE-WIJZIGEN", "domein": "WIJZ"}
    url = make.post(f"/{path}", body | {name: other[name] for name in other.keys() & body.keys()})["url"]
    change, whole = getattr(api, method), body if method == "put" else {}
    assert codes(change(url, whole | wrong, client="beperkt")) == {fault}
    for given, found in chain([first], rows):
        assert codes(change(url, whole | given, client="beperkt")) == found, given
        assert codes(change(url, whole | wrong | given, client="beperkt")) == {fault} | found, given


@of_each
def test_what_is_not_there_is_not_found_whatever_is_wrong_with_its_change(api, judged):
    path, _, wrong, *_ = judged
    assert api.patch(f"/{path}/{uuid4()}", wrong).status_code == 404


@pytest.mark.parametrize(
    ("path", "name", "wrong"),
    [
        ("zaaktypen", "doel", {"doel": ""}),
        ("informatieobjecttypen", "informatieobjectcategorie", {"informatieobjectcategorie": ""}),
        ("besluittypen", "omschrijving", {"omschrijving": " "}),
    ],
)
def test_that_a_type_is_published_is_told_with_what_is_wrong_with_its_change(
    api, codes, limited, make, right, path, name, wrong
):
    limited("catalogi.schrijven")
    url = make.publish(make.post(f"/{path}", right[path]))["url"]
    fault, refused = (name, "blank"), ("nonFieldErrors", "non-concept-object")
    einde = {"eindeGeldigheid": "2024-12-31"}
    assert codes(api.patch(url, wrong, client="beperkt")) == {fault, refused}
    assert codes(api.patch(url, wrong | einde, client="beperkt")) == {fault, refused, MISMATCH}
    assert codes(api.put(url, right[path] | wrong, client="beperkt")) == {fault, refused}
    # Which changes with a value that can be read.
    assert codes(api.patch(url, {"eindeGeldigheid": "x"}, client="beperkt")) == {("eindeGeldigheid", "invalid")}
    assert codes(api.patch(url, {"eindeGeldigheid": "x"} | {name: "y"}, client="beperkt")) == {
        ("eindeGeldigheid", "invalid"),
        refused,
    }
    assert codes(api.patch(url, wrong)) == {fault}


@pytest.mark.parametrize(
    ("path", "of_name", "wrong"),
    [
        ("zaaktypen", "identificatie", {"doel": ""}),
        ("informatieobjecttypen", "omschrijving", {"informatieobjectcategorie": ""}),
    ],
)
def test_that_versions_overlap_is_told_with_what_is_wrong_with_a_change(api, codes, make, right, path, of_name, wrong):
    first = right[path] | {"eindeGeldigheid": "2025-12-31"}
    make.publish(make.post(f"/{path}", first))
    body = right[path] | {"beginGeldigheid": "2026-01-01"}
    url = make.publish(make.post(f"/{path}", body))["url"]
    (name,) = wrong
    overlap, fault = ("beginGeldigheid", "overlap"), (name, "blank")
    early = {"beginGeldigheid": "2025-12-31"}
    for change, whole in ((api.put, body), (api.patch, {})):
        assert codes(change(url, whole | wrong | early)) == {fault, overlap}
        assert codes(change(url, whole | wrong)) == {fault}
        # Whether they overlap depends on these, and nobody knows what they are to be.
        assert codes(change(url, whole | early | {"eindeGeldigheid": "x"})) == {("eindeGeldigheid", "invalid")}
        assert codes(change(url, whole | early | {of_name: ""})) == {(of_name, "blank")}
        assert codes(change(url, whole | early | {"catalogus": "x"})) == {("catalogus", "invalid")}
        assert codes(change(url, whole | early | {"catalogus": AWAY})) == {("catalogus", "no_match")}
        ended = whole | {"beginGeldigheid": "x", "eindeGeldigheid": "2025-01-01"}
        assert codes(change(url, ended)) == {("beginGeldigheid", "invalid")}


@pytest.mark.parametrize(
    "path",
    ["statustypen", "roltypen", "resultaattypen", "eigenschappen", "zaakobjecttypen", "zaaktype-informatieobjecttypen"],
)
def test_that_the_former_zaaktype_is_published_is_told_with_what_is_wrong_with_a_change(
    api, codes, limited, make, path, right, zaaktype
):
    limited("catalogi.schrijven")
    url = make.post(f"/{path}", right[path])["url"]
    make.publish(zaaktype)
    wrong, fault = WRONG[path]
    more = {"identificatie": "CONCEPT", "selectielijstProcestype": zaaktype["selectielijstProcestype"]}
    refused = ("nonFieldErrors", "non-concept-relation" if "-" in path else "non-concept-zaaktype")
    for given in ({}, {"zaaktype": make.zaaktype(**more)["url"]}, {"zaaktype": "x"}):
        told = {("zaaktype", "invalid")} if "x" in given.values() else set()
        assert codes(api.patch(url, wrong | given, client="beperkt")) == {fault, refused} | told
        assert codes(api.patch(url, wrong | given)) == {fault} | told


def test_what_a_zaaktype_names_is_told_with_what_is_wrong_with_its_move(api, codes, make, right):
    gone, there = (make.zaaktype(catalogus=make.catalogus(domein=each)["url"])["url"] for each in ("VER", "VERR"))
    make.zaaktype(identificatie="DEEL")
    related = [{"zaaktype": each, "aardRelatie": "vervolg"} for each in ("DEEL", gone, there)]
    made = make.post("/zaaktypen", right["zaaktypen"] | {"deelzaaktypen": ["DEEL"], "gerelateerdeZaaktypen": related})
    make.ziot(made, informatieobjecttype="Foto")
    assert api.delete(gone).status_code == 204
    blank, moved = {"doel": ""}, {"catalogus": make.catalogus(domein="ELD")["url"]}
    names = {("nonFieldErrors", "does_not_exist"), ("deelzaaktypen", "does_not_exist")}
    names |= {(f"gerelateerdeZaaktypen.{index}.zaaktype", "does_not_exist") for index in (0, 1)}
    assert codes(api.patch(made["url"], moved)) == names
    assert codes(api.patch(made["url"], blank | moved)) == names | {("doel", "blank")}
    assert codes(api.patch(made["url"], blank)) == {("doel", "blank")}
    assert codes(api.patch(made["url"], {"catalogus": AWAY})) == {("catalogus", "no_match")}
    assert codes(api.patch(made["url"], blank | {"catalogus": AWAY})) == {("doel", "blank"), ("catalogus", "no_match")}


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("resultaattypen", "informatieobjecttypen", ["Foto"]),
        ("zaaktype-informatieobjecttypen", "informatieobjecttype", "Foto"),
    ],
)
def test_what_a_row_names_is_told_with_what_is_wrong_with_its_move(
    api, codes, make, path, name, value, right, selectielijst
):
    url = make.post(f"/{path}", right[path] | {name: value})["url"]
    more = {"catalogus": make.catalogus(domein="ELD")["url"], "selectielijstProcestype": selectielijst.procestype}
    moved = {"zaaktype": make.zaaktype(**more)["url"]}
    wrong, fault = WRONG[path]
    assert codes(api.patch(url, moved)) == {(name, "does_not_exist")}
    assert codes(api.patch(url, wrong | moved)) == {(name, "does_not_exist"), fault}


def test_a_body_that_is_right_has_its_urls_asked_once(api, make, neighbours, right, selectielijst):
    zaaktype = right["zaaktypen"] | {"selectielijstProcestype": f"{selectielijst.procestype}0"}
    neighbours.hold(zaaktype["selectielijstProcestype"], neighbours.resources[selectielijst.procestype])
    klasse = {"selectielijstklasse": selectielijst.klasse()}
    for path, given, asked in (
        ("zaaktypen", zaaktype, {zaaktype["selectielijstProcestype"]}),
        (
            "resultaattypen",
            right["resultaattypen"],
            {right["resultaattypen"][name] for name in ("resultaattypeomschrijving", "selectielijstklasse")},
        ),
    ):
        neighbours.asked.clear()
        url = make.post(f"/{path}", given)["url"]
        assert sorted(url for _, url, *_ in neighbours.asked) == sorted(asked)
        assert api.put(url, given).status_code == 200
        assert api.patch(url, {"omschrijving": "Anders"}).status_code == 200
        assert len(neighbours.asked) == len(asked)
    neighbours.asked.clear()
    assert api.patch(url, klasse).status_code == 200
    assert [url for _, url, *_ in neighbours.asked] == list(klasse.values())


def test_an_owner_that_is_away_hides_nothing_that_is_known(api, codes, neighbours, right, selectielijst):
    neighbours.down = True
    unknown = f"{selectielijst.procestype}0"
    ended = {"doel": "", "eindeGeldigheid": "2024-12-31", "selectielijstProcestype": unknown}
    assert codes(api.post("/zaaktypen", right["zaaktypen"] | ended)) == {("doel", "blank"), MISMATCH}
    procedure = of_procedure("afgehandeld", datumkenmerk="x") | {"indicatieSpecifiek": "x"}
    assert codes(api.post("/resultaattypen", right["resultaattypen"] | procedure)) == {
        ("indicatieSpecifiek", "invalid"),
        ("brondatumArchiefprocedure.datumkenmerk", "must-be-empty"),
    }


@of_each
def test_who_may_not_write_is_told_nothing(api, judged, limited, neighbours):
    path, body, wrong, *_ = judged
    limited("catalogi.lezen")
    neighbours.asked.clear()
    for change in (api.put, api.patch):
        assert change(f"/{path}/{uuid4()}", body | wrong, client="beperkt").status_code == 403
    assert api.post(f"/{path}", body | wrong, client="beperkt").status_code == 403
    assert neighbours.asked == []


@pytest.mark.parametrize(
    "faults",
    [
        besluittype_faults,
        catalogus_faults,
        eigenschap_faults,
        informatieobjecttype_faults,
        partial(child_faults, RolType),
        resultaattype_faults,
        zaaktype_informatieobjecttype_faults,
        zaaktype_faults,
    ],
)
def test_faults_are_found_for_who_may_write_only(faults, noord):
    caller.set_current(caller.Caller(client_id="niets", rights=Rights()))
    for row in ({}, {"uuid": uuid4()}):
        with pytest.raises(Forbidden):
            faults([], {"zaaktype", "catalogus"}, besluittypen=["X"], **row)


def test_nothing_is_said_by_what_is_wrong_already(api, codes, make, right, selectielijst):
    procestype = {"selectielijstProcestype": selectielijst.procestype}
    statustype = make.statustype({"url": right["statustypen"]["zaaktype"]})["url"]
    estimated = selectielijst.klasse(procestermijn="ingeschatte_bestaansduur_procesobject")
    of_another = selectielijst.klasse(procesType=f"{selectielijst.procestype}0")
    kept = {
        "zaaktypen": {"verlengingMogelijk": True, "verlengingstermijn": "P5D"},
        "resultaattypen": of_procedure("afgehandeld"),
        "eigenschappen": {"statustype": statustype},
        "zaaktype-informatieobjecttypen": {"statustype": statustype},
    }
    other_zaaktype = {"zaaktype": make.zaaktype(identificatie="NOG-EEN", **procestype)["url"]}
    make.post("/resultaattypen", right["resultaattypen"] | other_zaaktype)
    for path, given, found in (
        ("catalogussen", {"rsin": "1", "domein": "VOORB"}, ("rsin", "invalid-length")),
        ("zaaktypen", {"doel": "", "identificatie": "NIEUW", "deelzaaktypen": ["NIEUW"]}, ("doel", "blank")),
        ("zaaktypen", {"verlengingMogelijk": True, "verlengingstermijn": "x"}, ("verlengingstermijn", "invalid")),
        ("zaaktypen", {"verlengingMogelijk": "x", "verlengingstermijn": None}, ("verlengingMogelijk", "invalid")),
        ("zaaktypen", {"identificatie": "", "deelzaaktypen": ["NIEUW"]}, ("identificatie", "blank")),
        ("roltypen", {"zaaktype": "x", "beginGeldigheid": "2024-01-01"}, ("zaaktype", "invalid")),
        (
            "resultaattypen",
            {"selectielijstklasse": "x"} | of_procedure("hoofdzaak"),
            ("selectielijstklasse", "invalid"),
        ),
        (
            "resultaattypen",
            {"selectielijstklasse": estimated, "brondatumArchiefprocedure": {"afleidingswijze": "x"}},
            ("brondatumArchiefprocedure.afleidingswijze", "invalid_choice"),
        ),
        ("resultaattypen", {"zaaktype": "x", "selectielijstklasse": of_another}, ("zaaktype", "invalid")),
        ("resultaattypen", {"zaaktype": AWAY, "selectielijstklasse": of_another}, ("zaaktype", "no_match")),
        ("resultaattypen", other_zaaktype | {"omschrijving": ""}, ("omschrijving", "blank")),
        ("eigenschappen", other_zaaktype | {"statustype": "x"}, ("statustype", "invalid")),
        (
            "eigenschappen",
            {"specificatie": {"formaat": "datum", "lengte": "9"}},
            ("specificatie.kardinaliteit", "required"),
        ),
        ("zaaktype-informatieobjecttypen", other_zaaktype | {"statustype": "x"}, ("statustype", "invalid")),
        ("zaaktype-informatieobjecttypen", {"zaaktype": "x", "informatieobjecttype": "Y"}, ("zaaktype", "invalid")),
    ):
        body = right[path] | kept.get(path, {})
        assert codes(api.post(f"/{path}", body | given)) == {found}, given
        url = make.post(f"/{path}", body)["url"]
        assert codes(api.put(url, body | given)) == {found}, given
        assert codes(api.patch(url, given)) == {found}, given
        assert api.delete(url).status_code == 204


def test_a_volgnummer_that_cannot_be_read_is_not_said_to_be_taken(api, codes, make, right):
    made = make.post("/zaaktype-informatieobjecttypen", right["zaaktype-informatieobjecttypen"])
    other = make.zaaktype(identificatie="ANDERS")
    make.ziot(other, informatieobjecttype="Foto")
    assert codes(api.patch(made["url"], {"zaaktype": other["url"]})) == {UNIQUE}
    assert codes(api.patch(made["url"], {"zaaktype": other["url"], "volgnummer": 0})) == {("volgnummer", "min_value")}


def test_the_selectielijst_is_not_asked_when_nothing_is_judged_by_it(api, codes, make, neighbours, right):
    url = make.post("/resultaattypen", right["resultaattypen"])["url"]
    Mirrored.objects.all().delete()
    store._parsed.clear()
    neighbours.asked.clear()
    assert codes(api.patch(url, {"omschrijving": ""})) == {("omschrijving", "blank")}
    assert neighbours.asked == []
