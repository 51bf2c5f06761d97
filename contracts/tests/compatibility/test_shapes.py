# SPDX-License-Identifier: EUPL-1.2
"""Schemas that say the same in other words differ nowhere, and those that do not are told apart."""

import pytest

from compatibility.documents import Document, Place, UnusableDocument, resolve
from compatibility.schemas import Comparison, Direction
from compatibility.shapes import node_at

REQUEST, RESPONSE = Direction.REQUEST, Direction.RESPONSE

STRING = {"type": "string"}
LETTERS = {"type": "string", "enum": ["a", "b"]}
BLANK = {"enum": [""]}
NULL = {"enum": [None]}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def obj(required=(), **properties):
    return {"type": "object", "properties": properties} | ({"required": list(required)} if required else {})


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"oneOf": [LETTERS, BLANK]}, {"type": "string", "enum": ["a", "b", ""]}),
        (
            {"oneOf": [LETTERS, BLANK, NULL], "nullable": True},
            {"type": "string", "enum": ["", "b", "a"], "nullable": True},
        ),
        ({"oneOf": [LETTERS, NULL]}, LETTERS | {"nullable": True}),
        ({"oneOf": [STRING], "nullable": True}, STRING | {"nullable": True}),
        ({"allOf": [STRING], "nullable": True}, STRING | {"nullable": True}),
        ({"allOf": [STRING | {"nullable": True}]}, STRING | {"nullable": True}),
        ({"allOf": [STRING, {"description": "Toelichting."}]}, STRING),
        ({"type": "string", "enum": ["a", None]}, {"enum": ["a"], "type": "string", "nullable": True}),
        ({"enum": ["a", "b"]}, LETTERS),
        ({"anyOf": [STRING, {"type": "integer"}]}, {"oneOf": [{"type": "integer"}, STRING]}),
        ({"oneOf": [STRING, {"oneOf": [{"type": "integer"}, NULL]}]}, {"oneOf": [STRING, {"type": "integer"}, NULL]}),
        ({"properties": {"a": STRING}}, obj(a=STRING)),
        (
            {"allOf": [obj(["a"], a=STRING), {"properties": {"b": LETTERS}, "required": ["b"]}]},
            obj(["a", "b"], a=STRING, b=LETTERS),
        ),
        (
            {"allOf": [obj(a=STRING | {"maxLength": 9}), obj(a=STRING | {"maxLength": 5, "nullable": True})]},
            obj(a=STRING | {"maxLength": 5}),
        ),
        ({"allOf": [{"type": "number"}, {"type": "integer"}]}, {"type": "integer"}),
    ],
)
def test_two_ways_to_say_the_same_are_equal(differences, one, other, direction):
    assert differences(one, other, direction) == []
    assert differences(other, one, direction) == []


def test_siblings_of_a_reference_are_ignored(differences):
    with_sibling = {"Root": obj(a=ref("X") | {"oneOf": [{"type": "integer"}]}), "X": STRING}
    assert differences(with_sibling, obj(a=STRING), RESPONSE) == []


def test_a_wrapped_property_can_be_read_only(differences):
    official = {"Root": obj(a={"allOf": [ref("X")], "readOnly": True}), "X": STRING}
    assert differences(obj(b=STRING), official, REQUEST) == []
    assert differences(obj(b=STRING), official, RESPONSE) == [".a: missing"]


def test_a_choice_can_be_read_only(differences):
    official = obj(a={"oneOf": [STRING, {"type": "integer"}], "readOnly": True})
    assert differences(obj(b=STRING), official, REQUEST) == []


def test_each_alternative_of_the_standard_must_be_accepted(differences):
    official = {"oneOf": [STRING, obj(["a"], a=STRING)]}
    assert differences(STRING, official, REQUEST) == ["<2>: type string, official object"]
    assert differences({"oneOf": [obj(["a"], a=STRING), STRING]}, official, REQUEST) == []


def test_each_alternative_of_ours_must_be_promised(differences):
    ours = {"oneOf": [STRING, {"type": "integer"}]}
    assert differences(ours, STRING, RESPONSE) == ["<2>: type integer, official string"]
    assert differences(STRING, ours, RESPONSE) == []


