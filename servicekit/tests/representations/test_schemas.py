# SPDX-License-Identifier: EUPL-1.2
import logging
from datetime import date

import pytest
import structlog
from rest_framework import serializers

from servicekit import caller
from servicekit.problems import Forbidden, Invalid, NotFound, Problem, Unavailable
from servicekit.representations.fields import DateField, DurationField, IdentityField, UtcDateTimeField
from servicekit.representations.schemas import GroupSchema, Schema, parse
from servicekit.rights.predicate import Rights
from servicekit.rules import Violation


class PartSchema(GroupSchema):
    naam = serializers.CharField()
    link = serializers.CharField(required=False, allow_blank=True)


class ItemSchema(Schema):
    sleutel = serializers.CharField()


class WholeSchema(Schema):
    titel = serializers.CharField()
    deel = PartSchema(required=False, allow_null=True)
    stukken = ItemSchema(many=True, required=False)


class DatedSchema(GroupSchema):
    datum = serializers.DateField(required=False, allow_null=True)


class SignedSchema(Schema):
    deel = DatedSchema(required=False, allow_null=True)


@pytest.mark.parametrize("datum", ["2026-11-22", None])
def test_a_group_with_a_date_can_be_kept_as_json(datum):
    assert parse(SignedSchema, {"deel": {"datum": datum}}) == {"deel": {"datum": datum}}


def codes(body, *, partial):
    with pytest.raises(Invalid) as refused:
        parse(WholeSchema, body, partial=partial)
    return {(each.name, each.code) for each in refused.value.violations}


def test_a_patch_gives_a_group_as_a_whole():
    assert codes({"deel": {"link": "x"}}, partial=True) == {("deel.naam", "required")}


def test_a_patch_gives_the_items_of_a_list_as_a_whole():
    assert codes({"stukken": [{"sleutel": "a"}, {}]}, partial=True) == {("stukken.1.sleutel", "required")}


def test_a_patch_gives_only_what_was_sent():
    assert parse(WholeSchema, {"deel": {"naam": "a"}}, partial=True) == {"deel": {"naam": "a"}}


def test_what_a_put_leaves_out_is_empty():
    assert parse(WholeSchema, {"titel": "t"}) == {"titel": "t", "deel": None, "stukken": []}


def kept():
    """The default of a field that a PUT leaves as it is."""
    raise serializers.SkipField


class KeptSchema(Schema):
    soms = serializers.ListField(child=serializers.CharField(), default=kept)
    altijd = serializers.CharField(required=False, allow_blank=True)


@pytest.mark.parametrize("partial", [True, False])
def test_a_field_whose_default_is_to_skip_it_is_left_out(partial):
    assert parse(KeptSchema, {"altijd": "x"}, partial=partial) == {"altijd": "x"}
    assert parse(KeptSchema, {"altijd": "x", "soms": ["a"]}, partial=partial) == {"altijd": "x", "soms": ["a"]}


class OuterSchema(GroupSchema):
    always_shown = True

    soort = serializers.ChoiceField(choices=["a"], required=False, allow_blank=True)
    namen = serializers.ListField(child=serializers.CharField(), required=False)
    deel = PartSchema(required=False, allow_null=True)


class HolderSchema(Schema):
    buiten = OuterSchema(required=False, allow_null=True)
    deel = PartSchema(required=False, allow_null=True)


def test_a_group_is_shown_in_its_whole_shape_whatever_was_given_of_it():
    shown = HolderSchema().to_representation({"buiten": {"deel": {"naam": "n"}}, "deel": {"naam": "n"}})
    assert shown["buiten"] == {"soort": "", "namen": [], "deel": {"naam": "n", "link": ""}}
    assert shown["deel"] == {"naam": "n", "link": ""}


def test_a_group_that_is_not_set_is_null_unless_it_is_always_shown():
    shown = HolderSchema().to_representation({"buiten": None, "deel": None})
    assert shown == {"buiten": {"soort": "", "namen": [], "deel": None}, "deel": None}


