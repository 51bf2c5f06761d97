# SPDX-License-Identifier: EUPL-1.2
"""Rights for all types of a catalogus, over HTTP."""

import pytest

from autorisaties.actions import catalogusautorisaties as actions
from autorisaties.actions.naming import name_types
from autorisaties.models import Applicatie
from servicekit.testing.rights import give

pytestmark = pytest.mark.django_db

LEZEN = {"component": "ztc", "scopes": ["catalogi.lezen"]}
VOORB = {
    "component": "zrc",
    "scopes": ["zaken.lezen"],
    "catalogus": "VOORB",
    "maxVertrouwelijkheidaanduiding": "intern",
}


@pytest.fixture
def catalogi(noord, neighbours):
    """A Catalogi API: domein -> the numbers of its types."""
    root = noord.places["ztc"].root
    types = {"VOORB": [1], "ANDER": [8]}

    def answer(url, _):
        path, _, query = url.partition("?")
        if path.endswith("/catalogussen"):
            domein = query.removeprefix("domein=")
            return 200, {"results": [{"url": f"{root}/catalogussen/{domein}"}] if domein in types else [], "next": None}
        [domein] = [each for each in types if f"catalogussen%2F{each}" in query]
        return 200, {"results": [{"url": f"{path}/{each}"} for each in types[domein]], "next": None}

    neighbours.handle("GET", root, answer)
    return types


@pytest.fixture
def applicatie(api, catalogi, monkeypatch):
    """The URL of an applicatie that may read types."""
    monkeypatch.setattr("servicekit.rights.store.refresh", lambda: False)
    made = api.post("/applicaties", {"clientIds": ["balie2"], "label": "Balie", "autorisaties": [LEZEN]})
    assert made.status_code == 201
    return made["Location"]


@pytest.fixture
def put(api, applicatie):
    """Give the applicatie these rights for a catalogus; what is answered."""
    path = f"{applicatie}/catalogusautorisaties"

    def send(*given, status=200, **options):
        answer = api.put(path, {"catalogusautorisaties": list(given)}, **options)
        assert answer.status_code == status, answer.content
        return answer.json()

    return send


@pytest.fixture
def types(api, applicatie):
    """The types that the autorisaties of the applicatie name now, by their numbers, as any client is shown them."""

    def read():
        shown = api.get(applicatie).json()["autorisaties"]
        names = ("zaaktype", "informatieobjecttype", "besluittype")
        urls = [each[name] for each in shown for name in names if name in each]
        return [int(each.rpartition("/")[2]) for each in urls]

    return read


def test_a_right_for_a_catalogus_is_shown_as_one_for_each_type_at_once_and_follows_new_ones(
    api, applicatie, put, types, catalogi
):
    assert put(VOORB) == {"catalogusautorisaties": [VOORB]}
    [plain, right] = api.get(applicatie).json()["autorisaties"]
    assert plain == LEZEN | {"componentWeergave": "Catalogi API"}
    assert right.keys() == {"component", "componentWeergave", "scopes", "zaaktype", "maxVertrouwelijkheidaanduiding"}
    assert types() == [1]
    catalogi["VOORB"].append(2)
    name_types()
    assert types() == [1, 2]
    assert api.get(f"{applicatie}/catalogusautorisaties").json() == {"catalogusautorisaties": [VOORB]}


def test_each_kind_of_type_has_its_own_rights(put, types):
    documents = VOORB | {"component": "drc", "scopes": ["documenten.lezen"]}
    besluiten = {"component": "brc", "scopes": ["besluiten.lezen"], "catalogus": "ANDER"}
    assert put(documents, besluiten) == {"catalogusautorisaties": [documents, besluiten]}
    assert types() == [1, 8]
    # A besluit has no level.
    assert put(besluiten | {"maxVertrouwelijkheidaanduiding": "intern"}) == {"catalogusautorisaties": [besluiten]}


def test_rights_for_a_catalogus_replace_those_that_were_there_and_nothing_else(api, applicatie, put, types):
    put(VOORB)
    put(VOORB | {"catalogus": "ANDER"})
    assert types() == [8]
    assert put() == {"catalogusautorisaties": []}
    assert [each["component"] for each in api.get(applicatie).json()["autorisaties"]] == ["ztc"]
    assert Applicatie.objects.get(clients__client_id="balie2").declared is None


def test_rights_can_be_taken_while_catalogi_is_down_and_not_given(put, types, neighbours):
    put(VOORB)
    neighbours.down = True
    put(VOORB, VOORB | {"catalogus": "ANDER"}, status=503)
    assert types() == [1]
    put()
    assert types() == []


