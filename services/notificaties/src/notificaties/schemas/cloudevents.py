# SPDX-License-Identifier: EUPL-1.2
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from notificaties.schemas.notificaties import MessageSchema
from servicekit import cloudevents
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import UtcDateTimeField
from servicekit.representations.schemas import Schema


@extend_schema_serializer(component_name="CloudEvent")
class CloudEventSchema(Schema):
    """A CloudEvent by the NL GOV profile, with a notification in it. What else it has goes on as it came."""

    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "specversion": cloudevents.VERSION,
        "id": "f1b3c7e2-5d0a-4c39-8a64-2b7d9e0f5a18",
        "source": "urn:nld:oin:00000003851234562000:systeem:zaken",
        "type": "nl.overheid.zaken.status-geregistreerd",
        "time": "2025-03-04T09:30:01Z",
        "subject": "2c6e9d1a-7f40-4b83-a5e6-d9c1b8f30a77",
        "dataref": example_url("zrc:statussen/d07b4e6f-5a31-4c98-b2e7-9f8a6c1d3e99"),
        "datacontenttype": "application/json",
        "data": MessageSchema.example,
    }

    specversion = serializers.ChoiceField(choices=[cloudevents.VERSION], help_text="De versie van CloudEvents.")
    id = serializers.CharField(max_length=255, help_text="Wat de gebeurtenis bij haar bron aanwijst.")
    source = serializers.CharField(max_length=1000, help_text="Waar het gebeurde, als URI of URN.")
    type = serializers.CharField(max_length=255, help_text="Wat er gebeurde, in omgekeerde DNS-notatie.")
    time = UtcDateTimeField(required=False, help_text="Wanneer het gebeurde.")
    subject = serializers.CharField(required=False, max_length=1000, help_text="Waar het over gaat, binnen de bron.")
    dataref = serializers.CharField(required=False, max_length=1000, help_text="Waar de gegevens zijn op te vragen.")
    datacontenttype = serializers.ChoiceField(
        choices=["application/json"], required=False, help_text="Het mediatype van data."
    )
    data = MessageSchema(help_text="De notificatie.")
