# SPDX-License-Identifier: EUPL-1.2
"""The shape of an informatieobjecttype."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import Catalogus, InformatieObjectType
from catalogi.schemas.relations import KeyField, NameListField
from servicekit.levels import LABELS
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import DateField, LinkListField, NullableTextField, SelfField
from servicekit.representations.schemas import GroupSchema, Schema


class InformatieObjectTypeOmschrijvingGeneriekSchema(GroupSchema):
    always_shown = True

    # Each may be empty, since an answer shows the group so when it is not set, and clients send it back.
    informatieobjecttypeOmschrijvingGeneriek = serializers.CharField(
        max_length=80, allow_blank=True, help_text="De algemeen gehanteerde omschrijving."
    )
    definitieInformatieobjecttypeOmschrijvingGeneriek = serializers.CharField(
        max_length=255, allow_blank=True, help_text="De definitie bij deze omschrijving."
    )
    herkomstInformatieobjecttypeOmschrijvingGeneriek = serializers.CharField(
        max_length=12, allow_blank=True, help_text="De verantwoordelijke voor deze omschrijving."
    )
    hierarchieInformatieobjecttypeOmschrijvingGeneriek = serializers.CharField(
        max_length=80, allow_blank=True, help_text="De plaats in de rangorde van omschrijvingen."
    )
    opmerkingInformatieobjecttypeOmschrijvingGeneriek = NullableTextField(
        max_length=255, help_text="Een opmerking bij de omschrijving."
    )


class InformatieObjectTypeSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "catalogus": example_url("ztc:catalogussen/c3e81f6a-2d94-4b57-8a10-5e9f7c2d6b33"),
        "omschrijving": "Foto",
        "informatieobjectcategorie": "Beeldmateriaal",
        "vertrouwelijkheidaanduiding": "openbaar",
        "trefwoord": ["foto", "melding"],
        "beginGeldigheid": "2025-01-01",
    }

    url = SelfField()
    catalogus = KeyField(
        Catalogus.collection, help_text="URL-referentie naar de CATALOGUS waartoe dit INFORMATIEOBJECTTYPE behoort."
    )
    omschrijving = serializers.CharField(
        max_length=80, help_text="Omschrijving van de aard van informatieobjecten van dit INFORMATIEOBJECTTYPE."
    )
    vertrouwelijkheidaanduiding = serializers.ChoiceField(
        choices=LABELS, help_text="Mate van openbaarheid van informatieobjecten van dit type."
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
    zaaktypen = LinkListField(help_text="URL-referenties naar de geldige ZAAKTYPEn die dit type gebruiken.")
    zaaktypeIdentificaties = NameListField(help_text="De identificaties van de ZAAKTYPEn die dit type gebruiken.")
    besluittypen = LinkListField(help_text="URL-referenties naar de geldige BESLUITTYPEn die dit type gebruiken.")
    besluittypeOmschrijving = NameListField(help_text="De omschrijvingen van de BESLUITTYPEn die dit type gebruiken.")
    informatieobjectcategorie = serializers.CharField(
        max_length=80, help_text="Typering van de aard van informatieobjecten van dit INFORMATIEOBJECTTYPE."
    )
    trefwoord = serializers.ListField(
        child=serializers.CharField(max_length=30), required=False, help_text="Trefwoorden bij dit type."
    )
    omschrijvingGeneriek = InformatieObjectTypeOmschrijvingGeneriekSchema(
        required=False, help_text="De algemeen gehanteerde omschrijving van het type."
    )

    class Meta:
        model = InformatieObjectType
