# SPDX-License-Identifier: EUPL-1.2
"""What is shown whole in `_expand` is what its own GET gives, for every resource and at any depth."""

import pytest

from catalogi.api.expand import EXPAND
from catalogi.models import StatusType, ZaakType
from servicekit.reading import expanding
from servicekit.testing.statements import statements

pytestmark = pytest.mark.django_db


def urls_in(value):
    """The URL of a reference, those of several, or of objects that have one; what is elsewhere is not shown."""
    if isinstance(value, list):
        return [url for each in value for url in urls_in(each)]
    if isinstance(value, dict):
        value = value["zaaktype"]
    return [value] if value and "testserver" in value else []


def check(api, shown, tree, collection):
    """Assert that a representation has in it what its own GET gives, and what is asked for below that."""
    shown = dict(shown)
    inside = shown.pop("_expand", {})
    assert set(inside) == set(tree)
    assert shown == api.get(shown["url"]).json()
    seen = 0
    for name, below in tree.items():
        leads = EXPAND.resources[collection].fields[name]
        found = inside[name] if isinstance(inside[name], list) else [each for each in [inside[name]] if each]
        assert isinstance(inside[name], list) == isinstance(shown[name], list)
        assert [each["url"] for each in found] == urls_in(shown[name])
        seen += len(found) + sum(check(api, each, below, leads) for each in found)
    return seen


#: fields that the standard shows, and has no way to fill
EMPTY = {("zaakobjecttypen", "resultaattypen"), ("zaakobjecttypen", "statustypen")}
CASES = [(collection, name) for collection, each in EXPAND.resources.items() for name in each.fields]


@pytest.mark.parametrize(("collection", "name"), CASES, ids=lambda value: value)
def test_every_field_that_refers_is_shown_whole_in_one_and_in_a_list(api, whole, collection, name):
    url = whole.of[collection]
    one = api.get(f"{url}?expand={name}").json()
    assert (check(api, one, {name: {}}, collection) > 0) == ((collection, name) not in EMPTY)
    listed = api.get(f"/{collection}?expand={name}" + ("" if collection == "catalogussen" else "&status=alles")).json()
    assert one in listed["results"]
    for each in listed["results"]:
        check(api, each, {name: {}}, collection)


def test_paths_go_to_any_depth_and_bring_in_what_they_lead_through(api, whole):
    answer = api.get(
        f"{whole.zaaktype}?expand=statustypen.zaaktype.roltypen, deelzaaktypen.catalogus&expand=statustypen.catalogus"
    )
    tree = {"statustypen": {"zaaktype": {"roltypen": {}}, "catalogus": {}}, "deelzaaktypen": {"catalogus": {}}}
    assert check(api, answer.json(), tree, "zaaktypen") > 8


def test_a_star_is_all_that_is_there(api, whole):
    fields = EXPAND.resources["zaaktypen"].fields
    assert set(api.get(f"{whole.zaaktype}?expand=*").json()["_expand"]) == set(fields)
    tree = {"statustypen": {name: {} for name in EXPAND.resources["statustypen"].fields}}
    check(api, api.get(f"{whole.zaaktype}?expand=statustypen.*").json(), tree, "zaaktypen")


def test_an_empty_expand_asks_for_nothing(api, whole):
    plain = api.get(whole.zaaktype)
    for asked in ("expand=", "expand=%20,%20"):
        answer = api.get(f"{whole.zaaktype}?{asked}")
        assert answer.json() == plain.json()


def test_what_is_expanded_is_as_it_is_on_the_day_asked_for(api, make):
    old = make.informatieobjecttype(omschrijving="Foto", beginGeldigheid="2025-01-01", eindeGeldigheid="2025-06-30")
    make.publish(old)
    new = make.informatieobjecttype(omschrijving="Foto", beginGeldigheid="2025-07-01")
    make.publish(new)
    zaaktype = make.zaaktype()
    make.ziot(zaaktype, informatieobjecttype="Foto")
    make.statustype(zaaktype, volgnummer=1)
    make.statustype(zaaktype, volgnummer=2)
    make.roltype(zaaktype)
    for day, wanted in (("2025-03-01", old), ("2025-09-01", new)):
        listed = api.get(
            f"/zaaktypen?status=alles&datumGeldigheid={day}&expand=informatieobjecttypen,statustypen.zaaktype"
        ).json()["results"][0]
        assert [each["url"] for each in listed["_expand"]["informatieobjecttypen"]] == [wanted["url"]]
        [status, _] = listed["_expand"]["statustypen"]
        assert status["_expand"]["zaaktype"]["informatieobjecttypen"] == [wanted["url"]]


@pytest.mark.parametrize("asked", ["geen", "statustypen.geen", "url", "_expand", "zaaktype", "statustypen.*.geen"])
def test_what_cannot_be_expanded_is_not_found_and_what_can_is_named(api, whole, asked):
    for path in (whole.zaaktype, "/zaaktypen"):
        answer = api.get(f"{path}?expand={asked}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert "zaaktype" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("statustypen..zaaktype", "expand-format-error"),
        (".statustypen", "expand-format-error"),
        ("statustypen.", "expand-format-error"),
        (".".join(["statustypen", "zaaktype"] * 5 + ["catalogus"]), "recursion-limit"),
        (",".join(["catalogus"] * 21), "max-str-length"),
        (",".join(["catalogus"] * 1000), "max-str-length"),
    ],
)
def test_too_much_and_what_is_no_path_is_refused(api, whole, codes, asked, code):
    assert codes(api.get(f"{whole.zaaktype}?expand={asked}")) == {("expand", code)}


