# SPDX-License-Identifier: EUPL-1.2
"""The shape of the relation between an object and a document."""

from typing import Any, ClassVar

from rest_framework import serializers

from documenten.models import ObjectInformatieObject, enums
from documenten.peers import relaties
from documenten.rules import drc_002_object
from servicekit.mirror.reporting import reported
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import LinkField, ReferenceField, SelfField
from servicekit.representations.schemas import ThoroughSchema
from servicekit.rules import Violation, Violations


def object_faults(reference: str, object_type: str) -> list[Violation]:
    """Say what is wrong with an object at the component that has it; no transaction is open. Raises Problem 503."""
    found: list[Violation] = []
    with reported(found, "object"):
        relaties.root_of(reference, object_type)
        if not relaties.is_of_caller(reference):
            found += drc_002_object.object_is_of_its_type(
                object_type=object_type, fields=relaties.fields_of(reference, object_type)
            )
    return found


class ObjectInformatieObjectSchema(ThoroughSchema):
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

    def more_faults(self, values: dict[str, Any]) -> Violations:
        if "object" in values and "objectType" in values:
            yield from object_faults(values["object"], values["objectType"])
