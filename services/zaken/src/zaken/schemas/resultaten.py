# SPDX-License-Identifier: EUPL-1.2
"""The shape of a resultaat."""

from typing import Any, ClassVar

from rest_framework import serializers

from servicekit.openapi.examples import example_url
from servicekit.representations.fields import LinkField, ReferenceField, SelfField
from servicekit.representations.schemas import Schema
from zaken.models import Resultaat


class ResultaatSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaak": example_url("zrc:zaken/2c6e9d1a-7f40-4b83-a5e6-d9c1b8f30a77"),
        "resultaattype": example_url("ztc:resultaattypen/91d7f8b2-3e6a-4c05-8d49-b2f7a6e1c066"),
        "toelichting": "De tegel is vervangen.",
    }

    url = SelfField()
    uuid = serializers.UUIDField(read_only=True, help_text="Unieke resource identifier (UUID4)")
    zaak = LinkField(help_text="URL-referentie naar de ZAAK.")
    resultaattype = ReferenceField(help_text="URL-referentie naar het RESULTAATTYPE (in de Catalogi API).")
    toelichting = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="Een toelichting op wat het resultaat inhoudt."
    )

    class Meta:
        model = Resultaat
