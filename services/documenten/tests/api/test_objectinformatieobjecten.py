# SPDX-License-Identifier: EUPL-1.2
from urllib.parse import quote
from uuid import uuid4

import pytest

from servicekit.journal.models import Line
from servicekit.stack.municipalities import serving, stack
from servicekit.testing.rights import give

pytestmark = pytest.mark.django_db
PATH = "/objectinformatieobjecten"


def codes(response):
    return {(each["name"], each["code"]) for each in response.json()["invalidParams"]}


@pytest.fixture
def document(api, body):
    return api.post("/enkelvoudiginformatieobjecten", body)["Location"]


@pytest.fixture
def relation(zaak, document):
    return {"object": zaak, "informatieobject": document, "objectType": "zaak"}


@pytest.fixture
def as_zaken(api, noord, grant, monkeypatch):
    """Requests as the Zaken API of this municipality itself."""
    client = noord.places["zrc"].client
    grant(**{client.id: "all"})

    def request(method, path, body=None):
        from servicekit.rights.tokens import issue

        token = issue(client_id=client.id, secret=client.secret)
        return api.request(method, path, body, client=None, authorization=f"Bearer {token}")

    return request


def test_a_relation_that_its_zaak_has_is_mirrored(api, relation, zrc):
    zrc.add((relation["object"], relation["informatieobject"]))
    created = api.post(PATH, relation)
    assert created.status_code == 201, created.content
    assert created.json() == {"url": created["Location"], **relation}
    assert api.get(created["Location"]).json() == created.json()


def test_what_is_wrong_with_the_urls_of_a_relation_is_said_with_its_other_faults(api, relation):
    nowhere = {name: f"{relation[name].rpartition('/')[0]}/{uuid4()}" for name in ("object", "informatieobject")}
    assert codes(api.post(PATH, relation | nowhere | {"objectType": "anders"})) == {
        ("objectType", "invalid_choice"),
        ("informatieobject", "object-does-not-exist"),
    }
    without = {"informatieobject": nowhere["informatieobject"][:-1], "object": nowhere["object"]}
    assert codes(api.post(PATH, without | {"objectType": "zaak"})) == {
        ("informatieobject", "no_match"),
        ("object", "bad-url"),
    }
    other = nowhere["informatieobject"].replace("enkelvoudiginformatieobjecten", "objectinformatieobjecten")
    assert codes(api.post(PATH, relation | {"informatieobject": other})) == {("informatieobject", "incorrect_match")}
    del relation["informatieobject"]
    assert codes(api.post(PATH, relation | {"object": nowhere["object"]})) == {
        ("informatieobject", "required"),
        ("object", "bad-url"),
    }


def test_a_relation_that_is_there_is_told_with_other_faults(api, relation, as_zaken, zrc):
    assert as_zaken("POST", PATH, relation).status_code == 201
    again = ("nonFieldErrors", "unique")
    assert codes(as_zaken("POST", PATH, relation)) == {again}
    assert codes(as_zaken("POST", PATH, relation | {"objectType": "anders"})) == {
        again,
        ("objectType", "invalid_choice"),
    }
    assert codes(api.post(PATH, relation)) == {again, ("nonFieldErrors", "inconsistent-relation")}


def test_who_may_not_relate_a_document_has_nothing_asked(api, relation, grant, neighbours):
    grant(
        beperkt=[
            {
                "component": "drc",
                "scopes": ["documenten.aanmaken"],
                "informatieobjecttype": "https://t.test/1",
                "maxVertrouwelijkheidaanduiding": "zeer_geheim",
            }
        ]
    )
    neighbours.asked.clear()
    del relation["objectType"]
    wrong = relation | {"object": f"{relation['object']}1"}
    assert codes(api.post(PATH, wrong, client="beperkt")) == {("objectType", "required")}
    assert api.post(PATH, wrong | {"objectType": "zaak"}, client="beperkt").status_code == 403
    assert neighbours.asked == []


def test_a_relation_that_its_zaak_does_not_have_is_refused(api, relation, zrc):
    assert codes(api.post(PATH, relation)) == {("nonFieldErrors", "inconsistent-relation")}
    assert api.get(PATH).json() == []


def test_a_relation_that_cannot_be_looked_up_is_refused(api, relation, neighbours):
    neighbours.handle("GET", "zrc:zaakinformatieobjecten", lambda url, body: (500, None))
    assert codes(api.post(PATH, relation)) == {("nonFieldErrors", "relation-validation-error")}


def test_the_word_of_the_zaken_api_is_the_answer(relation, neighbours, as_zaken):
    neighbours.asked.clear()
    created = as_zaken("POST", PATH, relation)
    assert created.status_code == 201
    assert as_zaken("POST", PATH, relation).json()["invalidParams"][0]["code"] == "unique"
    assert as_zaken("DELETE", created["Location"]).status_code == 204
    assert neighbours.asked == []


