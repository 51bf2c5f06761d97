# SPDX-License-Identifier: EUPL-1.2
"""The shape of the relation between an object and a document."""

from typing import Any, ClassVar

from rest_framework import serializers

from documenten.models import ObjectInformatieObject, enums
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import LinkField, ReferenceField, SelfField
from servicekit.representations.schemas import Schema


class ObjectInformatieObjectSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "informatieobject": example_url("drc:enkelvoudiginformatieobjecten/b85a3f7c-1e92-4d6b-8f04-a7c3d2e95b88"),
        "object": example_url("zrc:zaken/2c6e9d1a-7f40-4b83-a5e6-d9c1b8f30a77"),
        "objectType": "zaak",
    }

    url = SelfField()
    informatieobject = LinkField(help_text="URL-referentie naar het INFORMATIEOBJECT.")
    object = ReferenceField(help_text="URL-referentie naar het gerelateerde object, in een andere API.")
    objectType = serializers.ChoiceField(choices=enums.OBJECT_TYPE, help_text="Het type van het object.")

    class Meta:
        model = ObjectInformatieObject