class TextsSchema(Schema):
    titel = serializers.CharField()
    trefwoorden = serializers.ListField(child=serializers.CharField())
    rijen = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


def test_text_is_kept_as_it_came_in_a_list_too():
    given = {"titel": " t ", "trefwoorden": [" a ", "\x1eb", "\x1e"], "rijen": [[" c "]]}
    assert parse(TextsSchema, given) == given


class DaySchema(Schema):
    op = DateField()


@pytest.mark.parametrize("value", ["20260105", "2026-W01-1", "2026-1-5", "2026-01-05T00:00:00", "2026-02-30", "x"])
def test_a_date_is_written_in_one_way(value):
    assert parse(DaySchema, {"op": "2026-01-05"}) == {"op": date(2026, 1, 5)}
    with pytest.raises(Invalid) as refused:
        parse(DaySchema, {"op": value})
    assert {(each.name, each.code) for each in refused.value.violations} == {("op", "invalid")}


class MomentSchema(Schema):
    op = UtcDateTimeField()


@pytest.mark.parametrize("value", ["0001-01-01", "0001-01-01T00:00:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_utc_does_not_have_is_refused(value):
    with pytest.raises(Invalid) as refused:
        parse(MomentSchema, {"op": value})
    assert {(each.name, each.code) for each in refused.value.violations} == {("op", "invalid")}


class TermSchema(Schema):
    termijn = DurationField(required=False, allow_null=True)


def refused(schema, body, **options):
    """(name, code) of each fault of a body, in the order of the answer."""
    with pytest.raises(Invalid) as found:
        parse(schema, body, **options)
    return [(each.name, each.code) for each in found.value.violations]


@pytest.mark.parametrize("value", ["P0D", "PT0S", "P0Y0M"])
def test_a_duration_of_nothing_is_no_term(value):
    assert refused(TermSchema, {"termijn": value}) == [("termijn", "empty-duration")]
    assert parse(TermSchema, {"termijn": "P1D"}) == {"termijn": "P1D"}
    assert parse(TermSchema, {"termijn": None}) == {"termijn": None}


class ChosenSchema(Schema):
    soort = serializers.ChoiceField(choices={"a": "A", "{b}": "B"})
    lijst = serializers.ListField(child=serializers.ChoiceField(choices=["x", "y"]), required=False)


def reasons(schema, body):
    with pytest.raises(Invalid) as found:
        parse(schema, body)
    return {each.name: (each.code, each.reason) for each in found.value.violations}


def test_a_choice_that_is_none_is_answered_with_those_that_are():
    assert reasons(ChosenSchema, {"soort": "c", "lijst": ["x", 7]}) == {
        "soort": ("invalid_choice", '"c" is geen geldige keuze. Kies een van: a, {b}.'),
        "lijst.1": ("invalid_choice", '"7" is geen geldige keuze. Kies een van: x, y.'),
    }


@pytest.mark.parametrize("value", ["c" * 5000, ["c"] * 5000, {"c": 1}])
def test_what_was_given_for_a_choice_is_not_repeated_without_end(value):
    code, reason = reasons(ChosenSchema, {"soort": value})["soort"]
    assert code == "invalid_choice"
    assert len(reason) < 200


class RowSchema(Schema):
    eerste = serializers.CharField()
    tweede = serializers.CharField()


class LongSchema(Schema):
    alfa = serializers.CharField()
    rijen = RowSchema(many=True, required=False)
    deel = PartSchema(required=False, allow_null=True)
    omega = serializers.CharField()


def in_order(*names):
    return [each.name for each in Invalid(*(Violation(name, "x", "y") for name in names)).violations]


ITEMS = ["rijen.0.tweede", "rijen.2.eerste", "rijen.10.eerste"]
NAMES = ["alfa", *ITEMS, "deel.naam", "omega", "elders", "nonFieldErrors"]


def test_faults_are_named_in_the_order_of_the_schema_and_those_of_no_field_last():
    caller.set_current(caller.Caller(client_id="c", rights=Rights()))
    parse(LongSchema, {"alfa": "a", "omega": "o"})
    assert in_order(*reversed(NAMES)) == NAMES


def test_faults_of_one_field_stay_in_the_order_of_their_rules():
    caller.set_current(caller.Caller(client_id="c", rights=Rights()))
    parse(LongSchema, {"alfa": "a", "omega": "o"})
    found = Invalid(Violation("omega", "1", ""), Violation("alfa", "2", ""), Violation("alfa", "1", "")).violations
    assert [(each.name, each.code) for each in found] == [("alfa", "2"), ("alfa", "1"), ("omega", "1")]


def test_faults_of_a_body_that_is_refused_are_in_the_order_of_the_schema():
    caller.set_current(caller.Caller(client_id="c", rights=Rights()))
    assert refused(LongSchema, {"deel": {}, "rijen": [{}]}) == [
        ("alfa", "required"),
        ("rijen.0.eerste", "required"),
        ("rijen.0.tweede", "required"),
        ("deel.naam", "required"),
        ("omega", "required"),
    ]


@pytest.mark.parametrize("problem", [Unavailable("", retry_after=1), Forbidden()], ids=["away", "forbidden"])
def test_what_more_is_wrong_with_a_body_is_said_of_the_values_that_are_right(problem):
    caller.set_current(caller.Caller(client_id="c", rights=Rights()))

    def add(violations, wrong, **right):
        violations.append(Violation("titel", "more", f"{sorted(wrong)} {right}"))
        violations.append(Violation("deel.naam", "more", "of a value that nobody could read"))
        raise problem

    given = {"titel": "t", "deel": 3, "stukken": None, "elders": 1}
    with pytest.raises(Invalid) as raised:
        parse(WholeSchema, given, more_faults=add)
    assert [(each.name, each.code) for each in raised.value.violations] == [
        ("titel", "more"),
        ("deel", "invalid"),
        ("stukken", "null"),
    ]
    assert raised.value.violations[0].reason == "['deel', 'stukken'] {'titel': 't'}"


@pytest.mark.parametrize("partial", [False, True])
def test_what_more_is_wrong_is_asked_with_what_is_left_out_filled_in_unless_it_is_a_part(partial):
    asked = {}

    def ask(violations, wrong, **right):
        asked.update(right)

    with pytest.raises(Invalid):
        parse(WholeSchema, {"titel": None}, partial=partial, more_faults=ask)
    assert asked == ({} if partial else {"deel": None, "stukken": []})


def test_another_problem_of_what_more_is_wrong_with_a_body_is_the_answer():
    def fail(*_, **__):
        raise NotFound

    with pytest.raises(NotFound):
        parse(WholeSchema, {"deel": 3}, more_faults=fail)


@pytest.mark.parametrize("given", [{"titel": "t"}, None, []])
def test_what_is_right_or_no_object_has_nothing_more_wrong(given):
    def fail(*_, **__):
        raise AssertionError

    if given:
        assert parse(WholeSchema, given, more_faults=fail)["titel"] == "t"
    else:
        with pytest.raises(Invalid):
            parse(WholeSchema, given, more_faults=fail)


def test_without_a_body_faults_of_no_field_are_last_and_others_as_they_were_found():
    caller.set_current(caller.Caller(client_id="c", rights=Rights()))
    assert in_order("nonFieldErrors", "omega", "alfa") == ["omega", "alfa", "nonFieldErrors"]
    caller.set_current(None)
    assert in_order("nonFieldErrors", "omega", "alfa") == ["omega", "alfa", "nonFieldErrors"]


@pytest.fixture
def debugged(monkeypatch):
    """What is logged of bodies at the level debug."""
    lines = structlog.testing.LogCapture()
    at_debug = structlog.make_filtering_bound_logger(logging.DEBUG)
    logger = structlog.wrap_logger(None, [lines], wrapper_class=at_debug)
    monkeypatch.setattr("servicekit.representations.schemas.log", logger)
    return lines.entries


def test_keys_that_the_schema_does_not_know_are_named_in_the_log_and_their_values_are_not(debugged):
    given = {"titel": "t", "tittel": "geheim", "deel": {"naam": "n", "Naam": "geheim"}, "stukken": [{"sleutel": "a"}]}
    parse(WholeSchema, given)
    assert [(each["log_level"], each["event"], each["schema"], each["keys"]) for each in debugged] == [
        ("debug", "unknown_keys", "WholeSchema", ["tittel"]),
        ("debug", "unknown_keys", "PartSchema", ["Naam"]),
    ]
    assert "geheim" not in str(debugged)


def test_keys_of_a_patch_are_named_once(debugged):
    parse(WholeSchema, {"deel": {"naam": "n", "Naam": "x"}}, partial=True)
    assert [each["keys"] for each in debugged] == [["Naam"]]


def test_many_or_long_keys_make_a_short_line(debugged):
    parse(WholeSchema, {"titel": "t", "x" * 5000: 1, **{str(number): 1 for number in range(1000)}})
    assert len(str(debugged)) < 3000


def test_what_the_schema_knows_is_not_logged(debugged):
    parse(WholeSchema, {"titel": "t"})
    assert debugged == []


class NamedSchema(Schema):
    naam = serializers.CharField()
    nummer = IdentityField(required=False, allow_blank=True, max_length=5)
    toelichting = serializers.CharField(required=False, allow_blank=True)
    namen = serializers.ListField(child=serializers.CharField(), required=False)


@pytest.mark.parametrize("value", [" ", "   ", "\t\n", "\u00a0", "\u3000 "])
def test_a_text_of_blanks_is_no_name(value):
    blank = {"naam": value, "nummer": value, "namen": ["a", value]}
    assert refused(NamedSchema, blank) == [("naam", "blank"), ("nummer", "blank"), ("namen.1", "blank")]
    assert parse(NamedSchema, {"naam": "n", "toelichting": value})["toelichting"] == value


def test_a_name_keeps_its_blanks_and_an_identity_may_be_left_out():
    given = {"naam": " n ", "nummer": "a b", "toelichting": "", "namen": []}
    assert parse(NamedSchema, given) == given
    assert parse(NamedSchema, given | {"nummer": ""})["nummer"] == ""
    assert refused(NamedSchema, given | {"nummer": "123456"}) == [("nummer", "max_length")]


@pytest.fixture
def asking():
    """Read a body of which `taal` is too long, while who is asked about the rest makes this raise."""

    class AskingSchema(Schema):
        titel = serializers.CharField()
        taal = serializers.CharField(max_length=2)

        class Meta:
            model = None

    def read(raises):
        def more_faults(violations, wrong, **_):
            violations.append(Violation("titel", "dull", "Kies een betere titel."))
            raise raises

        parse(AskingSchema, {"titel": "a", "taal": "nederlands"}, more_faults=more_faults)

    return read


def test_what_is_known_to_be_wrong_is_said_when_somebody_could_not_be_asked(asking):
    with pytest.raises(Invalid) as refused:
        asking(Unavailable("De eigenaar is niet bereikbaar.", retry_after=5))
    assert {(each.name, each.code) for each in refused.value.violations} == {("taal", "max_length"), ("titel", "dull")}


@pytest.mark.parametrize(
    "problem",
    [Invalid(Violation("titel", "x", "x")), NotFound(), Problem(400, "JSON parse error", "parse_error")],
    ids=lambda problem: type(problem).__name__,
)
def test_another_problem_than_that_somebody_could_not_be_asked_is_the_answer(asking, problem):
    with pytest.raises(Problem) as raised:
        asking(problem)
    assert raised.value is problem
