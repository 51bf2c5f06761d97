# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db

PATH = "/zaakinformatieobjecten"
APIS = "http://testserver/noord"
NOWHERE = "5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001"


@pytest.fixture
def zaak(make):
    return make("zaken")["url"]


def test_a_relation_is_made_here_and_in_the_documenten_api(api, make, zaak, documents):
    document = documents.add()
    relation = make("zaakinformatieobjecten", zaak=zaak, informatieobject=document, titel="t")
    assert relation == {
        "url": relation["url"],
        "uuid": relation["url"].rpartition("/")[2],
        "informatieobject": document,
        "zaak": zaak,
        "aardRelatieWeergave": "Hoort bij, omgekeerd: kent",
        "titel": "t",
        "beschrijving": "",
        "registratiedatum": relation["registratiedatum"],
        "vernietigingsdatum": None,
        "status": None,
    }
    assert api.get(relation["url"]).json() == relation
    assert documents.pairs == [(zaak, document)]
    assert api.get(zaak).json()["zaakinformatieobjecten"] == [relation["url"]]


def test_a_relation_is_told_of_once_it_is_certain(make, api, zaak, documents, lines):
    def look(act):
        # While the Documenten API is asked, the relation is to be seen and not yet to be heard of.
        assert lines()[-1] == ("zaakinformatieobject", "create", True, True)
        assert len(api.get(f"{PATH}?zaak={zaak}").json()) == 1
        assert len(api.get(f"{zaak}/audittrail").json()) == 1
        return act()

    documents.posting = look
    make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add())
    assert lines()[-1] == ("zaakinformatieobject", "create", True, False)
    assert api.get(f"{zaak}/audittrail").json()[-1]["resource"] == "zaakinformatieobject"


def test_the_audit_trail_names_the_document_by_title_or_else_by_its_url(api, make, zaak, documents):
    document = documents.add()
    make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add(), titel="Foto van de kuil")
    make("zaakinformatieobjecten", zaak=zaak, informatieobject=document)
    *_, named, unnamed = [each["resourceWeergave"] for each in api.get(f"{zaak}/audittrail").json()]
    assert named.endswith(") - Foto van de kuil")
    assert unnamed.endswith(f") - {document}")


def test_the_list_is_a_plain_array_that_can_be_filtered(api, make, zaak, documents):
    document = documents.add()
    first = make("zaakinformatieobjecten", zaak=zaak, informatieobject=document)["url"]
    second = make("zaakinformatieobjecten", zaak=make("zaken")["url"], informatieobject=documents.add())["url"]

    def found(query):
        return [each["url"] for each in api.get(f"{PATH}?{query}").json()]

    assert found("") == [second, first]
    assert found(f"zaak={zaak}") == [first]
    assert found(f"informatieobject={document}") == [first]
    assert found(f"zaak={zaak}&informatieobject={document}") == [first]
    assert found("zaak=https://elders.test/1") == []


def test_a_list_that_is_not_paged_knows_no_page(api, codes):
    assert codes(api.get(f"{PATH}?page=1")) == {("nonFieldErrors", "unknown-parameters")}


def test_a_relation_needs_its_required_fields(api, codes):
    assert codes(api.post(PATH, {})) == {("zaak", "required"), ("informatieobject", "required")}


def test_the_same_pair_is_related_once(api, make, zaak, codes, documents):
    document = documents.add()
    make("zaakinformatieobjecten", zaak=zaak, informatieobject=document)
    body = {"zaak": zaak, "informatieobject": document}
    assert codes(api.post(PATH, body)) == {("nonFieldErrors", "unique")}


def test_a_document_may_be_related_to_several_zaken(make, zaak, documents):
    document = documents.add()
    zaken = sorted([zaak, make("zaken")["url"]])
    for each in zaken:
        make("zaakinformatieobjecten", zaak=each, informatieobject=document)
    assert documents.pairs == [(each, document) for each in zaken]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (
            f"{APIS}/documenten/api/v1/enkelvoudiginformatieobjecten/{NOWHERE}",
            "bad-url",
        ),
        (
            f"{APIS}/documenten/api/v1/gebruiksrechten/{NOWHERE}",
            "invalid-resource",
        ),
        (f"{APIS}/zaken/api/v1/zaken/{NOWHERE}", "invalid-resource"),
        ("https://elders.test/iets", "bad-url"),
        ("https://referentie.test/api/v1/iets", "bad-url"),
        ("https://referentie.test/api/v1/anders", "invalid-resource"),
        (f"https://referentie.test/api/v1/enkelvoudiginformatieobjecten/{NOWHERE}", "bad-url"),
    ],
)
def test_what_is_no_document_is_refused(api, zaak, codes, neighbours, url, code):
    neighbours.hold("https://referentie.test/api/v1/anders", {"naam": "iets anders"})
    assert codes(api.post(PATH, {"zaak": zaak, "informatieobject": url})) == {("informatieobject", code)}


