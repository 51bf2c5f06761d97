# SPDX-License-Identifier: EUPL-1.2
from urllib.parse import parse_qsl

import pytest
from structlog.testing import capture_logs

from autorisaties.actions.applicaties import declare_applicatie, update_applicatie
from autorisaties.actions.naming import name_types, status
from autorisaties.configuration import configure
from autorisaties.models import Applicatie
from servicekit.database import sql
from servicekit.journal.models import Detail, Line
from servicekit.web.health import status_of

pytestmark = pytest.mark.django_db
NAMED = {
    "component": "zrc",
    "scopes": ["zaken.lezen"],
    "zaaktype": {"catalogus": "VOORB", "identificatie": "MELDING"},
    "maxVertrouwelijkheidaanduiding": "intern",
}
PLAIN = {"component": "ztc", "scopes": ["catalogi.lezen"]}


@pytest.fixture
def catalogi(noord, neighbours):
    """A Catalogi API with two versions of MELDING, or none yet."""
    root = noord.places["ztc"].root
    versions = []

    def answer(url, _):
        if "/catalogussen" in url:
            return 200, {"results": [{"url": f"{root}/catalogussen/1"}], "next": None}
        return 200, {"results": [{"url": f"{root}/zaaktypen/{version}"} for version in versions], "next": None}

    neighbours.handle("GET", root, answer)
    return versions


@pytest.fixture
def declared(as_caller):
    """An applicatie of the stack file whose type is named."""
    declare_applicatie(client_id="app", label="App", rights={"autorisaties": [PLAIN], "declared": [NAMED, PLAIN]})
    return lambda: Applicatie.objects.get(clients__client_id="app").autorisaties


def test_a_type_that_is_not_there_yet_gives_no_right(declared, catalogi):
    name_types()
    assert declared() == [PLAIN]


def test_every_version_of_a_named_type_gets_the_right(declared, catalogi):
    catalogi += [2, 1]
    name_types()
    assert declared() == [NAMED | {"zaaktype": "ztc:zaaktypen/1"}, NAMED | {"zaaktype": "ztc:zaaktypen/2"}, PLAIN]


def test_a_second_look_changes_nothing(declared, catalogi):
    catalogi.append(1)
    name_types()
    before = Line.objects.count()
    name_types()
    assert Line.objects.count() == before


def stored():
    """Where each applicatie is in its table, which is elsewhere once it was written."""
    return sql.rows("SELECT id, ctid::varchar FROM autorisaties_applicatie ORDER BY id")


def test_a_second_look_writes_no_applicatie_anew(declared, catalogi):
    declare_applicatie(client_id="wacht", label="Wacht", rights={"autorisaties": [], "declared": [NAMED]})
    for versions in ([], [1]):
        catalogi[:] = versions
        name_types()
        before = stored()
        name_types()
        assert stored() == before


@pytest.mark.parametrize(
    ("component", "field", "collection", "name"),
    [
        ("zrc", "zaaktype", "zaaktypen", "identificatie"),
        ("drc", "informatieobjecttype", "informatieobjecttypen", "omschrijving"),
        ("brc", "besluittype", "besluittypen", "omschrijving"),
    ],
)
def test_a_type_is_looked_up_by_its_name_in_its_own_catalogus(
    as_caller, noord, neighbours, component, field, collection, name
):
    root = noord.places["ztc"].root
    right = {"component": component, "scopes": ["lezen"], field: {"catalogus": "VOORB", name: "MELDING"}}
    declare_applicatie(client_id="app", label="App", rights={"autorisaties": [], "declared": [right]})
    held = {
        f"{root}/catalogussen": ({"domein": "VOORB"}, f"{root}/catalogussen/1"),
        f"{root}/{collection}": (
            {name: "MELDING", "catalogus": f"{root}/catalogussen/1", "status": "alles"},
            f"{root}/{collection}/1",
        ),
    }

    def answer(url, _):
        path, _, query = url.partition("?")
        wanted, found = held[path]
        return 200, {"results": [{"url": found}] if dict(parse_qsl(query)) == wanted else [], "next": None}

    neighbours.handle("GET", root, answer)
    name_types()
    assert Applicatie.objects.get(clients__client_id="app").autorisaties == [right | {field: f"ztc:{collection}/1"}]