def test_the_zaken_api_is_asked_about_besluiten(relation, neighbours, as_zaken, noord):
    besluit = neighbours.hold(f"brc:besluiten/{uuid4()}", {})
    answer = as_zaken("POST", PATH, relation | {"object": besluit, "objectType": "besluit"})
    assert codes(answer) == {("object", "invalid-resource")}
    assert neighbours.asked[-1][1] == besluit


def test_a_relation_of_a_besluit_is_mirrored(api, document, neighbours):
    besluit = neighbours.hold(
        f"brc:besluiten/{uuid4()}",
        {"besluittype": "x", "verantwoordelijkeOrganisatie": "851234562", "datum": "2026-11-22"},
    )
    led = {"besluit": besluit, "informatieobject": document}
    neighbours.handle("GET", "brc:besluitinformatieobjecten", lambda url, body: (200, [led]))
    relation = {"object": besluit, "informatieobject": document, "objectType": "besluit"}
    assert api.post(PATH, relation).json()["objectType"] == "besluit"


def test_a_zaak_at_a_trusted_peer_is_asked_there(api, relation, neighbours):
    zaak = neighbours.hold(
        f"https://referentie.test/api/v1/zaken/{uuid4()}",
        {"zaaktype": "x", "bronorganisatie": "1", "verantwoordelijkeOrganisatie": "1"},
    )
    neighbours.handle(
        "GET",
        "https://referentie.test/api/v1/zaakinformatieobjecten",
        lambda url, body: (200, [{"zaak": zaak, "informatieobject": relation["informatieobject"]}]),
    )
    created = api.post(PATH, relation | {"object": zaak})
    assert created.status_code == 201, created.content
    assert created.json()["object"] == zaak


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"objectType": "verzoek"}, ("objectType", "invalid_choice")),
        ({"objectType": "besluit"}, ("object", "invalid-resource")),
        ({"object": "http://testserver/noord/zaken/api/v1/statussen/1"}, ("object", "invalid-resource")),
        ({"object": "geen url"}, ("object", "invalid")),
        ({"object": "https://elders.test/zaken/1"}, ("object", "bad-url")),
        ({"object": "https://referentie.test/api/v1/dingen/1"}, ("object", "bad-url")),
        ({"object": "https://referentie.test/api/v1/dingen/2"}, ("object", "invalid-resource")),
        ({"object": "https://referentie.test/api/v1/zaken/1"}, ("object", "bad-url")),
        ({"informatieobject": "https://elders.test/x"}, ("informatieobject", "no_match")),
        (
            {
                "informatieobject": "http://testserver/noord/documenten/api/v1/enkelvoudiginformatieobjecten/"
                "00000000-0000-4000-8000-000000000000"
            },
            ("informatieobject", "object-does-not-exist"),
        ),
    ],
)
def test_what_is_wrong_with_a_relation_is_said(api, relation, neighbours, values, fault):
    neighbours.handle("GET", "https://elders.test", lambda url, body: (404, None))
    neighbours.hold("https://referentie.test/api/v1/dingen/2", {"naam": "iets anders"})
    assert codes(api.post(PATH, relation | values)) == {fault}


def test_all_that_is_wrong_with_a_relation_is_said_at_once(api, relation, zrc):
    absent = relation["informatieobject"].rpartition("/")[0] + f"/{uuid4()}"
    gone = relation["object"].rpartition("/")[0] + f"/{uuid4()}"
    for informatieobject, code in ((absent, "object-does-not-exist"), (relation["object"], "no_match")):
        answer = api.post(PATH, relation | {"informatieobject": informatieobject, "object": gone})
        assert codes(answer) == {("informatieobject", code), ("object", "bad-url")}
        answer = api.post(PATH, relation | {"informatieobject": informatieobject})
        assert codes(answer) == {("informatieobject", code)}
    answer = api.post(PATH, relation | {"informatieobject": "geen url", "object": gone})
    assert codes(answer) == {("informatieobject", "invalid"), ("object", "bad-url")}


def test_an_object_that_is_not_there_is_refused(api, relation, zrc):
    absent = relation["object"][:-4] + "0000"
    assert codes(api.post(PATH, relation | {"object": absent})) == {("object", "bad-url")}


def test_the_same_relation_is_refused(api, relation, zrc):
    zrc.add((relation["object"], relation["informatieobject"]))
    api.post(PATH, relation)
    assert codes(api.post(PATH, relation)) == {("nonFieldErrors", "unique")}


