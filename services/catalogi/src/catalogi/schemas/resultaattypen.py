# SPDX-License-Identifier: EUPL-1.2
"""The shape of a resultaattype; relations to other types are written by name and read as URLs."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import ResultaatType, enums
from catalogi.schemas.kinderen import ChildSchema, GivenCatalogusField
from catalogi.schemas.relations import NameListField, NamesField
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import DurationField, LinkListField, NullableTextField, ReferenceField, SelfField
from servicekit.representations.schemas import GroupSchema

#: where the example has its reference lists
_LISTS = "https://gemeente.example/referentielijsten/api/v1"


class BrondatumArchiefprocedureSchema(GroupSchema):
    afleidingswijze = serializers.ChoiceField(
        choices=enums.AFLEIDINGSWIJZE, help_text="Hoe de dag wordt bepaald waarop de archiefactietermijn begint."
    )
    datumkenmerk = serializers.CharField(
        max_length=80, default="", allow_blank=True, help_text="De naam van het gegeven dat die dag bevat."
    )
    einddatumBekend = serializers.BooleanField(
        default=False, help_text="Of de einddatum van het procesobject tijdens de zaak bekend moet worden."
    )
    objecttype = serializers.ChoiceField(
        choices=enums.OBJECTTYPE, default="", allow_blank=True, help_text="Het soort object dat het gegeven heeft."
    )
    registratie = serializers.CharField(
        max_length=80, default="", allow_blank=True, help_text="De registratie waarvan het object deel uitmaakt."
    )
    procestermijn = DurationField(
        default=None, allow_null=True, help_text="Hoelang het dossier na de zaak in gebruik blijft (ISO 8601-duur)."
    )


class ResultaatTypeSchema(ChildSchema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
        "omschrijving": "Hersteld",
        "resultaattypeomschrijving": f"{_LISTS}/resultaattypeomschrijvingen/6c3eb546-6aa1-48cf-b070-99d8edf4c9df",
        "selectielijstklasse": f"{_LISTS}/resultaten/4f4ce5fe-99a2-42ca-8ca1-db3742adcb45",
        "brondatumArchiefprocedure": {"afleidingswijze": "afgehandeld"},
    }

    url = SelfField()
    omschrijving = serializers.CharField(max_length=30, help_text="Omschrijving van de aard van het RESULTAAT.")
    resultaattypeomschrijving = ReferenceField(
        help_text="URL-referentie naar de generieke resultaattypeomschrijving in de Selectielijst API."
    )
    omschrijvingGeneriek = serializers.CharField(
        read_only=True, help_text="De omschrijving van de generieke resultaattypeomschrijving."
    )
    selectielijstklasse = ReferenceField(help_text="URL-referentie naar het RESULTAAT in de Selectielijst API.")
    toelichting = serializers.CharField(required=False, allow_blank=True, help_text="Een toelichting op dit type.")
    archiefnominatie = serializers.ChoiceField(
        choices=enums.ARCHIEFNOMINATIE,
        required=False,
        allow_blank=True,
        help_text="Bewaren of vernietigen; van de selectielijstklasse als zij leeg is.",
    )
    archiefactietermijn = DurationField(
        required=False,
        allow_null=True,
        help_text="De termijn tot bewaren of vernietigen; van de selectielijstklasse als zij leeg is.",
    )
    brondatumArchiefprocedure = BrondatumArchiefprocedureSchema(
        required=False, allow_null=True, help_text="Hoe de dag wordt bepaald waarop de archiefactietermijn begint."
    )
    procesobjectaard = NullableTextField(max_length=200, help_text="Het soort procesobject.")
    catalogus = GivenCatalogusField()
    indicatieSpecifiek = serializers.BooleanField(
        required=False, allow_null=True, help_text="Of het type bij een bepaalde procesobjectaard hoort."
    )
    procestermijn = DurationField(
        required=False, allow_null=True, help_text="Hoelang het dossier na de zaak in gebruik blijft (ISO 8601-duur)."
    )
    besluittypen = LinkListField(help_text="URL-referenties naar de geldige BESLUITTYPEn bij dit type.")
    besluittypeOmschrijving = NameListField(
        source="besluittypen", help_text="De omschrijvingen van de BESLUITTYPEn bij dit type."
    )
    informatieobjecttypen = LinkListField(
        help_text="URL-referenties naar de geldige INFORMATIEOBJECTTYPEn die bij dit resultaat aanwezig moeten zijn."
    )
    informatieobjecttypeOmschrijving = NameListField(
        source="informatieobjecttypen",
        help_text="De omschrijvingen van de INFORMATIEOBJECTTYPEn die bij dit resultaat aanwezig moeten zijn.",
    )

    class Meta:
        model = ResultaatType


class ResultaatTypeCreateSchema(ResultaatTypeSchema):
    besluittypen = NamesField(
        beside="besluittypeOmschrijving",
        required=False,
        help_text="De omschrijvingen van de BESLUITTYPEn bij dit type.",
    )
    informatieobjecttypen = NamesField(
        beside="informatieobjecttypeOmschrijving",
        required=False,
        help_text="De omschrijvingen van de INFORMATIEOBJECTTYPEn die bij dit resultaat aanwezig moeten zijn.",
    )
