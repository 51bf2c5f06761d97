# SPDX-License-Identifier: EUPL-1.2
"""The shape of a status."""

from rest_framework import serializers

from servicekit.fields import LinkField, LinkListField, ReferenceField, SelfField, UtcDateTimeField
from servicekit.schemas import Schema
from zaken.models import Status


class StatusSchema(Schema):
    url = SelfField()
    uuid = serializers.UUIDField(read_only=True, help_text="Unieke resource identifier (UUID4)")
    zaak = LinkField(help_text="URL-referentie naar de ZAAK.")
    statustype = ReferenceField(help_text="URL-referentie naar het STATUSTYPE (in de Catalogi API).")
    datumStatusGezet = UtcDateTimeField(help_text="Het moment waarop de ZAAK de status heeft verkregen.")
    statustoelichting = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="Een toelichting op deze status van de zaak."
    )
    indicatieLaatstGezetteStatus = serializers.BooleanField(
        source="is_last", read_only=True, help_text="Of dit de laatst gezette status van de ZAAK is."
    )
    gezetdoor = ReferenceField(
        max_length=200, required=False, allow_blank=True, help_text="URL-referentie naar de ROL die de status zette."
    )
    zaakinformatieobjecten = LinkListField(help_text="URL-referenties naar zaakinformatieobjecten bij deze status.")

    class Meta:
        model = Status
