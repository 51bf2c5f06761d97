# SPDX-License-Identifier: EUPL-1.2
"""The shape of a statustype."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import StatusType
from catalogi.schemas.kinderen import ChildSchema, KeyOfZaaktypeField
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import DurationField, LinkListField, SelfField
from servicekit.representations.schemas import GroupSchema


class CheckListItemSchema(GroupSchema):
    itemnaam = serializers.CharField(max_length=30, help_text="De korte naam van het item.")
    toelichting = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, allow_null=True, help_text="Een toelichting op het item."
    )
    vraagstelling = serializers.CharField(max_length=255, help_text="De vraag die beantwoord moet zijn.")
    verplicht = serializers.BooleanField(default=False, help_text="Of het item moet zijn afgevinkt.")


class StatusTypeSchema(ChildSchema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
        "volgnummer": 1,
        "omschrijving": "Ontvangen",
        "statustekst": "Wij hebben uw melding ontvangen.",
        "informeren": True,
    }

    url = SelfField()
    omschrijving = serializers.CharField(
        max_length=80, help_text="Een korte omschrijving van de STATUS, voor de initiator van de zaak."
    )
    omschrijvingGeneriek = serializers.CharField(
        max_length=80, required=False, allow_blank=True, help_text="De algemeen gehanteerde omschrijving."
    )
    statustekst = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="De tekst waarmee de initiator wordt ingelicht."
    )
    catalogus = KeyOfZaaktypeField(help_text="URL-referentie naar de CATALOGUS van het ZAAKTYPE.")
    volgnummer = serializers.IntegerField(
        min_value=1, max_value=9999, help_text="De plaats van de STATUS in het verloop van een zaak."
    )
    isEindstatus = serializers.BooleanField(
        read_only=True, help_text="Of deze STATUS een zaak afsluit: die met het hoogste volgnummer van het ZAAKTYPE."
    )
    informeren = serializers.BooleanField(
        default=False, help_text="Of de initiator wordt ingelicht als deze STATUS is gezet."
    )
    doorlooptijd = DurationField(
        required=False, allow_null=True, help_text="De norm voor de tijd tot deze STATUS (ISO 8601-duur)."
    )
    toelichting = serializers.CharField(
        max_length=1000,
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text="Een toelichting op dit STATUSTYPE.",
    )
    checklistitemStatustype = CheckListItemSchema(
        many=True, required=False, help_text="Wat gedaan moet zijn voordat deze STATUS wordt gezet."
    )
    eigenschappen = LinkListField(
        source="shown.eigenschappen",
        help_text="URL-referenties naar EIGENSCHAPpen die een waarde moeten hebben voordat deze STATUS wordt gezet.",
    )

    class Meta:
        model = StatusType
