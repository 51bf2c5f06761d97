# SPDX-License-Identifier: EUPL-1.2
from typing import Any, ClassVar

from rest_framework import serializers

from notificaties.models import Kanaal
from notificaties.schemas.urls import GivenUrlField
from servicekit.representations.fields import SelfField
from servicekit.representations.schemas import Schema


class KanaalSchema(Schema):
    """The shape of a kanaal."""

    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "naam": "parkeren",
        "documentatieLink": "https://gemeente.example/kanalen/parkeren",
        "filters": ["wijk", "soort"],
    }

    url = SelfField()
    naam = serializers.CharField(max_length=50, help_text="Naam van het kanaal, uniek.")
    documentatieLink = GivenUrlField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="URL van de documentatie van het kanaal; wordt niet opgehaald.",
    )
    filters = serializers.ListField(
        child=serializers.CharField(max_length=100),
        required=False,
        help_text="Namen van de kenmerken waarop in een abonnement kan worden gefilterd.",
    )

    class Meta:
        model = Kanaal
