# SPDX-License-Identifier: EUPL-1.2
"""The shape of a roltype."""

from rest_framework import serializers

from catalogi.models import RolType
from catalogi.schemas import enums
from catalogi.schemas.kinderen import ChildSchema, GivenCatalogusField
from servicekit.fields import SelfField


class RolTypeSchema(ChildSchema):
    url = SelfField()
    omschrijving = serializers.CharField(max_length=100, help_text="Omschrijving van de aard van de ROL.")
    omschrijvingGeneriek = serializers.ChoiceField(
        choices=enums.OMSCHRIJVING_GENERIEK, help_text="De algemeen gehanteerde omschrijving van de ROL."
    )
    catalogus = GivenCatalogusField()

    class Meta:
        model = RolType
