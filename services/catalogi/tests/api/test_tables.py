# SPDX-License-Identifier: EUPL-1.2
"""By table: who may do each write, what each filter chooses, and what may not change meanwhile.

Types are not judged one by one: a scope is for all of them, so that no row has another type or level.
"""

from itertools import count
from uuid import UUID

import pytest

from catalogi import models
from servicekit.problems import Problem
from servicekit.testing.tables import (
    Request,
    Rights,
    assert_a_new_right_counts,
    assert_chooses,
    assert_only_by_right,
    lists,
    meanwhile,
    stored,
    writes,
)
from servicekit.writing.changing import changing, find

pytestmark = pytest.mark.django_db

CHILDREN = {
    "statustypen": models.StatusType,
    "roltypen": models.RolType,
    "resultaattypen": models.ResultaatType,
    "eigenschappen": models.Eigenschap,
    "zaakobjecttypen": models.ZaakObjectType,
    "zaaktype-informatieobjecttypen": models.ZaakTypeInformatieObjectType,
}
TYPES = {
    "zaaktypen": models.ZaakType,
    "informatieobjecttypen": models.InformatieObjectType,
    "besluittypen": models.BesluitType,
}


class World:
    """What the rows of the tables are made of: all of it is a concept, or belongs to one, unless it says otherwise."""

    def __init__(self, make, bodies, resultaat, selectielijst):
        self.make, self.bodies, self.resultaat, self.numbers = make, bodies, resultaat, count()
        self.of_procestype = {"selectielijstProcestype": selectielijst.procestype}

    def catalogus(self):
        number = next(self.numbers)
        return self.bodies.catalogus | {"domein": "DOM" + chr(65 + number // 26) + chr(65 + number % 26)}

    def body(self, path, **given):
        """The body of a new row of a collection."""
        match path:
            case "catalogussen":
                return self.catalogus() | given
            case "zaaktypen":
                return self.bodies.zaaktype | self.of_procestype | {"catalogus": self.make.catalogus()["url"]} | given
            case "informatieobjecttypen":
                return self.bodies.informatieobjecttype | {"catalogus": self.make.catalogus()["url"]} | given
            case "besluittypen":
                return self.bodies.besluittype | {"catalogus": self.make.catalogus()["url"]} | given
        if "zaaktype" not in given:
            given["zaaktype"] = self.made("zaaktypen")["url"]
        match path:
            case "statustypen":
                return self.bodies.statustype | given
            case "roltypen":
                return self.bodies.roltype | given
            case "resultaattypen":
                return self.resultaat | given
            case "zaakobjecttypen":
                return self.bodies.zaakobjecttype | given
            case "eigenschappen":
                return self.bodies.eigenschap | given
        return self.bodies.ziot | {"informatieobjecttype": self.foto()} | given

    def foto(self):
        published = models.InformatieObjectType.objects.filter(omschrijving="Foto", concept=False)
        if not published.exists():
            self.make.informatieobjecttype(published=True)
        return "Foto"

    def made(self, path, *, published=False, **given):
        made = self.make.post(f"/{path}", self.body(path, **given))
        return self.make.publish(made) if published else made


@pytest.fixture
def world(make, bodies, resultaat, selectielijst):
    return World(make, bodies, resultaat, selectielijst)


# Writes -------------------------------------------------------------------------------------------------------------

#: collection -> a field of it, and another value for that
CHANGED = {
    "catalogussen": {"contactpersoonBeheerNaam": "Anders"},
    "zaaktypen": {"doel": "Anders"},
    "informatieobjecttypen": {"informatieobjectcategorie": "anders"},
    "besluittypen": {"toelichting": "Anders"},
    "statustypen": {"omschrijving": "Anders"},
    "roltypen": {"omschrijving": "Anders"},
    "resultaattypen": {"omschrijving": "Anders"},
    "eigenschappen": {"naam": "Anders"},
    "zaakobjecttypen": {"relatieOmschrijving": "Anders"},
    "zaaktype-informatieobjecttypen": {"richting": "intern"},
}


def whole(path, world):
    body = world.body(path)
    return Request(path=world.make.post(f"/{path}", body)["url"], body=body | CHANGED[path])


def each(path):
    """The rows of the five operations that every collection has."""
    return {
        f"POST {path}": lambda world: Request(path=f"/{path}", body=world.body(path)),
        f"PUT {path}/{{uuid}}": lambda world: whole(path, world),
        f"PATCH {path}/{{uuid}}": lambda world: Request(path=world.made(path)["url"], body=CHANGED[path]),
        f"DELETE {path}/{{uuid}}": lambda world: Request(path=world.made(path)["url"]),
    }


def publishing(path):
    return lambda world: Request(path=f"{world.made(path)['url']}/publish")


WRITES = {
    **{name: row for path in CHANGED for name, row in each(path).items()},
    "POST zaaktypen/{uuid}/publish": publishing("zaaktypen"),
    "POST informatieobjecttypen/{uuid}/publish": publishing("informatieobjecttypen"),
    "POST besluittypen/{uuid}/publish": publishing("besluittypen"),
}


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_write_takes_one_of_its_scopes(route, world, api, noord, zuid):
    assert route.name in WRITES, f"no row for {route.name}"
    assert_only_by_right(route, lambda: WRITES[route.name](world), Rights(), api=api, here=noord, other=zuid)


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_right_that_was_given_a_moment_ago_counts(route, world, api):
    assert_a_new_right_counts(route, lambda: WRITES[route.name](world), Rights(), api=api)


def test_every_row_is_of_a_write():
    assert set(WRITES) == {route.name for route in writes()}


def test_an_empty_catalogus_is_removed_whatever_others_hold(world, api):
    for path in TYPES:
        world.made(path)
    assert api.delete(world.made("catalogussen")["url"]).status_code == 204


@pytest.mark.parametrize("path", TYPES)
def test_a_change_of_more_than_the_end_of_a_period_is_at_fault_at_its_begin(world, api, codes, path):
    first = world.made(path, eindeGeldigheid="2025-12-31", published=True)
    world.made(path, beginGeldigheid="2026-01-01", published=True)
    for more in (CHANGED[path], {"beginGeldigheid": "2025-02-01"}):
        answer = api.patch(first["url"], {"eindeGeldigheid": "2026-01-01"} | more)
        assert codes(answer) == {("beginGeldigheid", "overlap")}


@pytest.mark.parametrize("path", TYPES)
def test_a_period_that_is_impossible_is_not_compared_with_others(world, api, codes, path):
    world.made(path, published=True)
    early = world.made(path, beginGeldigheid="2020-01-01", eindeGeldigheid="2020-12-31", published=True)
    period = {"beginGeldigheid": "2026-01-01", "eindeGeldigheid": "2025-06-01"}
    assert codes(api.patch(early["url"], period)) == {("nonFieldErrors", "date-mismatch")}


@pytest.mark.parametrize("path", CHANGED)
def test_a_change_is_what_is_read_afterwards(api, world, path):
    made = world.made(path)
    values = CHANGED[path]
    if path in CHILDREN:
        values = values | {"zaaktype": world.made("zaaktypen", identificatie="ANDER")["url"]}
    changed = api.patch(made["url"], values)
    assert changed.status_code == 200, changed.content
    assert api.get(made["url"]).json() == changed.json()
    repeated = {"zaaktypeIdentificatie": "ANDER"} if path in CHILDREN else {}
    assert changed.json() == made | values | repeated


@pytest.mark.parametrize("path", CHILDREN)
def test_nothing_is_moved_into_a_published_zaaktype_or_out_of_it_but_by_force(api, world, limited, codes, path):
    published = world.made("zaaktypen", identificatie="GEPUBLICEERD")
    inside, outside = world.made(path, zaaktype=published["url"]), world.made(path)
    world.make.publish(published)
    body = world.body(path, zaaktype=published["url"])
    limited("catalogi.schrijven")
    code = {"zaaktype-informatieobjecttypen": "non-concept-relation"}.get(path, "non-concept-zaaktype")
    writes = (
        ("POST", f"/{path}", body),
        ("PATCH", inside["url"], CHANGED[path]),
        ("PATCH", outside["url"], {"zaaktype": published["url"]}),
        ("PATCH", inside["url"], {"zaaktype": outside["zaaktype"]}),
    )
    for method, url, given in writes:
        answer = api.request(method, url, given, client="beperkt")
        assert ("nonFieldErrors", code) in codes(answer), (method, given)
    assert api.get(inside["url"]).json() == inside
    assert api.get(outside["url"]).json() == outside


# Filters ------------------------------------------------------------------------------------------------------------

#: of a: valid until the first of February 2025, a concept; of b: from the second on, published
PERIODS = {
    "a": {"beginGeldigheid": "2025-01-01", "eindeGeldigheid": "2025-02-01"},
    "b": {"beginGeldigheid": "2025-02-02"},
}
STATUS = {"alles": "ab", "concept": "a", "definitief": "b"}
#: both days of a period belong to it
VALID = {"2024-12-31": "", "2025-01-01": "a", "2025-02-01": "a", "2025-02-02": "b", "2026-01-01": "b"}


@pytest.fixture
def zaaktypen(world):
    """A concept and a published zaaktype that differ in all that they are chosen by."""
    more = {
        "a": {"identificatie": "A_1", "trefwoorden": ["kuil", "weg"]},
        "b": {"identificatie": "B1", "trefwoorden": ["kuil"], "catalogus": world.make.catalogus(domein="ANDER")["url"]},
    }
    return {label: world.made("zaaktypen", **PERIODS[label], **more[label]) for label in "ab"}


@pytest.fixture
def published(world, zaaktypen):
    """Publish b, once all that belongs to it is there."""
    return lambda: world.make.publish(zaaktypen["b"])


@pytest.fixture
def chosen(api):
    """Asserts what the filters of a list choose; what is asked besides `status` is asked of concepts too."""

    def check(path, rows, choices):
        [route] = (route for route in lists() if route.path == path)
        urls = {label: each["url"] for label, each in rows.items()}
        assert_chooses(route, urls, choices, api=AlsoConcepts(api, path))

    return check


class AlsoConcepts:
    """The client, by which concepts are asked for too unless a status is asked for."""

    def __init__(self, api, path):
        self.api, self.path = api, path

    def get(self, path, **options):
        asks = "status=" in path or self.path == "catalogussen"
        return self.api.get(path if asks else f"{path}&status=alles", **options)


def test_catalogussen_are_chosen_by_each_filter(world, chosen):
    made = {
        "a": world.made("catalogussen", domein="AAAAA", rsin="851234562"),
        "b": world.made("catalogussen", domein="BBBBB", rsin="100000009"),
    }
    choices = {
        "domein": {"AAAAA": "a", "BBBBB": "b", "AAAA": ""},
        "domein__in": {"AAAAA": "a", "AAAAA,BBBBB": "ab"},
        "rsin": {"851234562": "a", "100000009": "b"},
        "rsin__in": {"100000009": "b", "851234562,100000009": "ab"},
    }
    chosen("catalogussen", made, choices)


def test_zaaktypen_are_chosen_by_each_filter(zaaktypen, published, chosen):
    published()
    choices = {
        "catalogus": {zaaktypen[label]["catalogus"]: label for label in "ab"},
        "identificatie": {"A_1": "a", "B1": "b", "A-1": "", "a_1": ""},
        "trefwoorden": {"kuil": "ab", "weg": "a", "kuil,weg": "a", "ku": ""},
        "status": STATUS,
        "datumGeldigheid": VALID,
    }
    chosen("zaaktypen", zaaktypen, choices)


def test_informatieobjecttypen_are_chosen_by_each_filter(world, chosen):
    elsewhere = world.make.catalogus(domein="ANDER")["url"]
    made = {
        "a": world.made("informatieobjecttypen", omschrijving="Foto", **PERIODS["a"]),
        "b": world.made(
            "informatieobjecttypen", omschrijving="Brief", catalogus=elsewhere, **PERIODS["b"], published=True
        ),
    }
    choices = {
        "catalogus": {made[label]["catalogus"]: label for label in "ab"},
        "status": STATUS,
        "datumGeldigheid": VALID,
        "omschrijving": {"Foto": "a", "Brief": "b", "foto": "", "Fo": ""},
    }
    chosen("informatieobjecttypen", made, choices)


def test_besluittypen_are_chosen_by_each_filter(world, chosen):
    # Of the same names in two catalogussen: a URL finds those of its own.
    elsewhere = {"catalogus": world.make.catalogus(domein="ANDER")["url"]}
    made, documents, zaaktypen = {}, {}, {}
    for label, where in (("a", {}), ("b", elsewhere)):
        documents[label] = world.made("informatieobjecttypen", **where)["url"]
        more = where | PERIODS[label] | {"informatieobjecttypen": ["Foto"] if label == "a" else [documents["b"]]}
        made[label] = world.made("besluittypen", **more, published=label == "b")
        zaaktypen[label] = world.made("zaaktypen", besluittypen=["Verkeersbesluit"], **where)["url"]
    unrelated = {"zaaktypen": world.made("zaaktypen", identificatie="LOS")["url"]}
    unrelated["informatieobjecttypen"] = world.made("informatieobjecttypen", omschrijving="Brief")["url"]
    other = world.made("besluittypen", omschrijving="Ander", **elsewhere)
    choices = {
        "catalogus": {made[label]["catalogus"]: label for label in "ab"},
        "zaaktypen": {zaaktypen["a"]: "a", zaaktypen["b"]: "b", unrelated["zaaktypen"]: ""},
        "informatieobjecttypen": {documents["a"]: "a", documents["b"]: "b", unrelated["informatieobjecttypen"]: ""},
        "status": STATUS | {"concept": "ac", "alles": "abc"},
        "omschrijving": {"Verkeersbesluit": "ab", "Ander": "c", "ander": ""},
        "datumGeldigheid": VALID | {"2025-01-01": "ac", "2025-02-01": "ac", "2025-02-02": "bc", "2026-01-01": "bc"},
    }
    choices["catalogus"][elsewhere["catalogus"]] = "bc"
    chosen("besluittypen", made | {"c": other}, choices)


def of_zaaktype(zaaktypen):
    """What all lists of what belongs to a zaaktype choose by."""
    return {
        "zaaktype": {zaaktypen[label]["url"]: label for label in "ab"},
        "zaaktypeIdentificatie": {"A_1": "a", "B1": "b", "B": ""},
        "status": STATUS,
        "datumGeldigheid": VALID,
    }


def test_statustypen_are_chosen_by_each_filter(world, zaaktypen, published, chosen):
    made = {label: world.made("statustypen", zaaktype=zaaktypen[label]["url"]) for label in "ab"}
    published()
    chosen("statustypen", made, of_zaaktype(zaaktypen))


def test_eigenschappen_are_chosen_by_each_filter(world, zaaktypen, published, chosen):
    made = {label: world.made("eigenschappen", zaaktype=zaaktypen[label]["url"]) for label in "ab"}
    published()
    chosen("eigenschappen", made, of_zaaktype(zaaktypen))


def test_zaakobjecttypen_are_chosen_by_each_filter(world, zaaktypen, published, chosen):
    made = {
        "a": world.made("zaakobjecttypen", zaaktype=zaaktypen["a"]["url"]),
        "b": world.made(
            "zaakobjecttypen",
            zaaktype=zaaktypen["b"]["url"],
            anderObjecttype=False,
            objecttype="https://objecttypen.test/api/v2/objecttypes/2",
            relatieOmschrijving="Het pand",
        ),
    }
    published()
    choices = of_zaaktype(zaaktypen) | {
        "anderObjecttype": {"true": "a", "False": "b"},
        "catalogus": {zaaktypen[label]["catalogus"]: label for label in "ab"},
        "datumBeginGeldigheid": {"2025-01-01": "a", "2025-02-02": "b", "2025-01-15": ""},
        "datumEindeGeldigheid": {"2025-02-01": "a", "2025-01-15": ""},
        "objecttype": {made[label]["objecttype"]: label for label in "ab"},
        "relatieOmschrijving": {"De mast die stuk is": "a", "Het pand": "b", "pand": ""},
    }
    chosen("zaakobjecttypen", made, choices)


def test_roltypen_are_chosen_by_each_filter(world, zaaktypen, published, chosen):
    kinds = {"a": "initiator", "b": "behandelaar"}
    made = {
        label: world.made("roltypen", zaaktype=zaaktypen[label]["url"], omschrijvingGeneriek=kinds[label])
        for label in "ab"
    }
    published()
    choices = of_zaaktype(zaaktypen) | {"omschrijvingGeneriek": {"initiator": "a", "behandelaar": "b"}}
    chosen("roltypen", made, choices)


def test_resultaattypen_are_chosen_by_each_filter(world, zaaktypen, published, chosen):
    made = {label: world.made("resultaattypen", zaaktype=zaaktypen[label]["url"]) for label in "ab"}
    published()
    choices = of_zaaktype(zaaktypen)
    choices["zaaktype_identificatie"] = choices["zaaktypeIdentificatie"]
    choices["datum_geldigheid"] = choices["datumGeldigheid"]
    chosen("resultaattypen", made, choices)


def test_zaaktype_informatieobjecttypen_are_chosen_by_each_filter(world, zaaktypen, published, chosen):
    # Of the same name in two catalogussen: a name finds both, a URL those of its own catalogus.
    types = {
        label: world.made("informatieobjecttypen", catalogus=zaaktypen[label]["catalogus"], published=True)
        for label in "ab"
    }
    ways = {"a": "inkomend", "b": "uitgaand"}
    made = {
        label: world.made("zaaktype-informatieobjecttypen", zaaktype=zaaktypen[label]["url"], richting=ways[label])
        for label in "ab"
    }
    published()
    choices = {
        "zaaktype": {zaaktypen[label]["url"]: label for label in "ab"},
        "informatieobjecttype": {types["a"]["url"]: "a", types["b"]["url"]: "b", "Foto": "ab", "Fo": ""},
        "richting": {"inkomend": "a", "uitgaand": "b", "intern": ""},
        "status": STATUS,
    }
    chosen("zaaktype-informatieobjecttypen", made, choices)


@pytest.mark.parametrize("route", lists(), ids=lambda route: route.path)
def test_every_list_takes_the_size_of_its_pages_and_an_ordering_that_asks_for_nothing(world, api, codes, route):
    rows = {world.made(route.path)["url"] for _ in range(2)}
    asked = "" if route.path == "catalogussen" else "&status=alles"
    first = api.get(f"/{route.path}?pageSize=1&ordering={asked}").json()
    second = api.get(first["next"]).json()
    assert [len(page["results"]) for page in (first, second)] == [1, 1]
    assert {each["url"] for page in (first, second) for each in page["results"]} == rows
    assert second["next"] is None
    assert api.get(f"/{route.path}?pageSize=").status_code == 200
    assert codes(api.get(f"/{route.path}?pageSize=veel")) == {("pageSize", "invalid")}


def test_every_list_that_chooses_has_its_test():
    assert {route.path for route in lists()} == set(CHANGED)


# What changes meanwhile ---------------------------------------------------------------------------------------------


def row(model, made):
    return model.objects.filter(uuid=made["url"].rpartition("/")[2])


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("path", CHILDREN)
def test_what_moves_to_another_zaaktype_meanwhile_is_left_alone(world, refused_when, path, method):
    body = world.body(path)
    made = world.make.post(f"/{path}", body)
    other = row(models.ZaakType, world.made("zaaktypen", identificatie="ANDER")).get()
    of = row(CHILDREN[path], made)
    refused_when(lambda: of.update(zaaktype=other), method, made["url"], body | CHANGED[path])


@pytest.mark.parametrize("path", CHILDREN)
def test_nothing_is_added_to_a_zaaktype_that_is_removed_meanwhile(world, api, noord, codes, path):
    body = world.body(path)
    of = row(models.ZaakType, {"url": body["zaaktype"]})
    with meanwhile(of.delete):
        answer = api.post(f"/{path}", body)
    assert codes(answer) == {("zaaktype", "does_not_exist")}
    assert not CHILDREN[path].objects.exists()


@pytest.mark.parametrize("path", CHILDREN)
def test_the_kit_changes_no_row_that_moved_since_it_was_found(world, as_caller, noord, path):
    # Here, since the kit has no rows of its own that belong to others.
    made = world.made(path)
    other = row(models.ZaakType, world.made("zaaktypen", identificatie="ANDER")).get()
    as_caller("alles")
    found, before = find(CHILDREN[path], UUID(made["url"].rpartition("/")[2])), stored(noord)
    moved = meanwhile(lambda: row(CHILDREN[path], made).update(zaaktype=other))
    with pytest.raises(Problem) as raised, moved, changing(found) as change:
        change.destroy()
    assert raised.value.status == 409
    assert stored(noord) == before


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("path", TYPES)
def test_a_type_that_moves_to_another_catalogus_meanwhile_is_left_alone(world, refused_when, path, method):
    body = world.body(path)
    made = world.make.post(f"/{path}", body)
    other = row(models.Catalogus, world.made("catalogussen")).get()
    of = row(TYPES[path], made)
    refused_when(lambda: of.update(catalogus=other.uuid), method, made["url"], body | CHANGED[path])


@pytest.mark.parametrize("path", TYPES)
def test_a_type_that_moves_to_another_catalogus_meanwhile_is_not_published(world, refused_when, path):
    made = world.made(path)
    other = row(models.Catalogus, world.made("catalogussen")).get()
    of = row(TYPES[path], made)
    refused_when(lambda: of.update(catalogus=other.uuid), "POST", f"{made['url']}/publish")


def test_a_zaaktype_that_is_published_meanwhile_is_not_removed(world, refused_when):
    made = world.made("zaaktypen")
    of = row(models.ZaakType, made)
    refused_when(lambda: of.update(concept=False), "DELETE", made["url"])


@pytest.mark.parametrize("path", TYPES)
def test_a_catalogus_that_gets_a_type_meanwhile_is_not_removed(world, refused_when, path):
    catalogus, made = world.made("catalogussen"), world.made(path)
    of, to = row(TYPES[path], made), row(models.Catalogus, catalogus).get()
    refused_when(lambda: of.update(catalogus=to.uuid), "DELETE", catalogus["url"])
