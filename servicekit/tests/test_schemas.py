# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest
from rest_framework import serializers

from servicekit.fields import DateField, DurationField, UtcDateTimeField
from servicekit.problems import Invalid
from servicekit.schemas import GroupSchema, Schema, parse


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
