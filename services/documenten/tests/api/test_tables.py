# SPDX-License-Identifier: EUPL-1.2
"""By table: who may do each write, what each filter chooses, and what may not change meanwhile."""

from uuid import uuid4

import pytest

from documenten.models import EnkelvoudigInformatieObject
from servicekit.scopes import SCOPES
from servicekit.testing.rights import give, given_since
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

pytestmark = pytest.mark.django_db
PATH = "/enkelvoudiginformatieobjecten"


class World:
    """What the rows of the tables are made of: documents of a type that is covered, and of what is not."""

    def __init__(self, api, body, hold_type, zaak, zrc):
        self.api, self.body, self.zaak, self.zrc = api, body, zaak, zrc
        self.other_type = hold_type()

    def document(self, **given):
        answer = self.api.post(PATH, self.body | given)
        assert answer.status_code == 201, answer.content
        return answer["Location"]

    def locked(self):
        """A document under a lock, and the id of that."""
        url = self.document()
        return url, self.api.post(f"{url}/lock").json()["lock"]

    def relation(self, document, zaak=None):
        zaak = zaak or self.zaak
        self.zrc.add((zaak, document))
        return {"object": zaak, "informatieobject": document, "objectType": "zaak"}

    def related(self, document, zaak=None):
        answer = self.api.post("/objectinformatieobjecten", self.relation(document, zaak))
        assert answer.status_code == 201, answer.content
        return answer["Location"]


@pytest.fixture
def world(api, body, hold_type, zaak, zrc, files):
    return World(api, body, hold_type, zaak, zrc)


# Writes -------------------------------------------------------------------------------------------------------------


def into(world):
    """A document of another type, and of a higher level."""
    levels = ({"vertrouwelijkheidaanduiding": "zaakvertrouwelijk"}, 403)
    return (({"informatieobjecttype": world.other_type}, 403), levels)


def whole_document(world):
    url, lock = world.locked()
    return Request(path=url, body=world.body | {"titel": "x", "lock": lock}, outside=into(world))


def part_of_document(world):
    url, lock = world.locked()
    return Request(path=url, body={"titel": "x", "lock": lock}, outside=into(world))


def unlocking(world):
    url, lock = world.locked()
    return Request(path=f"{url}/unlock", body={"lock": lock})


def new_relation(world):
    others = [world.document(informatieobjecttype=world.other_type)]
    others.append(world.document(vertrouwelijkheidaanduiding="geheim"))
    outside = tuple(({"informatieobject": each}, 403) for each in others)
    return Request(path="/objectinformatieobjecten", body=world.relation(world.document()), outside=outside)


def relation_that_is_gone(world):
    url = world.related(world.document())
    world.zrc.clear()
    return Request(path=url)


WRITES = {
    "POST enkelvoudiginformatieobjecten": lambda world: Request(path=PATH, body=world.body, outside=into(world)),
    "PUT enkelvoudiginformatieobjecten/{uuid}": whole_document,
    "PATCH enkelvoudiginformatieobjecten/{uuid}": part_of_document,
    "DELETE enkelvoudiginformatieobjecten/{uuid}": lambda world: Request(path=world.document()),
    "POST enkelvoudiginformatieobjecten/{uuid}/lock": lambda world: Request(path=f"{world.document()}/lock"),
    "POST enkelvoudiginformatieobjecten/{uuid}/unlock": unlocking,
    "POST objectinformatieobjecten": new_relation,
    "DELETE objectinformatieobjecten/{uuid}": relation_that_is_gone,
}


@pytest.fixture
def rights(world, informatieobjecttype):
    """Those that cover the documents of the table, and those that nearly do."""
    intern = {"maxVertrouwelijkheidaanduiding": "intern"}
    return Rights(
        covered={"informatieobjecttype": informatieobjecttype, **intern},
        uncovered={
            "another type": {"informatieobjecttype": world.other_type, **intern},
            "too low a level": {
                "informatieobjecttype": informatieobjecttype,
                "maxVertrouwelijkheidaanduiding": "beperkt_openbaar",
            },
        },
    )


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_write_takes_a_right_that_covers_it(route, world, rights, api, noord, zuid):
    assert route.name in WRITES, f"no row for {route.name}"
    assert_only_by_right(route, lambda: WRITES[route.name](world), rights, api=api, here=noord, other=zuid)


@pytest.mark.parametrize("route", writes(), ids=lambda route: route.name)
def test_a_right_that_was_given_a_moment_ago_counts(route, world, rights, api):
    assert_a_new_right_counts(route, lambda: WRITES[route.name](world), rights, api=api)


def test_a_right_to_break_a_lock_that_was_given_a_moment_ago_counts(world, rights, api):
    url, _ = world.locked()
    locking, breaking = (
        [{"component": "drc", "scopes": [scope], **rights.covered}]
        for scope in ("documenten.lock", "documenten.geforceerd-unlock")
    )
    give(beperkt=locking)
    assert api.post(f"{url}/unlock", client="beperkt").status_code == 400
    with given_since(beperkt=breaking):
        assert api.post(f"{url}/unlock", client="beperkt").status_code == 204


def test_who_has_the_id_of_a_lock_has_nobody_look_for_a_right_to_break_it(world, rights, api):
    url, lock = world.locked()
    give(beperkt=[{"component": "drc", "scopes": ["documenten.lock"], **rights.covered}])
    with given_since(beperkt=[]):
        assert api.post(f"{url}/unlock", {"lock": lock}, client="beperkt").status_code == 204


