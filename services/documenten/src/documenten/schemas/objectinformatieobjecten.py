# SPDX-License-Identifier: EUPL-1.2
"""The shape of the relation between an object and a document."""

from rest_framework import serializers

from documenten.models import ObjectInformatieObject
from documenten.schemas import enums
from servicekit.fields import LinkField, ReferenceField, SelfField
from servicekit.schemas import Schema


class ObjectInformatieObjectSchema(Schema):
    url = SelfField()
    informatieobject = LinkField(help_text="URL-referentie naar het INFORMATIEOBJECT.")
    object = ReferenceField(help_text="URL-referentie naar het gerelateerde object, in een andere API.")
    objectType = serializers.ChoiceField(choices=enums.OBJECT_TYPE, help_text="Het type van het object.")

    class Meta:
        model = ObjectInformatieObject
