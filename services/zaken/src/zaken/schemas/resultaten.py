# SPDX-License-Identifier: EUPL-1.2
"""The shape of a resultaat."""

from rest_framework import serializers

from servicekit.fields import LinkField, ReferenceField, SelfField
from servicekit.schemas import Schema
from zaken.models import Resultaat


class ResultaatSchema(Schema):
    url = SelfField()
    uuid = serializers.UUIDField(read_only=True, help_text="Unieke resource identifier (UUID4)")
    zaak = LinkField(help_text="URL-referentie naar de ZAAK.")
    resultaattype = ReferenceField(help_text="URL-referentie naar het RESULTAATTYPE (in de Catalogi API).")
    toelichting = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="Een toelichting op wat het resultaat inhoudt."
    )

    class Meta:
        model = Resultaat
