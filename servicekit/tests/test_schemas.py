# SPDX-License-Identifier: EUPL-1.2
import pytest
from rest_framework import serializers

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