def test_an_alternative_is_compared_with_the_one_that_differs_least(differences):
    official = {"oneOf": [obj(["a", "b"], a=STRING, b=STRING), obj(["c", "d"], c=STRING, d=STRING)]}
    assert differences(obj(["d"], c=STRING, d=STRING), official, RESPONSE) == [".c: required no, official yes"]


def test_a_free_form_alternative_does_not_hide_the_official_properties(differences):
    official = {"oneOf": [obj(["a"], a=STRING), {"type": "object"}]}
    assert differences(obj(["a"], a=STRING), official, RESPONSE) == []
    assert differences({"type": "object"}, official, RESPONSE) == []
    assert differences(obj(["b"], b=STRING), official, RESPONSE) == [".a: missing"]


def test_a_choice_can_be_nullable(differences):
    choice = {"oneOf": [STRING, {"type": "integer"}]}
    assert differences(choice, choice | {"nullable": True}, REQUEST) == [": nullable no, official yes"]
    assert differences(choice | {"nullable": True}, choice, RESPONSE) == [": nullable yes, official no"]
    assert differences(STRING | {"nullable": True}, choice | {"nullable": True}, RESPONSE) == []


def test_a_cycle_through_alternatives_ends(differences):
    def tree(schema):
        return {"Root": {"oneOf": [obj(["child"], child=ref("Root"), value=schema), {"type": "object"}]}}

    assert differences(tree(STRING), tree(STRING), RESPONSE) == []
    found = differences(tree(STRING), tree({"type": "integer"}), RESPONSE)
    assert found[0] == "<1>.value: type string, official integer"


KINDS = ["mens", "bedrijf"]


def by_mapping(mens=STRING, bedrijf=STRING, kinds=KINDS):
    """As the standard writes it: a base with a mapping to schemas that extend it."""
    mapping = {"mens": "#/components/schemas/Mens", "bedrijf": "Bedrijf"}
    return {
        "Root": obj(["soort"], soort={"type": "string", "enum": kinds})
        | {"discriminator": {"propertyName": "soort", "mapping": mapping}},
        "Mens": {"allOf": [ref("Root"), obj(["naam"], naam=mens)]},
        "Bedrijf": {"allOf": [ref("Root"), obj(kvk=bedrijf)]},
    }


def by_one_of(mens=STRING, bedrijf=STRING):
    """As generators write it: oneOf with a mapping, and each schema whole."""
    return {
        "Root": {
            "oneOf": [ref("EenMens"), ref("EenBedrijf")],
            "discriminator": {
                "propertyName": "soort",
                "mapping": {"mens": "#/components/schemas/EenMens", "bedrijf": "#/components/schemas/EenBedrijf"},
            },
        },
        "EenMens": obj(["soort", "naam"], soort={"type": "string", "enum": ["mens"]}, naam=mens),
        "EenBedrijf": obj(["soort"], soort={"type": "string", "enum": KINDS}, kvk=bedrijf),
    }


def by_inheritance(mens=STRING, bedrijf=STRING):
    """Without any mapping: the schemas that extend the base, by their names."""
    return {
        "Root": obj(["soort"], soort={"type": "string", "enum": KINDS}) | {"discriminator": {"propertyName": "soort"}},
        "mens": {"allOf": [ref("Root"), obj(["naam"], naam=mens)]},
        "bedrijf": {"allOf": [ref("Root"), obj(kvk=bedrijf)]},
    }


def by_one_of_names(mens=STRING, bedrijf=STRING):
    """oneOf with a discriminator and no mapping: the names of the schemas."""
    return {
        "Root": {"type": "object", "oneOf": [ref("mens"), ref("bedrijf")], "discriminator": {"propertyName": "soort"}},
        "mens": obj(["soort", "naam"], soort={"type": "string", "enum": KINDS}, naam=mens),
        "bedrijf": obj(["soort"], soort={"type": "string", "enum": KINDS}, kvk=bedrijf),
    }


WAYS = [by_mapping, by_one_of, by_inheritance, by_one_of_names]