def test_the_deepest_path_and_the_most_paths_are_answered(api, whole):
    deepest = ".".join(["deelzaaktypen", *["catalogus", "zaaktypen"] * 4, "catalogus"])
    assert deepest.count(".") == 9
    assert api.get(f"{whole.zaaktype}?expand={deepest}").status_code == 200
    assert api.get(f"{whole.zaaktype}?expand={','.join(['catalogus'] * 20)}").status_code == 200


def test_an_answer_that_would_be_too_large_is_refused_before_it_is_made(api, whole, codes, monkeypatch):
    """A path that goes round grows by a factor each time."""
    round_and_round = ".".join(["statustypen", "zaaktype"] * 5)
    size = len(api.get(f"{whole.zaaktype}?expand={round_and_round}").content)
    monkeypatch.setattr(expanding, "BYTES", size // 2)
    assert codes(api.get(f"{whole.zaaktype}?expand={round_and_round}")) == {("expand", "expand-too-large")}
    monkeypatch.setattr(expanding, "BYTES", 2 * size)
    monkeypatch.setattr(expanding, "RESOURCES", 3)
    assert codes(api.get(f"{whole.zaaktype}?expand={round_and_round}")) == {("expand", "expand-too-large")}
    assert api.get(f"{whole.zaaktype}?expand=statustypen,catalogus").status_code == 200


def test_each_level_is_one_statement_whatever_is_in_it(api, whole, make):
    def asked(path):
        with statements() as seen:
            assert api.get(path).status_code == 200
        return len(seen)

    alone = asked("/zaaktypen?status=alles&expand=*,statustypen.catalogus,roltypen.catalogus")
    assert alone == asked("/zaaktypen") + 2
    for number in range(5):
        zaaktype = make.zaaktype(identificatie=f"MEER{number}")
        for i in (1, 2, 3):
            make.statustype(zaaktype, volgnummer=i, omschrijving=str(i))
    assert asked("/zaaktypen?status=alles&expand=*,statustypen.catalogus,roltypen.catalogus") == alone


def test_what_the_caller_may_not_see_is_left_out_as_what_is_not_there(api, whole, monkeypatch):
    one, several = api.get(f"{whole.first}?expand=zaaktype"), api.get(f"{whole.zaaktype}?expand=statustypen")
    assert one.json()["_expand"]["zaaktype"]
    assert several.json()["_expand"]["statustypen"]
    hidden = {"zaaktypen": ("geen.scope",), "statustypen": ("geen.scope",)}
    resources = EXPAND.resources | {
        name: expanding.Expandable(EXPAND.resources[name].source, scopes, EXPAND.resources[name].fields)
        for name, scopes in hidden.items()
    }
    monkeypatch.setattr(EXPAND, "resources", resources)
    from servicekit.testing.rights import give

    give(beperkt=[{"component": "ztc", "scopes": ["catalogi.lezen"]}])
    one = api.get(f"{whole.first}?expand=zaaktype,catalogus", client="beperkt").json()
    assert one["_expand"]["zaaktype"] == {}
    assert one["_expand"]["catalogus"]["url"]
    several = api.get(f"{whole.zaaktype}?expand=statustypen", client="beperkt").json()
    assert several["_expand"] == {"statustypen": []}
    assert len(several["statustypen"]) == 2


def test_who_may_read_nothing_is_refused_with_an_expand_too(api, whole):
    for path in (whole.zaaktype, "/zaaktypen"):
        assert api.get(f"{path}?expand=catalogus", client="niets").status_code == 403


def test_an_expanded_answer_has_an_etag_of_its_own(api, whole):
    plain, expanded = api.get(whole.first), api.get(f"{whole.first}?expand=zaaktype")
    assert plain["ETag"] != expanded["ETag"]
    again = api.get(f"{whole.first}?expand=zaaktype", if_none_match=expanded["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    api.patch(whole.zaaktype, {"doel": "Anders"})
    changed = api.get(f"{whole.first}?expand=zaaktype", if_none_match=expanded["ETag"])
    assert (changed.status_code, changed.json()["_expand"]["zaaktype"]["doel"]) == (200, "Anders")
    assert api.get(whole.first, if_none_match=plain["ETag"]).status_code == 304


def test_a_page_goes_on_with_what_is_expanded_and_a_head_has_no_body(api, whole, settings):
    settings.PAGE_SIZE = 1
    first = api.get("/statustypen?expand=zaaktype").json()
    assert first["next"].endswith("expand=zaaktype&page=2")
    assert api.get(first["next"]).json()["results"][0]["_expand"]["zaaktype"]
    head = api.head(f"{whole.first}?expand=zaaktype")
    assert (head.status_code, head.content) == (200, b"")
    assert api.get("/statustypen?expand=zaaktype&page=9").status_code == 404


def test_rows_of_another_release_are_shown_as_this_one_renders_them(api, whole):
    fresh = api.get("/zaaktypen?expand=statustypen").json()
    kept = {}
    for model in (ZaakType, StatusType):
        kept[model] = list(model.objects.values("pk", "shape", "body"))
        model.objects.update(shape="0-oud", body='{"oud": true}')
    assert api.get("/zaaktypen?expand=statustypen").json() == fresh
    for model, rows in kept.items():
        for row in rows:
            model.objects.filter(pk=row.pop("pk")).update(**row)
