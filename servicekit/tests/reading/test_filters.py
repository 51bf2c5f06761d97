# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from servicekit.problems import Invalid, NotFound
from servicekit.reading import filters

FILTERS = filters.Filters(
    fields={
        "dag__gt": filters.day("r.dag", ">"),
        "soort__in": filters.choices("r.soort", ("a", "b")),
        "leeg__isnull": filters.is_null("r.leeg"),
        "tekst__icontains": filters.contains("r.tekst"),
    },
    ordering={"dag": "r.dag"},
)


def codes(raised):
    return {(each.name, each.code) for each in raised.value.violations}


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(Invalid) as raised:
        FILTERS.read({"dag__gt": "gisteren", "soort__in": "a,z", "foo": "1", "ordering": "naam"})
    assert codes(raised) == {
        ("dag__gt", "invalid"),
        ("soort__in", "invalid_choice"),
        ("nonFieldErrors", "unknown-parameters"),
        ("ordering", "invalid_choice"),
    }


def test_an_ordering_that_asks_for_nothing_is_known_to_every_list():
    plain = filters.Filters(fields={})
    assert plain.read({"ordering": ""}).ordering == FILTERS.read({"ordering": ""}).ordering == ""
    with pytest.raises(Invalid) as raised:
        plain.read({"ordering": "dag"})
    assert codes(raised) == {("nonFieldErrors", "unknown-parameters")}


def test_who_asks_may_say_how_many_are_on_a_page_up_to_a_bound():
    sized = filters.Filters(fields={}, sized=True)
    sizes = {"": 0, "1": 1, "20": 20, "500": 500, "501": 500, "999999999": 500}
    assert {given: sized.read({"pageSize": given}).size for given in sizes} == sizes
    assert sized.read({}).size == 0
    for wrong in ("0", "-1", "x", "1.5", "01", "1\n", "\u0661"):
        with pytest.raises(Invalid) as raised:
            sized.read({"pageSize": wrong})
        assert codes(raised) == {("pageSize", "invalid")}, wrong
    for given in ("5", "x"):
        with pytest.raises(Invalid) as raised:
            FILTERS.read({"pageSize": given})
        assert codes(raised) == {("nonFieldErrors", "unknown-parameters")}


@pytest.mark.parametrize("value", ["20260105", "2026-W01-1", "2026-1-5", "2026-02-30"])
def test_a_date_is_written_in_one_way(value):
    with pytest.raises(Invalid) as raised:
        FILTERS.read({"dag__gt": value})
    assert codes(raised) == {("dag__gt", "invalid")}


def test_a_value_of_a_list_keeps_what_is_not_a_space():
    assert filters.texts("r.t").read("a, \x1eb ,c") == ["a", "\x1eb", "c"]


KINDS = filters.Filters(
    fields={
        "zaak": filters.link("r.zaak_id", "zaken_zaak", "zrc:zaken"),
        "zaaktype": filters.reference("r.zaaktype", "ztc:zaaktypen"),
    }
)
UUID = "6f2c5b0e-3f0b-4c55-9a43-0d2f2b2f1c11"
ROOT = "http://testserver/noord"


@pytest.mark.django_db
def test_a_url_of_another_resource_type_is_refused(noord):
    with pytest.raises(Invalid) as raised:
        KINDS.read(
            {"zaak": f"{ROOT}/zaken/api/v1/rollen/{UUID}", "zaaktype": f"{ROOT}/catalogi/api/v1/roltypen/{UUID}"}
        )
    assert codes(raised) == {("zaak", "invalid-type"), ("zaaktype", "invalid-type")}


@pytest.mark.django_db
def test_a_url_that_leads_nowhere_finds_nothing(noord):
    elsewhere = f"https://elders.test/x/{UUID}"
    assert KINDS.read({"zaak": elsewhere, "zaaktype": elsewhere}).parameters == (None, elsewhere)
    assert KINDS.read({"zaak": f"{ROOT}/documenten/api/v1/zaken/{UUID}"}).parameters == (None,)


