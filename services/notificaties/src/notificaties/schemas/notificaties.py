# SPDX-License-Identifier: EUPL-1.2
from rest_framework import serializers

from notificaties.schemas.urls import GivenUrlField
from servicekit.fields import UtcDateTimeField
from servicekit.schemas import Schema


class MessageSchema(Schema):
    """The shape of a notification. It is sent on as it came; this only says whether it is one."""

    kanaal = serializers.CharField(max_length=50, help_text="De naam van het kanaal waarop wordt gepubliceerd.")
    hoofdObject = GivenUrlField(max_length=None, help_text="URL-referentie naar het hoofdobject.")
    resource = serializers.CharField(max_length=100, help_text="De naam van de resource waar het over gaat.")
    resourceUrl = GivenUrlField(max_length=None, help_text="URL-referentie naar de resource.")
    actie = serializers.CharField(max_length=100, help_text="Wat er met de resource is gebeurd.")
    aanmaakdatum = UtcDateTimeField(help_text="Datum en tijd waarop dat gebeurde.")
    kenmerken = serializers.DictField(
        # Producers in use send an empty kenmerk, and null.
        child=serializers.CharField(max_length=1000, allow_blank=True, allow_null=True),
        required=False,
        help_text="Kenmerken van het hoofdobject, waarop abonnementen filteren.",
    )