def test_a_document_of_a_type_that_the_zaaktype_does_not_have_is_refused(api, zaak, codes, documents, neighbours):
    other = neighbours.hold("ztc:informatieobjecttypen/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001", {"omschrijving": "X"})
    body = {"zaak": zaak, "informatieobject": documents.add(informatieobjecttype=other)}
    assert codes(api.post(PATH, body)) == {("nonFieldErrors", "missing-zaaktype-informatieobjecttype-relation")}
    assert documents.pairs == []


def test_a_zaak_of_a_zaaktype_that_is_no_more_is_named(api, zaak, codes, documents, neighbours, zaaktype, unmirror):
    unmirror(zaaktype)
    del neighbours.resources[zaaktype]
    assert codes(api.post(PATH, {"zaak": zaak, "informatieobject": documents.add()})) == {("zaak", "bad-url")}


def test_a_relation_may_belong_to_a_status_which_then_shows_it(api, make, zaak, documents, codes):
    status, later = (
        make("statussen", zaak=zaak, datumStatusGezet=f"2026-11-{day}T10:00:00Z")["url"] for day in (19, 20)
    )
    relation = make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add(), status=status)["url"]
    assert api.get(relation).json()["status"] == status
    assert api.get(status).json()["zaakinformatieobjecten"] == [relation]
    assert api.patch(relation, {"status": later}).status_code == 200
    assert api.get(status).json()["zaakinformatieobjecten"] == []
    assert api.get(later).json()["zaakinformatieobjecten"] == [relation]
    assert api.patch(relation, {"titel": "t"}).json()["status"] == later
    assert api.patch(relation, {"status": None}).json()["status"] is None
    assert api.get(later).json()["zaakinformatieobjecten"] == []


def test_the_status_of_a_relation_is_one_of_its_zaak(api, make, zaak, documents, codes):
    stranger = make("statussen", zaak=make("zaken")["url"])["url"]
    body = {"zaak": zaak, "informatieobject": documents.add()}
    assert codes(api.post(PATH, body | {"status": stranger})) == {("status", "zaak-mismatch")}
    absent = stranger.rpartition("/")[0] + "/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001"
    assert codes(api.post(PATH, body | {"status": absent})) == {("status", "does_not_exist")}
    assert codes(api.post(PATH, body | {"status": zaak})) == {("status", "incorrect_match")}
    relation = make("zaakinformatieobjecten", **body)["url"]
    assert codes(api.patch(relation, {"status": stranger})) == {("status", "zaak-mismatch")}
    assert codes(api.patch(relation, {"status": zaak})) == {("status", "incorrect_match")}


def test_a_relation_keeps_its_ends_and_what_is_said_of_it_may_change(api, make, zaak, documents, codes, lines):
    document = documents.add()
    relation = make("zaakinformatieobjecten", zaak=zaak, informatieobject=document, titel="t", beschrijving="b")
    wrong = {"zaak": make("zaken")["url"], "informatieobject": documents.add()}
    expected = {("zaak", "wijzigen-niet-toegelaten"), ("informatieobject", "wijzigen-niet-toegelaten")}
    assert codes(api.put(relation["url"], wrong)) == expected
    assert codes(api.patch(relation["url"], wrong)) == expected
    changed = {"titel": "nieuw", "vernietigingsdatum": "2030-01-01T00:00:00Z"}
    assert api.patch(relation["url"], changed).json() == relation | changed
    # It is in the audit trail, and notified to nobody: the standard notifies the creation alone.
    assert lines()[-1] == ("zaakinformatieobject", "partial_update", False, False)
    whole = api.put(relation["url"], {"zaak": zaak, "informatieobject": document})
    assert whole.json() == relation | {"titel": "", "beschrijving": ""}
    assert api.get(f"{zaak}/audittrail").json()[-1]["actie"] == "update"


