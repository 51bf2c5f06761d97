# SPDX-License-Identifier: EUPL-1.2
"""What counts as a difference between two schemas, in each direction."""

import pytest

from compatibility.schemas import Direction

REQUEST, RESPONSE, PARAMETER = Direction.REQUEST, Direction.RESPONSE, Direction.PARAMETER

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
NUMBER = {"type": "number"}
DATE = {"type": "string", "format": "date"}
LONG = {"type": "integer", "format": "int64"}
LETTERS = {"type": "string", "enum": ["a", "b"]}
ONE_LETTER = {"type": "string", "enum": ["a"]}
FREE = {"type": "object"}
CLOSED = {"additionalProperties": False}


def obj(required=(), **properties):
    return {"type": "object", "properties": properties} | ({"required": list(required)} if required else {})


def nullable(schema):
    return schema | {"nullable": True}


def read_only(schema):
    return schema | {"readOnly": True}


def write_only(schema):
    return schema | {"writeOnly": True}


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize(
    "schema",
    [
        STRING,
        {},
        FREE,
        nullable(LETTERS),
        STRING | {"maxLength": 5, "minLength": 1, "pattern": "a+"},
        LONG | {"minimum": 1, "maximum": 9223372036854775807},
        {"type": "array", "items": obj(["a"], a=read_only(STRING)), "uniqueItems": True},
        obj(["a", "elsewhere"], a=write_only(STRING), b=nullable(DATE)),
        {"type": "object", "additionalProperties": INTEGER},
        FREE | CLOSED,
    ],
)
def test_a_schema_differs_nowhere_from_itself(differences, schema, direction):
    assert differences(schema, schema, direction) == []


@pytest.mark.parametrize(
    ("ours", "official", "expected"),
    [
        (INTEGER, STRING, [": type integer, official string"]),
        (INTEGER, NUMBER, [": type integer, official number"]),
        (STRING, {}, [": type string, official any"]),
        (STRING, nullable(STRING), [": nullable no, official yes"]),
        (DATE, STRING, [": format date, official none"]),
        ({"type": "integer", "format": "int32"}, LONG, [": format int32, official int64"]),
        (ONE_LETTER, LETTERS, [": enum lacks 'b'"]),
        (LETTERS, STRING, [": enum only 'a', 'b', official any value"]),
        (STRING | {"maxLength": 4}, STRING | {"maxLength": 5}, [": maxLength 4, official 5"]),
        (STRING | {"maxLength": 4}, STRING, [": maxLength 4, official none"]),
        (STRING | {"maxLength": 4}, {"type": "string", "enum": ["abcde"]}, [": maxLength 4, official 5"]),
        (STRING | {"minLength": 1}, STRING, [": minLength 1, official none"]),
        (INTEGER | {"minimum": 1}, INTEGER | {"minimum": 0}, [": minimum 1, official 0"]),
        (INTEGER | {"maximum": 9}, INTEGER, [": maximum 9, official none"]),
        (STRING | {"pattern": "a"}, STRING | {"pattern": "b"}, [": pattern 'a', official 'b'"]),
        ({"type": "array", "uniqueItems": True}, {"type": "array"}, [": uniqueItems yes, official no"]),
        (
            {"type": "array", "items": INTEGER},
            {"type": "array", "items": STRING},
            ["[]: type integer, official string"],
        ),
        ({"type": "array", "items": STRING}, {"type": "array"}, ["[]: type string, official any"]),
        (obj() | CLOSED, obj(a=STRING) | CLOSED, [".a: missing"]),
        (obj(b=STRING), obj(a=STRING), [".a: missing"]),
        (obj(a=read_only(STRING)), obj(a=STRING), [".a: missing (read-only here)"]),
        (obj(["a"], a=STRING), obj(a=STRING), [".a: required yes, official no"]),
        (obj(["b"], a=STRING, b=STRING), obj(a=STRING), [".b: required yes, official no"]),
        (obj(["a"], a=STRING), obj(["a"], a=read_only(STRING)), [".a: required yes, official read-only"]),
        (obj(a=INTEGER), obj(a=STRING), [".a: type integer, official string"]),
        (obj(["a"], a=STRING), FREE, [".a: required yes, official no"]),
        (
            FREE | CLOSED,
            FREE,
            [": additionalProperties refused, official accepted"],
        ),
        (FREE | {"additionalProperties": STRING}, FREE, ["{}: type string, official any"]),
    ],
)
def test_a_request_that_the_standard_accepts_is_refused(differences, ours, official, expected):
    assert differences(ours, official, REQUEST) == expected


