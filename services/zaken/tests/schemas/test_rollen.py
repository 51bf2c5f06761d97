# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from rest_framework import serializers

from servicekit.openapi.generation import generate
from servicekit.representations.rendering import shape_of
from zaken.schemas import betrokkenen
from zaken.schemas.rollen import MedewerkerRolSchema, RolSchema


@pytest.fixture
def schemas():
    return generate()["components"]["schemas"]


def test_the_contract_tells_rollen_apart_by_betrokkene_type(schemas):
    rol = schemas["Rol"]
    assert rol["discriminator"]["propertyName"] == "betrokkeneType"
    assert rol["discriminator"]["mapping"] == {
        kind: f"#/components/schemas/{kind}_Rol"
        for kind in (
            "natuurlijk_persoon",
            "niet_natuurlijk_persoon",
            "vestiging",
            "organisatorische_eenheid",
            "medewerker",
        )
    }


def test_the_names_in_the_contract_are_those_of_the_standard(schemas):
    assert {
        "RolNatuurlijkPersoon",
        "RolNietNatuurlijkPersoon",
        "RolVestiging",
        "RolOrganisatorischeEenheid",
        "RolMedewerker",
        "VerblijfsAdres",
        "SubVerblijfBuitenland",
        "ContactPersoonRol",
    } <= set(schemas)
    assert set(schemas["SubVerblijfBuitenland"]["properties"]) == {
        "lndLandcode",
        "lndLandnaam",
        "subAdresBuitenland_1",
        "subAdresBuitenland_2",
        "subAdresBuitenland_3",
    }
    assert schemas["RolMedewerker"]["properties"]["identificatie"]["maxLength"] == 254


def test_a_changed_betrokkene_is_another_shape(monkeypatch):
    before = shape_of(RolSchema)
    assert re.fullmatch("1-[0-9a-f]{8}", before)

    class Wider(betrokkenen.RolMedewerkerSchema):
        bijnaam = serializers.CharField(required=False)

    class WiderRolSchema(MedewerkerRolSchema):
        betrokkeneIdentificatie = Wider()

    monkeypatch.setitem(RolSchema.kinds, "medewerker", WiderRolSchema)
    shape_of.cache_clear()
    try:
        assert shape_of(RolSchema) != before
    finally:
        shape_of.cache_clear()