def test_a_relation_that_is_deleted_is_gone_here_and_there(api, make, zaak, documents, lines):
    status = make("statussen", zaak=zaak)["url"]
    relation = make("zaakinformatieobjecten", zaak=zaak, informatieobject=documents.add(), status=status)["url"]

    def look(act):
        # The Documenten API refuses as long as the relation can still be seen here.
        assert api.get(relation).status_code == 404
        assert api.get(f"{PATH}?zaak={zaak}").json() == []
        assert lines()[-1] == ("zaakinformatieobject", "destroy", False, True)
        return act()

    documents.deleting = look
    assert api.delete(relation, if_match='"oud"').status_code == 412
    assert api.delete(relation).status_code == 204
    assert documents.pairs == []
    assert api.get(relation).status_code == 404
    assert api.get(zaak).json()["zaakinformatieobjecten"] == []
    assert api.get(status).json()["zaakinformatieobjecten"] == []
    assert lines()[-1] == ("zaakinformatieobject", "destroy", False, False)
    entry = api.get(f"{zaak}/audittrail").json()[-1]
    assert (entry["actie"], entry["resourceUrl"]) == ("destroy", relation)


def test_a_relation_can_be_made_again_after_it_was_deleted(api, make, zaak, documents):
    document = documents.add()
    first = make("zaakinformatieobjecten", zaak=zaak, informatieobject=document)["url"]
    api.delete(first)
    assert make("zaakinformatieobjecten", zaak=zaak, informatieobject=document)["url"] != first
    assert documents.pairs == [(zaak, document)]


def test_each_operation_takes_its_own_scopes(api, make, zaak, limited, documents):
    document = documents.add()
    body = {"zaak": zaak, "informatieobject": document}
    limited("zaken.verwijderen", "zaken.lezen")
    assert api.post(PATH, body, client="beperkt").status_code == 403
    limited("zaken.aanmaken")
    relation = api.post(PATH, body, client="beperkt")
    assert relation.status_code == 201, relation.content
    url = relation["Location"]
    assert api.patch(url, {"titel": "x"}, client="beperkt").status_code == 403
    assert api.delete(url, client="beperkt").status_code == 403
    limited("zaken.verwijderen")
    assert api.delete(url, client="beperkt").status_code == 204


def test_a_document_at_another_documenten_api_is_related_there(api, zaak, documents, neighbours):
    root = "https://referentie.test/api/v1"
    document = neighbours.hold(
        f"{root}/enkelvoudiginformatieobjecten/5f0e6d92-5a3c-4b41-9d4a-3a5b3cf0d001",
        {"informatieobjecttype": documents.type, "status": "", "locked": False, "indicatieGebruiksrecht": None},
    )
    posted = []
    neighbours.handle("POST", f"{root}/objectinformatieobjecten", lambda _, body: (201, posted.append(body)))
    answer = api.post(PATH, {"zaak": zaak, "informatieobject": document})
    assert answer.status_code == 201, answer.content
    assert posted == [{"object": zaak, "informatieobject": document, "objectType": "zaak"}]
    assert documents.pairs == []


def test_who_may_not_read_a_document_may_relate_it(api, zaak, limited, documents):
    document = documents.add(titel="Geheim stuk")
    limited("zaken.aanmaken")  # in this component, and no right in the Documenten API
    answer = api.post(PATH, {"zaak": zaak, "informatieobject": document}, client="beperkt")
    assert answer.status_code == 201, answer.content
    assert "Geheim stuk" not in answer.content.decode()


@pytest.mark.parametrize("other", [{"titel": "ander"}, {"beschrijving": "x"}, {"vernietigingsdatum": "2030-01-02"}])
def test_a_relation_that_is_being_made_is_joined_by_who_asks_for_the_same_only(api, zaak, documents, codes, other):
    body = {"zaak": zaak, "informatieobject": documents.add(), "titel": "t", "vernietigingsdatum": "2030-01-01"}
    documents.posting = lambda act: (503, None)
    assert api.post(PATH, body).status_code == 503
    documents.posting = None
    assert codes(api.post(PATH, body | other)) == {("nonFieldErrors", "unique")}
    answer = api.post(PATH, body)
    assert answer.status_code == 201, answer.content
    assert answer.json()["titel"] == "t"
