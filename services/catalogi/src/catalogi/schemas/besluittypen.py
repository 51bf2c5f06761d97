# SPDX-License-Identifier: EUPL-1.2
"""The shape of a besluittype; document types are written by name and read as URLs."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import BesluitType, Catalogus
from catalogi.schemas.relations import KeyField, NameListField, NamesField
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import DateField, DurationField, IdentityField, LinkListField, SelfField
from servicekit.representations.schemas import Schema


class BesluitTypeSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "catalogus": example_url("ztc:catalogussen/c3e81f6a-2d94-4b57-8a10-5e9f7c2d6b33"),
        "omschrijving": "Verkeersbesluit",
        "publicatieIndicatie": True,
        "publicatietermijn": "P6W",
        "reactietermijn": "P6W",
        "informatieobjecttypen": [],
        "beginGeldigheid": "2025-01-01",
    }

    url = SelfField()
    catalogus = KeyField(
        Catalogus.collection, help_text="URL-referentie naar de CATALOGUS waartoe dit BESLUITTYPE behoort."
    )
    zaaktypen = LinkListField(help_text="URL-referenties naar de geldige ZAAKTYPEn die dit type noemen.")
    zaaktypeIdentificaties = NameListField(help_text="De identificaties van de ZAAKTYPEn die dit type noemen.")
    omschrijving = IdentityField(
        max_length=80,
        required=False,
        allow_blank=True,
        help_text="De omschrijving, die versies van het BESLUITTYPE binnen de CATALOGUS delen.",
    )
    omschrijvingGeneriek = serializers.CharField(
        max_length=80, required=False, allow_blank=True, help_text="De algemeen gehanteerde omschrijving."
    )
    besluitcategorie = serializers.CharField(
        max_length=40, required=False, allow_blank=True, help_text="Typering van de aard van BESLUITen van dit type."
    )
    reactietermijn = DurationField(
        required=False, allow_null=True, help_text="De tijd waarin verweer tegen een BESLUIT kan (ISO 8601-duur)."
    )
    publicatieIndicatie = serializers.BooleanField(help_text="Of BESLUITen van dit type gepubliceerd moeten worden.")
    publicatietekst = serializers.CharField(required=False, allow_blank=True, help_text="De tekst van de publicatie.")
    publicatietermijn = DurationField(
        required=False, allow_null=True, help_text="De tijd dat een BESLUIT gepubliceerd blijft (ISO 8601-duur)."
    )
    toelichting = serializers.CharField(required=False, allow_blank=True, help_text="Een toelichting op dit type.")
    informatieobjecttypen = LinkListField(
        help_text="URL-referenties naar de geldige INFORMATIEOBJECTTYPEn waarin BESLUITen worden vastgelegd."
    )
    informatieobjecttypeOmschrijvingen = NameListField(
        source="informatieobjecttypen",
        help_text="De omschrijvingen van de INFORMATIEOBJECTTYPEn waarin BESLUITen worden vastgelegd.",
    )
    informatieobjecttypeOmschrijving = NameListField(
        source="informatieobjecttypen", help_text="Verouderde naam van informatieobjecttypeOmschrijvingen."
    )
    beginGeldigheid = DateField(help_text="De eerste dag waarop deze versie geldig is.")
    eindeGeldigheid = DateField(
        required=False, allow_null=True, help_text="De laatste dag waarop deze versie geldig is."
    )
    beginObject = DateField(
        read_only=True, allow_null=True, help_text="De eerste dag waarop een van de versies geldig is."
    )
    eindeObject = DateField(
        read_only=True, allow_null=True, help_text="De laatste dag waarop een van de versies geldig is."
    )
    concept = serializers.BooleanField(read_only=True, help_text="Of dit een concept is, dat nog niet te gebruiken is.")
    resultaattypen = LinkListField(
        help_text="URL-referenties naar de RESULTAATTYPEn van geldige ZAAKTYPEn die dit type noemen."
    )
    resultaattypenOmschrijving = NameListField(help_text="De omschrijvingen van de RESULTAATTYPEn die dit type noemen.")
    vastgelegdIn = NameListField(
        source="informatieobjecttypen",
        help_text="De omschrijvingen van de INFORMATIEOBJECTTYPEn waarin BESLUITen worden vastgelegd.",
    )

    class Meta:
        model = BesluitType


class BesluitTypeCreateSchema(BesluitTypeSchema):
    informatieobjecttypen = NamesField(
        beside="informatieobjecttypeOmschrijvingen",
        help_text="De omschrijvingen van de INFORMATIEOBJECTTYPEn waarin BESLUITen worden vastgelegd.",
    )
