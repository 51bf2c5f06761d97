# SPDX-License-Identifier: EUPL-1.2
from typing import Any, ClassVar

from rest_framework import serializers

from notificaties.schemas.urls import GivenUrlField
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import UtcDateTimeField
from servicekit.representations.schemas import Schema


class MessageSchema(Schema):
    """The shape of a notification. It is sent on as it came; this only says whether it is one."""

    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "kanaal": "zaken",
        "hoofdObject": example_url("zrc:zaken/2c6e9d1a-7f40-4b83-a5e6-d9c1b8f30a77"),
        "resource": "status",
        "resourceUrl": example_url("zrc:statussen/d07b4e6f-5a31-4c98-b2e7-9f8a6c1d3e99"),
        "actie": "create",
        "aanmaakdatum": "2025-03-04T09:30:01Z",
        "kenmerken": {
            "bronorganisatie": "851234562",
            "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
            "vertrouwelijkheidaanduiding": "openbaar",
        },
    }

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