def test_what_is_wrong_with_another_type_is_said_before_it_is_judged_by(world, rights, api, noord):
    url, lock = world.locked()
    give(beperkt=[{"component": "drc", "scopes": ["documenten.bijwerken"], **rights.covered}])
    changed = {"lock": lock, "informatieobjecttype": f"{noord.places['ztc'].root}/informatieobjecttypen/{uuid4()}"}
    answer = api.patch(url, changed, client="beperkt")
    assert [each["code"] for each in answer.json()["invalidParams"]] == ["bad-url"]


def test_a_right_to_read_that_was_given_a_moment_ago_counts_for_a_change_of_nothing(world, rights, api):
    url, lock = world.locked()
    changing, reading = (
        [{"component": "drc", "scopes": ["documenten.bijwerken", *more], **rights.covered}]
        for more in ([], ["documenten.lezen"])
    )
    give(beperkt=changing)
    assert api.patch(url, {"lock": lock}, client="beperkt").status_code == 403
    with given_since(beperkt=reading):
        assert api.patch(url, {"lock": lock}, client="beperkt").status_code == 200


def test_every_row_is_of_a_write():
    assert set(WRITES) == {route.name for route in writes()}


# Filters ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def documents(world, neighbours):
    """Three documents that differ in all that documents are chosen by, by label; a and b belong to a zaak."""
    given = {
        "a": {"identificatie": "D-1", "trefwoorden": ["kuil", "weg"]},
        "b": {"identificatie": "D-2", "trefwoorden": ["kuil"]},
        "c": {"identificatie": "D-3", "bronorganisatie": "100000009", "trefwoorden": []},
    }
    made = {label: world.document(**each) for label, each in given.items()}
    world.related(made["a"])
    return made


def documents_by(world, documents):
    related = {world.zaak: "a", world.zaak[:-1] + ("0" if world.zaak[-1] != "0" else "1"): ""}
    of_type = {"zaak": "a", "besluit": ""}
    return {
        "identificatie": {"D-1": "a", "D-3": "c", "D": "", "D_1": ""},
        "bronorganisatie": {"851234562": "ab", "100000009": "c"},
        "objectinformatieobjecten_object": related,
        "objectinformatieobjecten_objectType": of_type,
        "objectinformatieobjecten__object": related,
        "objectinformatieobjecten__objectType": of_type,
        "trefwoorden": {"kuil": "ab", "weg": "a", "weg,kuil": "a", "ku": ""},
    }


def test_documents_are_chosen_by_each_filter(api, world, documents):
    assert_chooses(of_path(PATH), documents, documents_by(world, documents), api=api)


def test_documents_are_found_by_each_criterion(api, world, documents):
    uuids = {label: url.rpartition("/")[2] for label, url in documents.items()}
    choices = {name: documents_by(world, documents)[name] for name in ("identificatie", "bronorganisatie")}
    choices["uuid__in"] = {uuids["a"]: "a", f"{uuids['b']},{uuids['c']}": "bc", str(uuid4()): ""}
    assert_chooses(of_path(f"{PATH}/_zoek"), documents, choices, api=api)


def test_relations_are_chosen_by_each_filter(api, world, neighbours):
    zaken = {"a": world.zaak, "b": neighbours.hold(f"zrc:zaken/{uuid4()}", neighbours.resources[world.zaak])}
    documents = {label: world.document() for label in "ab"}
    made = {label: world.related(documents[label], zaken[label]) for label in "ab"}
    choices = {
        "object": {zaken[label]: label for label in "ab"},
        "informatieobject": {documents[label]: label for label in "ab"},
    }
    assert_chooses(of_path("/objectinformatieobjecten"), made, choices, api=api)


def of_path(path):
    [route] = (route for route in lists() if f"/{route.path}" == path)
    return route


def test_every_list_that_chooses_has_its_test():
    assert {f"/{route.path}" for route in lists()} == {PATH, f"{PATH}/_zoek", "/objectinformatieobjecten"}


@pytest.mark.parametrize("asked", ["versie=1", "registratieOp="])
def test_a_version_is_chosen_by_its_number_and_its_moment(api, changed, world, asked):
    url = world.document()
    first = api.get(url).json()
    assert changed(url, {"titel": "Tweede"}).status_code == 200
    if asked == "registratieOp=":
        asked += first["beginRegistratie"]
    assert api.get(f"{url}?{asked}").json()["versie"] == 1
    assert api.get(url).json()["versie"] == 2
    assert api.get(f"{url}?versie=2").json()["titel"] == "Tweede"


# What changes meanwhile ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_document_that_others_change_all_the_time_is_left_alone(world, refused_when, files, method, monkeypatch):
    monkeypatch.setattr("documenten.actions.enkelvoudiginformatieobjecten.ATTEMPTS", 1)
    url, lock = world.locked()
    of = EnkelvoudigInformatieObject.objects.filter(uuid=url.rpartition("/")[2])
    refused_when(
        lambda: of.update(informatieobjecttype="https://elders.test/informatieobjecttypen/1"),
        *(method, url, world.body | {"titel": "x", "lock": lock}),
    )
    assert files() == []


@pytest.mark.parametrize("name", sorted(WRITES.keys() - {"POST enkelvoudiginformatieobjecten"}))
def test_a_document_that_leaves_the_reach_of_a_client_meanwhile_is_left_alone(
    name, world, api, noord, grant, informatieobjecttype
):
    wanted = WRITES[name](world)
    right = {"informatieobjecttype": informatieobjecttype, "maxVertrouwelijkheidaanduiding": "intern"}
    grant(beperkt=[{"component": "drc", "scopes": list(SCOPES["documenten"]), **right}])
    before = stored(noord)
    with meanwhile(lambda: EnkelvoudigInformatieObject.objects.update(niveau=8)):
        answer = api.request(name.partition(" ")[0], wanted.path, wanted.body, client="beperkt")
    assert answer.status_code == 403, answer.content
    assert stored(noord) == before