@pytest.mark.parametrize(
    ("component", "field", "collection"),
    [
        ("zrc", "zaaktype", "zaaktypen"),
        ("drc", "informatieobjecttype", "informatieobjecttypen"),
        ("brc", "besluittype", "besluittypen"),
    ],
)
def test_a_right_for_a_catalogus_is_for_all_its_types_and_follows_new_ones(
    as_caller, noord, neighbours, component, field, collection
):
    root = noord.places["ztc"].root
    right = {"component": component, "scopes": ["lezen"], field: {"catalogus": "VOORB"}}
    declare_applicatie(client_id="app", label="App", rights={"autorisaties": [], "declared": [right]})
    types = []

    def answer(url, _):
        path, _, query = url.partition("?")
        if path == f"{root}/catalogussen":
            assert dict(parse_qsl(query)) == {"domein": "VOORB"}
            return 200, {"results": [{"url": f"{root}/catalogussen/1"}], "next": None}
        assert (path, dict(parse_qsl(query))) == (
            f"{root}/{collection}",
            {"catalogus": f"{root}/catalogussen/1", "status": "alles"},
        )
        return 200, {"results": [{"url": f"{root}/{collection}/{each}"} for each in types], "next": None}

    neighbours.handle("GET", root, answer)
    for now in ([], [1], [1, 2], [2]):
        types[:] = now
        name_types()
        found = Applicatie.objects.get(clients__client_id="app").autorisaties
        assert found == [right | {field: f"ztc:{collection}/{each}"} for each in now]
        assert status()["missing_types"] == ([] if now else [f"app: {field} VOORB"])


def test_what_several_rights_name_is_looked_up_once_a_run(as_caller, catalogi, neighbours):
    for client in ("een", "twee"):
        rights = [NAMED, NAMED | {"scopes": ["zaken.bijwerken"]}, NAMED | {"zaaktype": {"catalogus": "VOORB"}}]
        declare_applicatie(client_id=client, label=client, rights={"autorisaties": [], "declared": rights})
    catalogi.append(1)
    for looked in (4, 8):
        name_types()
        assert len(neighbours.asked) == looked
    named = Applicatie.objects.exclude(declared=None)
    assert [len(each.autorisaties) for each in named] == [3, 3]


def test_types_that_were_found_change_nothing_else_of_what_an_applicatie_may(as_caller, catalogi):
    rights = {"autorisaties": [], "declared": [NAMED], "alleenIsGereedVoorPublicatie": True}
    declare_applicatie(client_id="app", label="App", rights=rights)
    catalogi.append(1)
    name_types()
    found = Applicatie.objects.get(clients__client_id="app")
    assert (len(found.autorisaties), found.alleen_is_gereed_voor_publicatie) == (1, True)


def test_rights_that_come_of_names_are_given_by_the_stack_file(declared, catalogi):
    catalogi.append(1)
    name_types()
    line = Line.objects.latest("id")
    assert (line.client_id, Detail.objects.get(line=line).label) == ("configure", "stack.yaml")


@pytest.mark.parametrize(
    "given",
    [{"heeft_alle_autorisaties": True, "autorisaties": []}, {"autorisaties": [PLAIN]}],
)
def test_what_the_api_gave_or_took_is_not_undone_by_the_next_look(declared, catalogi, given):
    catalogi.append(1)
    name_types()
    applicatie = Applicatie.objects.get(clients__client_id="app")
    update_applicatie(applicatie.uuid, partial=True, **given)
    name_types()
    after = Applicatie.objects.get(clients__client_id="app")
    assert after.autorisaties == given["autorisaties"]
    assert after.heeft_alle_autorisaties == given.get("heeft_alle_autorisaties", False)


def test_an_applicatie_that_is_put_back_as_it_was_goes_on_following(declared, catalogi):
    catalogi.append(1)
    name_types()
    shown = Applicatie.objects.get(clients__client_id="app")
    rights = {"autorisaties": shown.autorisaties, "heeft_alle_autorisaties": False}
    update_applicatie(shown.uuid, partial=False, client_ids=["app"], label="App", **rights)
    catalogi.append(2)
    name_types()
    assert len(declared()) == 3