@pytest.mark.parametrize(
    ("ours", "official"),
    [
        (NUMBER, INTEGER),
        ({}, STRING),
        (nullable(STRING), STRING),
        (STRING, DATE),
        (LONG, INTEGER),
        (INTEGER, LONG),
        (STRING | {"format": "uri"}, STRING | {"format": "duration"}),
        (LETTERS, ONE_LETTER),
        (STRING, LETTERS),
        (STRING | {"maxLength": 1}, LETTERS),
        (STRING | {"maxLength": 6}, STRING | {"maxLength": 5}),
        (STRING | {"minLength": 0}, STRING),
        (INTEGER | {"maximum": 9223372036854775807}, INTEGER | {"maximum": 9223372036854776000}),
        (obj(a=STRING, b=STRING), obj(["a"], a=STRING)),
        (obj(), obj(a=read_only(STRING))),
        (obj(["a"], a=read_only(STRING)), obj(a=read_only(INTEGER))),
        (obj(["a"], a=read_only(STRING)), obj()),
        (FREE, obj(["a"], a=STRING)),
        (obj(a=STRING), FREE),
        (FREE, FREE | {"additionalProperties": STRING}),
    ],
)
def test_a_request_of_ours_may_be_wider(differences, ours, official):
    assert differences(ours, official, REQUEST) == []


@pytest.mark.parametrize(
    ("ours", "official", "expected"),
    [
        (INTEGER, NUMBER, [": type integer, official number"]),
        ({}, STRING, [": type any, official string"]),
        (nullable(STRING), STRING, [": nullable yes, official no"]),
        (STRING, DATE, [": format none, official date"]),
        (LONG, INTEGER, [": format int64, official none"]),
        (LETTERS, ONE_LETTER, [": enum adds 'b'"]),
        (STRING, LETTERS, [": enum any value, official only 'a', 'b'"]),
        (obj(), obj(a=STRING), [".a: missing"]),
        (obj(a=write_only(STRING)), obj(a=STRING), [".a: missing (write-only here)"]),
        (obj(a=STRING), obj(["a"], a=STRING), [".a: required no, official yes"]),
        (obj(a=STRING), obj(["b"], a=STRING), [".b: missing (required, undeclared)"]),
        (obj(a=read_only(INTEGER)), obj(a=read_only(STRING)), [".a: type integer, official string"]),
        (FREE, FREE | {"additionalProperties": STRING}, ["{}: type any, official string"]),
        ({"type": "array"}, {"type": "array", "items": STRING}, ["[]: type any, official string"]),
    ],
)
def test_a_response_is_not_what_the_standard_promises(differences, ours, official, expected):
    assert differences(ours, official, RESPONSE) == expected


@pytest.mark.parametrize(
    ("ours", "official"),
    [
        (STRING, {}),
        (STRING, nullable(STRING)),
        (ONE_LETTER, LETTERS),
        (LETTERS, STRING),
        (STRING | {"maxLength": 6}, STRING | {"maxLength": 5}),
        (STRING | {"format": "uri"}, STRING),
        ({"type": "integer", "format": "int32"}, INTEGER),
        (obj(["a"], a=STRING, b=STRING), obj(a=STRING)),
        (obj(), obj(["a"], a=write_only(STRING))),
        (obj(["a"], a=STRING), FREE),
        (FREE | {"additionalProperties": STRING}, FREE),
    ],
)
def test_a_response_of_ours_may_promise_more(differences, ours, official):
    assert differences(ours, official, RESPONSE) == []


@pytest.mark.parametrize(
    ("ours", "official", "expected"),
    [
        (NUMBER, INTEGER, [": type number, official integer"]),
        ({}, STRING, [": type any, official string"]),
        (STRING, DATE, [": format none, official date"]),
        (ONE_LETTER, LETTERS, [": enum lacks 'b'"]),
        (LETTERS, ONE_LETTER, []),
        (STRING | {"format": "uri"}, STRING, []),
    ],
)
def test_a_parameter_has_the_same_type_and_accepts_as_much(differences, ours, official, expected):
    assert differences(ours, official, PARAMETER) == expected


def test_a_difference_is_named_by_its_full_location(differences):
    def page(schema):
        return obj(
            results={"type": "array", "items": obj(kenmerken={"type": "object", "additionalProperties": schema})}
        )

    found = differences(page(STRING), page(INTEGER), RESPONSE)
    assert found == [".results[].kenmerken{}: type string, official integer"]


def test_a_cycle_ends_and_its_differences_are_still_found(differences):
    def family(schema):
        child = {"$ref": "#/components/schemas/Child"}
        root = {"$ref": "#/components/schemas/Root"}
        return {"Root": obj(child=child, name=STRING), "Child": obj(parent=root, age=schema)}

    assert differences(family(INTEGER), family(INTEGER), RESPONSE) == []
    assert differences(family(STRING), family(INTEGER), RESPONSE) == [".child.age: type string, official integer"]


def test_a_difference_is_shown_at_each_property_that_has_it(differences):
    def pair(schema):
        return {"Root": obj(a={"$ref": "#/components/schemas/X"}, b={"$ref": "#/components/schemas/X"}), "X": schema}

    found = differences(pair(STRING), pair(INTEGER), RESPONSE)
    assert sorted(found) == [".a: type string, official integer", ".b: type string, official integer"]