def test_a_catalogi_api_that_refuses_to_say_which_types_there_are_is_told_of(put, noord, neighbours):
    neighbours.handlers.clear()
    neighbours.handle("GET", noord.places["ztc"].root, lambda *_: (403, None))
    put(VOORB, status=503)


def test_a_named_type_of_the_stack_file_stays(put, types, catalogi):
    named = VOORB | {"zaaktype": {"catalogus": "ANDER", "identificatie": "MELDING"}}
    del named["catalogus"]
    Applicatie.objects.filter(clients__client_id="balie2").update(declared=[named, LEZEN])
    put(VOORB)
    assert types() == [8, 1]
    put()
    assert types() == [8]
    assert Applicatie.objects.get(clients__client_id="balie2").declared == [named, LEZEN]


def test_what_a_standard_client_changes_ends_the_following(api, applicatie, put, types, catalogi):
    put(VOORB)
    assert api.put(applicatie, api.get(applicatie).json()).status_code == 200
    catalogi["VOORB"].append(2)
    name_types()
    assert types() == [1, 2]  # nothing was changed
    assert api.patch(applicatie, {"autorisaties": [LEZEN]}).status_code == 200
    name_types()
    assert types() == []
    assert api.get(f"{applicatie}/catalogusautorisaties").json() == {"catalogusautorisaties": []}


def test_a_catalogus_may_be_still_to_come(put, types, catalogi):
    put(VOORB | {"catalogus": "NIEUW"})
    assert types() == []
    catalogi["NIEUW"] = [5]
    name_types()
    assert types() == [5]


ITEM = "catalogusautorisaties.0"


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"maxVertrouwelijkheidaanduiding": ""}, {(f"{ITEM}.maxVertrouwelijkheidaanduiding", "required")}),
        (
            {"component": "drc", "maxVertrouwelijkheidaanduiding": ""},
            {(f"{ITEM}.maxVertrouwelijkheidaanduiding", "required")},
        ),
        ({"component": "ztc"}, {(f"{ITEM}.component", "invalid_choice")}),
        ({"catalogus": "TELANG", "scopes": []}, {(f"{ITEM}.catalogus", "max_length"), (f"{ITEM}.scopes", "empty")}),
    ],
)
def test_what_is_wrong_with_a_right_for_a_catalogus_is_told(put, given, faults):
    found = put(VOORB | given, status=400)["invalidParams"]
    assert {(each["name"], each["code"]) for each in found} == faults


def test_everything_that_is_wrong_is_told_at_once(api, applicatie, put):
    api.patch(applicatie, {"heeftAlleAutorisaties": True, "autorisaties": []})
    found = put(VOORB | {"maxVertrouwelijkheidaanduiding": ""}, status=400)["invalidParams"]
    assert [each["code"] for each in found] == ["required", "ambiguous-authorizations-specified"]


def test_an_applicatie_with_everything_needs_no_catalogus(api, applicatie, put):
    api.patch(applicatie, {"heeftAlleAutorisaties": True, "autorisaties": []})
    [fault] = put(VOORB, status=400)["invalidParams"]
    assert (fault["name"], fault["code"]) == ("nonFieldErrors", "ambiguous-authorizations-specified")
    put()


def test_an_applicatie_keeps_some_right(api, applicatie, put):
    put(VOORB)
    shown = Applicatie.objects.get(clients__client_id="balie2")
    Applicatie.objects.filter(pk=shown.pk).update(declared=[each for each in shown.declared if each != LEZEN])
    [fault] = put(status=400)["invalidParams"]
    assert (fault["name"], fault["code"]) == ("nonFieldErrors", "missing-authorizations")


def test_what_changes_while_types_are_looked_up_is_not_overwritten(api, applicatie, put, types, monkeypatch):
    resolved = actions.resolved

    def meanwhile(*given):
        Applicatie.objects.filter(clients__client_id="balie2").update(declared=[VOORB])
        return resolved(*given)

    monkeypatch.setattr(actions, "resolved", meanwhile)
    put(VOORB, status=409)
    assert types() == []


def test_who_may_read_reads_and_who_may_change_changes(api, applicatie, put):
    path = f"{applicatie}/catalogusautorisaties"
    for scope, read, changed in (("autorisaties.lezen", 200, 403), ("autorisaties.bijwerken", 403, 200)):
        give(beperkt=[{"component": "ac", "scopes": [scope]}])
        assert api.get(path, client="beperkt").status_code == read
        put(VOORB, client="beperkt", status=changed)
    absent = "/applicaties/7d1dcac1-fee4-4d7b-a60c-1b3b3b9f0e01"
    assert api.get(f"{absent}/catalogusautorisaties").status_code == 404
    assert api.put(f"{absent}/catalogusautorisaties", {}).status_code == 404
    assert api.get(f"{path}?naam=x").status_code == 400