def test_what_the_api_takes_during_a_look_stays_taken(declared, noord, neighbours):
    applicatie = Applicatie.objects.get(clients__client_id="app")
    root = noord.places["ztc"].root

    def answer(url, _):
        if "/catalogussen" in url:
            update_applicatie(applicatie.uuid, partial=True, autorisaties=[PLAIN | {"scopes": ["catalogi.schrijven"]}])
            return 200, {"results": [{"url": f"{root}/catalogussen/1"}], "next": None}
        return 200, {"results": [{"url": f"{root}/zaaktypen/1"}], "next": None}

    neighbours.handle("GET", root, answer)
    name_types()
    assert declared() == [PLAIN | {"scopes": ["catalogi.schrijven"]}]


def test_a_new_label_leaves_the_named_types_to_be_looked_up(declared, catalogi):
    update_applicatie(Applicatie.objects.get(clients__client_id="app").uuid, partial=True, label="Ander")
    catalogi.append(1)
    name_types()
    assert len(declared()) == 2


def test_an_applicatie_whose_types_are_still_to_come_can_get_another_label(as_caller):
    declare_applicatie(client_id="app", label="App", rights={"autorisaties": [], "declared": [NAMED]})
    applicatie = Applicatie.objects.get(clients__client_id="app")
    assert update_applicatie(applicatie.uuid, partial=True, label="Ander").label == "Ander"


def test_configure_twice_changes_nothing(noord):
    configure(noord)
    before = Line.objects.count()
    configure(noord)
    assert Line.objects.count() == before
    assert Applicatie.objects.filter(clients__client_id="meent-zaken").get().heeft_alle_autorisaties


def test_configure_again_leaves_what_names_were_found_to_stand_for(declared, catalogi):
    catalogi.append(1)
    name_types()
    before = Line.objects.count()
    again = {"autorisaties": [PLAIN], "declared": [NAMED, PLAIN]}
    assert not declare_applicatie(client_id="app", label="App", rights=again)
    assert (len(declared()), Line.objects.count()) == (2, before)
    assert declare_applicatie(client_id="app", label="App", rights=again | {"declared": [NAMED]})
    assert declared() == [PLAIN]


def test_a_type_that_is_not_there_is_said_once_and_stands_in_the_status_until_it_is(declared, catalogi, noord):
    name = "zaaktype VOORB MELDING"
    with capture_logs() as said:
        name_types()
        name_types()
    assert [(each["event"], each["log_level"], each["client_id"], each["type"]) for each in said] == [
        ("type_missing", "warning", "app", name)
    ]
    status = status_of(noord)
    assert (status["types_missing"], status["missing_types"]) == (1, [f"app: {name}"])
    catalogi.append(1)
    with capture_logs() as said:
        name_types()
        name_types()
    assert [(each["event"], each["type"]) for each in said] == [("type_found", name)]
    assert status_of(noord)["missing_types"] == []


def test_of_two_types_with_the_same_rights_the_one_that_is_not_there_is_named(as_caller, noord, neighbours):
    root = noord.places["ztc"].root
    other = NAMED | {"zaaktype": {"catalogus": "VOORB", "identificatie": "ANDER"}}
    declare_applicatie(client_id="app", label="App", rights={"autorisaties": [], "declared": [NAMED, other]})

    def answer(url, _):
        if "/catalogussen" in url:
            return 200, {"results": [{"url": f"{root}/catalogussen/1"}], "next": None}
        found = [{"url": f"{root}/zaaktypen/1"}] if "identificatie=MELDING" in url else []
        return 200, {"results": found, "next": None}

    neighbours.handle("GET", root, answer)
    name_types()
    assert status() == {"missing_types": ["app: zaaktype VOORB ANDER"], "types_missing": 1}


def test_the_status_names_only_who_waits_for_a_type(declared, catalogi):
    declare_applicatie(client_id="ander", label="Ander", rights={"autorisaties": [PLAIN], "declared": [PLAIN]})
    name_types()
    assert status() == {"missing_types": ["app: zaaktype VOORB MELDING"], "types_missing": 1}
    other = [PLAIN | {"scopes": ["catalogi.schrijven"]}]
    update_applicatie(Applicatie.objects.get(clients__client_id="app").uuid, partial=True, autorisaties=other)
    assert status() == {"missing_types": [], "types_missing": 0}