def test_a_relation_goes_only_when_its_zaak_has_it_no_longer(api, relation, zrc, neighbours):
    pair = (relation["object"], relation["informatieobject"])
    zrc.add(pair)
    url = api.post(PATH, relation)["Location"]
    assert codes(api.delete(url)) == {("nonFieldErrors", "remote-relation-exists")}
    zrc.remove(pair)
    neighbours.down = True
    assert codes(api.delete(url)) == {("nonFieldErrors", "relation-lookup-error")}
    neighbours.down = False
    assert api.delete(url).status_code == 204
    assert api.get(url).status_code == 404
    assert api.delete(url).status_code == 404


def test_who_may_not_delete_a_relation_has_nothing_asked(api, relation, zrc, grant, hold_type, neighbours):
    zrc.add((relation["object"], relation["informatieobject"]))
    url = api.post(PATH, relation)["Location"]
    right = {"informatieobjecttype": hold_type(), "maxVertrouwelijkheidaanduiding": "geheim"}
    grant(beperkt=[{"component": "drc", "scopes": ["documenten.lezen", "documenten.verwijderen"], **right}])
    neighbours.asked.clear()
    assert api.delete(url, client="beperkt").status_code == 403
    assert neighbours.asked == []


def test_a_list_is_a_plain_array_that_is_filtered(api, relation, zrc, body):
    other = api.post("/enkelvoudiginformatieobjecten", body)["Location"]
    for document in (relation["informatieobject"], other):
        zrc.add((relation["object"], document))
        api.post(PATH, relation | {"informatieobject": document})
    assert len(api.get(PATH).json()) == 2
    found = api.get(f"{PATH}?object={quote(relation['object'])}&informatieobject={quote(other)}").json()
    assert [each["informatieobject"] for each in found] == [other]
    assert api.get(f"{PATH}?object=https://elders.test/1").json() == []
    assert api.get(f"{PATH}?informatieobject=https://elders.test/1").json() == []
    assert codes(api.get(f"{PATH}?object=x")) == {("object", "invalid")}
    assert codes(api.get(f"{PATH}?page=1")) == {("nonFieldErrors", "unknown-parameters")}


def test_a_matching_if_none_match_answers_304(api, relation, zrc):
    zrc.add((relation["object"], relation["informatieobject"]))
    url = api.post(PATH, relation)["Location"]
    zrc.clear()
    etag = api.get(url)["ETag"]
    assert api.get(url, if_none_match=etag).status_code == 304
    assert api.head(url)["ETag"] == etag
    assert api.delete(url, if_match='"anders"').status_code == 412


def test_a_client_sees_the_relations_of_its_documents(api, relation, zrc, grant, body, informatieobjecttype):
    secret = api.post("/enkelvoudiginformatieobjecten", body | {"vertrouwelijkheidaanduiding": "geheim"})["Location"]
    made = []
    for document in (relation["informatieobject"], secret):
        zrc.add((relation["object"], document))
        made.append(api.post(PATH, relation | {"informatieobject": document})["Location"])
    grant(
        beperkt=[
            {
                "component": "drc",
                "scopes": ["documenten.lezen", "documenten.aanmaken"],
                "informatieobjecttype": informatieobjecttype,
                "maxVertrouwelijkheidaanduiding": "intern",
            }
        ]
    )
    assert [each["url"] for each in api.get(PATH, client="beperkt").json()] == made[:1]
    assert api.get(made[0], client="beperkt").status_code == 200
    assert api.get(made[1], client="beperkt").status_code == 403
    assert api.delete(made[0], client="beperkt").status_code == 403
    assert api.post(PATH, relation | {"informatieobject": secret}, client="beperkt").status_code == 403
    assert api.get(PATH, client="niets").status_code == 403


def test_relations_of_what_is_not_ready_for_publication_are_not_there(api, relation, zrc, grant):
    zrc.add((relation["object"], relation["informatieobject"]))
    url = api.post(PATH, relation)["Location"]
    grant(beperkt={"heeftAlleAutorisaties": True, "alleenIsGereedVoorPublicatie": True})
    assert api.get(PATH, client="beperkt").json() == []
    assert api.get(url, client="beperkt").status_code == 404


def test_relations_are_neither_audited_nor_notified(api, relation, zrc):
    zrc.add((relation["object"], relation["informatieobject"]))
    api.post(PATH, relation)
    line = Line.objects.get(resource="objectinformatieobject")
    assert (line.audit, line.notify, line.feed) == (False, False, True)
    assert len(api.get(f"{relation['informatieobject']}/audittrail").json()) == 1


def test_another_municipality_has_it_not(api, relation, zrc):
    zrc.add((relation["object"], relation["informatieobject"]))
    url = api.post(PATH, relation)["Location"]
    with serving(stack().municipality("zuid")):
        give(alles="all")
    assert api.get(PATH, municipality="zuid").json() == []
    assert api.get(f"{PATH}/{url.rpartition('/')[2]}", municipality="zuid").status_code == 404
