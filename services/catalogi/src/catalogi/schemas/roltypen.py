# SPDX-License-Identifier: EUPL-1.2
"""The shape of a roltype."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import RolType, enums
from catalogi.schemas.kinderen import ChildSchema, GivenCatalogusField
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import SelfField


class RolTypeSchema(ChildSchema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
        "omschrijving": "Melder",
        "omschrijvingGeneriek": "initiator",
    }

    url = SelfField()
    omschrijving = serializers.CharField(max_length=100, help_text="Omschrijving van de aard van de ROL.")
    omschrijvingGeneriek = serializers.ChoiceField(
        choices=enums.OMSCHRIJVING_GENERIEK, help_text="De algemeen gehanteerde omschrijving van de ROL."
    )
    catalogus = GivenCatalogusField()

    class Meta:
        model = RolType
