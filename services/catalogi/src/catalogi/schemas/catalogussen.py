# SPDX-License-Identifier: EUPL-1.2
"""The shape of a catalogus."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import Catalogus
from catalogi.schemas.relations import NameListField
from servicekit.representations.fields import DateField, LinkListField, NullableTextField, RsinField, SelfField
from servicekit.representations.schemas import Schema


class CatalogusSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "domein": "BUURT",
        "rsin": "851234562",
        "naam": "Wonen en openbare ruimte",
        "contactpersoonBeheerNaam": "Team Zaaktypen",
        "contactpersoonBeheerEmailadres": "zaaktypen@gemeente.example",
    }

    url = SelfField()
    domein = serializers.RegexField(
        r"^[A-Z]{1,5}\Z",
        max_length=5,
        error_messages={"invalid": "Geef een tot vijf hoofdletters."},
        help_text="Het domein waarvoor in de CATALOGUS ZAAKTYPEn zijn uitgewerkt, in een tot vijf hoofdletters.",
    )
    rsin = RsinField(help_text="Het RSIN van de eigenaar van de CATALOGUS.")
    contactpersoonBeheerNaam = serializers.CharField(max_length=40, help_text="De naam van wie de CATALOGUS beheert.")
    contactpersoonBeheerTelefoonnummer = serializers.CharField(
        max_length=20, required=False, allow_blank=True, help_text="Het telefoonnummer van wie de CATALOGUS beheert."
    )
    contactpersoonBeheerEmailadres = serializers.EmailField(
        max_length=254, required=False, allow_blank=True, help_text="Het e-mailadres van wie de CATALOGUS beheert."
    )
    zaaktypen = LinkListField(help_text="URL-referenties naar de ZAAKTYPEn in de CATALOGUS.")
    besluittypen = LinkListField(help_text="URL-referenties naar de BESLUITTYPEn in de CATALOGUS.")
    besluittypeOmschrijving = NameListField(help_text="De omschrijvingen van de BESLUITTYPEn in de CATALOGUS.")
    informatieobjecttypen = LinkListField(help_text="URL-referenties naar de INFORMATIEOBJECTTYPEn in de CATALOGUS.")
    informatieobjecttypeOmschrijving = NameListField(
        help_text="De omschrijvingen van de INFORMATIEOBJECTTYPEn in de CATALOGUS."
    )
    naam = NullableTextField(max_length=200, help_text="De naam van de CATALOGUS.")
    versie = NullableTextField(max_length=20, help_text="De versie van de CATALOGUS.")
    begindatumVersie = DateField(
        required=False, allow_null=True, help_text="De datum waarop deze versie van de CATALOGUS is ingegaan."
    )

    class Meta:
        model = Catalogus
