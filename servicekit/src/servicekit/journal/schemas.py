# SPDX-License-Identifier: EUPL-1.2
"""The shape of an entry of the audit trail, for the contract."""

from rest_framework import serializers

from servicekit.representations.fields import ReferenceField, UtcDateTimeField
from servicekit.representations.schemas import Schema
from servicekit.stack.components import COMPONENTS


class WijzigingenSchema(Schema):
    oud = serializers.DictField(allow_null=True, help_text="Het object voor de wijziging; null als het er niet was.")
    nieuw = serializers.DictField(
        allow_null=True, help_text="Het object na de wijziging; null als het er niet meer is."
    )


class AuditTrailSchema(Schema):
    uuid = serializers.UUIDField(help_text="Unieke identificatie van de auditregel.")
    bron = serializers.ChoiceField(
        choices={code: f"{name.capitalize()} API" for code, name in COMPONENTS.items()},
        help_text="Het component waarin de wijziging is gedaan.",
    )
    applicatieId = serializers.CharField(max_length=100, help_text="Unieke identificatie van de applicatie.")
    applicatieWeergave = serializers.CharField(max_length=200, help_text="Leesbare naam van de applicatie.")
    gebruikersId = serializers.CharField(max_length=255, help_text="Identificatie van de gebruiker.")
    gebruikersWeergave = serializers.CharField(max_length=255, help_text="Leesbare naam van de gebruiker.")
    actie = serializers.CharField(max_length=50, help_text="De handeling: create, update, partial_update of destroy.")
    actieWeergave = serializers.CharField(max_length=200, help_text="De handeling in woorden.")
    resultaat = serializers.IntegerField(
        min_value=100, max_value=599, help_text="De HTTP-statuscode van het antwoord op de handeling."
    )
    hoofdObject = ReferenceField(help_text="URL-referentie naar het hoofdobject.")
    resource = serializers.CharField(max_length=50, help_text="Het soort object waarop de handeling was.")
    resourceUrl = ReferenceField(help_text="URL-referentie naar dat object.")
    toelichting = serializers.CharField(help_text="Waarom de handeling is gedaan, volgens de client.")
    resourceWeergave = serializers.CharField(max_length=200, help_text="Leesbare aanduiding van het object.")
    aanmaakdatum = UtcDateTimeField(read_only=True, help_text="Wanneer de handeling is gedaan.")
    wijzigingen = WijzigingenSchema(help_text="Het object voor en na de handeling.")
