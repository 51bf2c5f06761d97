# SPDX-License-Identifier: EUPL-1.2
"""The shape of an eigenschap."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import Eigenschap, enums
from catalogi.schemas.kinderen import ChildSchema, KeyOfZaaktypeField
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import LinkField, SelfField
from servicekit.representations.schemas import GroupSchema


class EigenschapSpecificatieSchema(GroupSchema):
    groep = serializers.CharField(
        max_length=32, default="", allow_blank=True, help_text="Het object of de groep waarvan dit een gegeven is."
    )
    formaat = serializers.ChoiceField(choices=enums.FORMAAT, help_text="Het soort tekens van een waarde.")
    lengte = serializers.CharField(
        max_length=14,
        help_text="Het aantal tekens van een waarde: bij `tekst` 0 tot en met 255, bij `getal` het aantal cijfers en "
        "na een komma dat van de decimalen, bij `datum` 8 (JJJJMMDD), bij `datum_tijd` 14 (JJJJMMDDuummss).",
    )
    kardinaliteit = serializers.CharField(max_length=3, help_text="Hoeveel waarden een ZAAK kan hebben.")
    waardenverzameling = serializers.ListField(
        child=serializers.CharField(max_length=100), default=list, help_text="De waarden die mogelijk zijn."
    )


class EigenschapSchema(ChildSchema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
        "naam": "Mastnummer",
        "definitie": "Het nummer op de mast van een straatlantaarn",
        "specificatie": {"formaat": "tekst", "lengte": "12", "kardinaliteit": "1"},
    }

    url = SelfField()
    naam = serializers.CharField(max_length=20, help_text="De naam, die binnen het ZAAKTYPE uniek is.")
    catalogus = KeyOfZaaktypeField(help_text="URL-referentie naar de CATALOGUS van het ZAAKTYPE.")
    definitie = serializers.CharField(max_length=255, help_text="Wat de EIGENSCHAP betekent.")
    specificatie = EigenschapSpecificatieSchema(help_text="Welke waarden een ZAAK voor de EIGENSCHAP kan hebben.")
    toelichting = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="Een toelichting op deze EIGENSCHAP."
    )
    statustype = LinkField(
        required=False,
        allow_null=True,
        help_text="URL-referentie naar het STATUSTYPE waarbij de EIGENSCHAP een waarde moet hebben.",
    )

    class Meta:
        model = Eigenschap