def test_an_empty_value_is_no_filter():
    assert FILTERS.read({"dag__gt": "", "ordering": ""}).conditions == ()


MANY = filters.Filters(fields={"soort__in": filters.references_in("r.soort"), "soort": filters.reference("r.soort")})


@pytest.mark.parametrize("name", ["zaak", "zaaktype"])
def test_an_empty_url_is_refused_since_it_would_find_everything(name):
    for read in (KINDS.read, lambda given: KINDS.read_body(given, 1)):
        with pytest.raises(Invalid) as raised:
            read({name: ""})
        assert codes(raised) == {(name, "invalid")}
        assert "leeg" in raised.value.violations[0].reason


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", ",", "https://elders.test/a,"])
def test_an_empty_url_in_a_list_is_refused(noord, value):
    with pytest.raises(Invalid) as raised:
        MANY.read({"soort__in": value})
    assert codes(raised) == {("soort__in", "invalid")}


@pytest.mark.parametrize("value", ["False", "false", "0"])
def test_a_boolean_may_be_written_as_clients_write_it(value):
    assert FILTERS.read({"leeg__isnull": value}).parameters == (False,)


def test_a_percent_sign_is_a_percent_sign():
    assert FILTERS.read({"tekst__icontains": "5%_\\"}).parameters == ("%5\\%\\_\\\\%",)


@pytest.mark.parametrize("page", ["0", "-1", "een", "", "1.0", "99999999999"])
def test_a_bad_page_is_not_found(page):
    with pytest.raises(NotFound):
        FILTERS.read({"page": page})


def test_ordering_takes_more_than_one_column_and_both_directions():
    assert FILTERS.read({"ordering": "-dag, dag"}).ordering == "r.dag DESC NULLS LAST, r.dag ASC NULLS LAST"


def test_a_nul_in_a_text_filter_is_refused():
    with pytest.raises(Invalid):
        filters.Filters(fields={"t": filters.text("r.t")}).read({"t": "a\x00"})


def test_a_body_has_the_parameters_as_json():
    query = FILTERS.read_body({"dag__gt": "2026-01-01", "soort__in": ["a", "b"], "leeg__isnull": False}, page=2)
    assert query.parameters == (date(2026, 1, 1), ["a", "b"], False)
    assert (query.page, query.ordering) == (2, "")


def test_a_list_in_a_body_may_be_one_text_as_in_a_query():
    assert FILTERS.read_body({"soort__in": "a,b", "ordering": "-dag"}, page=1).parameters == (["a", "b"],)


def test_all_that_is_wrong_with_a_body_is_said_at_once():
    with pytest.raises(Invalid) as raised:
        FILTERS.read_body({"dag__gt": ["x"], "soort__in": ["z"], "leeg__isnull": 1.5, "foo": 1, "ordering": 1}, page=1)
    assert codes(raised) == {
        ("dag__gt", "invalid"),
        ("soort__in", "invalid_choice"),
        ("leeg__isnull", "invalid"),
        ("nonFieldErrors", "unknown-parameters"),
        ("ordering", "invalid"),
    }


@pytest.mark.parametrize("body", [{}, {"ordering": "dag"}, {"tekst__icontains": ""}])
def test_a_body_without_a_criterion_is_no_search(body):
    with pytest.raises(Invalid) as raised:
        FILTERS.read_body(body, page=1)
    assert codes(raised) == {("nonFieldErrors", "empty_search_body")}


def test_a_parameter_with_a_default_is_there_when_it_is_left_out():
    declared = filters.Filters(fields={"soort": filters.text("r.soort", default="vast")})
    assert declared.read({}).parameters == ("vast",)
    assert declared.read({"soort": ""}).parameters == ("vast",)
    assert declared.read({"soort": "los"}).parameters == ("los",)


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00", "x"]
)
def test_a_moment_that_utc_does_not_have_is_refused(value):
    with pytest.raises(Invalid) as raised:
        filters.Filters(fields={"op": filters.instant("r.op")}).read({"op": value})
    assert codes(raised) == {("op", "invalid")}