@pytest.mark.parametrize("direction", [REQUEST, RESPONSE])
@pytest.mark.parametrize("official", WAYS)
@pytest.mark.parametrize("ours", WAYS)
def test_variants_are_paired_by_value_however_they_are_written(differences, ours, official, direction):
    assert differences(ours(), official(), direction) == []
    found = differences(ours(mens={"type": "integer"}), official(), direction)
    assert found == ["<soort=mens>.naam: type integer, official string"]


def test_a_value_without_a_variant_has_the_base(differences):
    official = by_mapping(kinds=[*KINDS, "onbekend"])
    assert differences(by_mapping(), official, REQUEST) == [".soort: enum lacks 'onbekend'"]
    assert differences(official, by_mapping(), RESPONSE) == [".soort: enum adds 'onbekend'"]
    assert differences(by_mapping(), official, RESPONSE) == []
    assert differences(official, official, REQUEST) == []


def test_a_plain_object_is_compared_with_each_variant(differences):
    plain = obj(["soort"], soort={"type": "string", "enum": KINDS}, naam=STRING)
    assert sorted(differences(plain, by_mapping(), RESPONSE)) == [
        "<soort=bedrijf>.kvk: missing",
        "<soort=mens>.naam: required no, official yes",
    ]
    assert differences(by_mapping(), obj(["soort"], soort={"type": "string", "enum": KINDS}), RESPONSE) == []
    assert differences(by_mapping(), obj(["soort"], soort=STRING), RESPONSE) == []
    assert differences(by_one_of(), obj(soort={"type": "string", "enum": [*KINDS, "x"]}), REQUEST)[0] == (
        ".soort: enum lacks 'x'"
    )


def test_another_discriminator_is_a_difference(differences):
    official = by_mapping()
    official["Root"] = official["Root"] | {"discriminator": {"propertyName": "type", "mapping": {"mens": "Mens"}}}
    assert differences(by_mapping(), official, RESPONSE) == [": discriminator soort, official type"]


def test_a_variant_that_is_referred_to_directly_is_no_choice(differences):
    direct = by_mapping() | {"Root": ref("Mens"), "Base": by_mapping()["Root"]}
    direct["Mens"] = {"allOf": [ref("Base"), obj(["naam"], naam=STRING)]}
    whole = obj(["soort", "naam"], soort={"type": "string", "enum": KINDS}, naam=STRING)
    assert differences(direct, whole, RESPONSE) == []
    assert differences(whole, direct, RESPONSE) == []


def test_a_reference_into_another_file_is_followed_from_there(document, tmp_path):
    document(schemas={"Type": obj(naam=ref("Naam")), "Naam": STRING}, path=tmp_path / "types.yaml")
    official = document(
        schemas={"Zaak": obj(type={"$ref": "./types.yaml#/components/schemas/Type"}), "Naam": {"type": "integer"}},
        path=tmp_path / "official.yaml",
    )
    ours = document(schemas={"Zaak": obj(type=obj(naam={"type": "integer"}))})
    found = Comparison().compare(node_at(ours, ref("Zaak")), node_at(official, ref("Zaak")), RESPONSE)
    assert [(each.at, each.text) for each in found] == [(".type.naam", "integer, official string")]


@pytest.mark.parametrize("pointer", ["#/components/schemas/Nergens", "#/openapi", "#/components/schemas/Kring"])
def test_a_reference_that_leads_nowhere_is_refused(document, pointer):
    whole = document(schemas={"Kring": ref("Kring")})
    with pytest.raises(UnusableDocument, match=r"leads|itself"):
        resolve(Place(whole, {"$ref": pointer}))


def test_a_pointer_may_have_escaped_steps(document):
    whole = document(paths={"/a/{b}": {"x": {"type": "string"}}})
    assert resolve(Place(whole, {"$ref": "#/paths/~1a~1%7Bb%7D/x"})).value == STRING


@pytest.mark.parametrize("content", ["paths: [", "- a", "openapi: 3.0.3"])
def test_a_file_that_is_no_openapi_document_is_refused(tmp_path, content):
    (tmp_path / "openapi.yaml").write_text(content)
    with pytest.raises(UnusableDocument):
        Document(tmp_path / "openapi.yaml")
