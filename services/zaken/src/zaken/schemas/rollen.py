# SPDX-License-Identifier: EUPL-1.2
"""The shape of a rol: one per betrokkeneType, which says how betrokkeneIdentificatie looks."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_serializer
from rest_framework import serializers

from servicekit.openapi.examples import example_url
from servicekit.representations.fields import LinkField, LinkListField, ReferenceField, SelfField, UtcDateTimeField
from servicekit.representations.schemas import GroupSchema, Schema
from zaken.models import Rol, enums
from zaken.schemas import betrokkenen


class ContactPersoonRolSchema(GroupSchema):
    always_shown = True

    emailadres = serializers.EmailField(
        max_length=254, required=False, allow_blank=True, help_text="Het e-mailadres van de contactpersoon."
    )
    functie = serializers.CharField(
        max_length=50, required=False, allow_blank=True, help_text="De functie van de contactpersoon."
    )
    telefoonnummer = serializers.CharField(
        max_length=20, required=False, allow_blank=True, help_text="Het telefoonnummer van de contactpersoon."
    )
    naam = serializers.CharField(max_length=40, allow_blank=True, help_text="De opgemaakte naam van de contactpersoon.")


class RolSchema(Schema):
    """A rol of any type: reads and shows it by the schema of its betrokkeneType."""

    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaak": example_url("zrc:zaken/2c6e9d1a-7f40-4b83-a5e6-d9c1b8f30a77"),
        "roltype": example_url("ztc:roltypen/e4b60d3f-8c25-4a91-b7f2-6d1a9e5c3f55"),
        "roltoelichting": "Heeft de losse tegel gemeld",
        "betrokkeneType": "natuurlijk_persoon",
        "betrokkeneIdentificatie": {"inpBsn": "111222333", "voornamen": "Jip", "geslachtsnaam": "Voorbeeld"},
    }

    url = SelfField()
    uuid = serializers.UUIDField(read_only=True, help_text="Unieke resource identifier (UUID4)")
    zaak = LinkField(help_text="URL-referentie naar de ZAAK.")
    betrokkene = ReferenceField(
        required=False, allow_blank=True, help_text="URL-referentie naar een betrokkene bij de ZAAK."
    )
    betrokkeneType = serializers.ChoiceField(
        choices=enums.BETROKKENE_TYPE,
        help_text="Het soort betrokkene; bepaalt de vorm van betrokkeneIdentificatie.",
    )
    afwijkendeNaamBetrokkene = serializers.CharField(
        max_length=625,
        required=False,
        allow_blank=True,
        help_text="De naam van de betrokkene in deze zaak.",
    )
    roltype = ReferenceField(help_text="URL-referentie naar het ROLTYPE (in de Catalogi API).")
    omschrijving = serializers.CharField(read_only=True, help_text="De omschrijving van het ROLTYPE.")
    omschrijvingGeneriek = serializers.CharField(read_only=True, help_text="De algemene omschrijving van het ROLTYPE.")
    roltoelichting = serializers.CharField(
        max_length=1000, allow_blank=True, help_text="Een toelichting op de rol van de betrokkene."
    )
    registratiedatum = UtcDateTimeField(read_only=True, help_text="Het moment waarop de rol is geregistreerd.")
    indicatieMachtiging = serializers.ChoiceField(
        choices=enums.INDICATIE_MACHTIGING,
        required=False,
        allow_blank=True,
        help_text="Of de betrokkene gemachtigd is door een andere, of een andere gemachtigd heeft.",
    )
    contactpersoonRol = ContactPersoonRolSchema(
        required=False, allow_null=True, help_text="Wie namens de betrokkene aanspreekpunt is."
    )
    statussen = LinkListField(help_text="URL-referenties naar de statussen die de betrokkene heeft gezet.")

    class Meta:
        model = Rol

    #: betrokkeneType -> the schema of a rol of that type
    kinds: ClassVar[dict[str, type[Schema]]] = {}

    def reader_of(self, data: Any) -> Schema:
        named = data.get("betrokkeneType") if isinstance(data, Mapping) else None
        kind = self.kinds.get(named) if isinstance(named, str) else None
        return self if kind is None else _renderer(kind)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        reader = self.reader_of(data)
        if type(reader) is type(self):
            return super().to_internal_value(data)
        return {
            "betrokkene_identificatie": None,
            "unknown": _unknown(type(reader), data),
            **reader.to_internal_value(data),
        }

    def to_representation(self, rol: Rol) -> dict[str, Any]:
        kind = self.kinds[rol.betrokkene_type]
        return super().to_representation(rol) if type(self) is kind else _renderer(kind).to_representation(rol)

    def __repr__(self) -> str:
        # The shape of what is stored is that of all the types.
        if type(self) is not RolSchema:
            return super().__repr__()
        return "\n".join(repr(kind()) for kind in self.kinds.values())


@cache
def _renderer(kind: type[Schema]) -> Schema:
    return kind()


def _unknown(kind: type[Schema], data: Mapping[str, Any]) -> list[str]:
    """The keys of betrokkeneIdentificatie that this kind of rol does not have."""
    given = data.get("betrokkeneIdentificatie")
    known = _renderer(kind).fields["betrokkeneIdentificatie"].fields
    return [name for name in given if name not in known] if isinstance(given, Mapping) else []


_IDENTIFICATIE: dict[str, Any] = {
    "required": False,
    "help_text": "De gegevens waarmee de betrokkene bekend is.",
}


@extend_schema_serializer(component_name="natuurlijk_persoon_Rol")
class NatuurlijkPersoonRolSchema(RolSchema):
    betrokkeneIdentificatie = betrokkenen.RolNatuurlijkPersoonSchema(**_IDENTIFICATIE)


@extend_schema_serializer(component_name="niet_natuurlijk_persoon_Rol")
class NietNatuurlijkPersoonRolSchema(RolSchema):
    betrokkeneIdentificatie = betrokkenen.RolNietNatuurlijkPersoonSchema(**_IDENTIFICATIE)


@extend_schema_serializer(component_name="vestiging_Rol")
class VestigingRolSchema(RolSchema):
    betrokkeneIdentificatie = betrokkenen.RolVestigingSchema(**_IDENTIFICATIE)


@extend_schema_serializer(component_name="organisatorische_eenheid_Rol")
class OrganisatorischeEenheidRolSchema(RolSchema):
    betrokkeneIdentificatie = betrokkenen.RolOrganisatorischeEenheidSchema(**_IDENTIFICATIE)


@extend_schema_serializer(component_name="medewerker_Rol")
class MedewerkerRolSchema(RolSchema):
    betrokkeneIdentificatie = betrokkenen.RolMedewerkerSchema(**_IDENTIFICATIE)


RolSchema.kinds.update(
    natuurlijk_persoon=NatuurlijkPersoonRolSchema,
    niet_natuurlijk_persoon=NietNatuurlijkPersoonRolSchema,
    vestiging=VestigingRolSchema,
    organisatorische_eenheid=OrganisatorischeEenheidRolSchema,
    medewerker=MedewerkerRolSchema,
)

#: the five types in the contract: `Rol`, told apart by betrokkeneType
POLYMORPHIC = PolymorphicProxySerializer(
    component_name="Rol", serializers=dict(RolSchema.kinds), resource_type_field_name="betrokkeneType"
)


class RolExtension(OpenApiSerializerExtension):
    """Shows RolSchema in the contract as one of its five types."""

    target_class = RolSchema

    def get_name(self, auto_schema: Any, direction: str) -> str:
        return "Rol"

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return auto_schema._map_serializer(POLYMORPHIC, direction)
