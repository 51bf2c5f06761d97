# SPDX-License-Identifier: EUPL-1.2
"""The shape of a status."""

from datetime import date, datetime
from typing import Any, ClassVar

from rest_framework import serializers

from servicekit.clock import DAY
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import LinkField, LinkListField, ReferenceField, SelfField, UtcDateTimeField
from servicekit.representations.schemas import Schema
from zaken.models import Status


class MomentField(UtcDateTimeField):
    """An instant, or a day: one that came without a time is kept apart, since what it means depends on the zaak."""

    def to_internal_value(self, value: Any) -> datetime | date:
        moment = super().to_internal_value(value)
        return date.fromisoformat(value) if isinstance(value, str) and DAY.fullmatch(value) else moment


class StatusSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaak": example_url("zrc:zaken/2c6e9d1a-7f40-4b83-a5e6-d9c1b8f30a77"),
        "statustype": example_url("ztc:statustypen/7a9c2e4d-6b18-4f3a-95d7-2c8e0f1b6a44"),
        "datumStatusGezet": "2025-03-04T09:30:00Z",
        "statustoelichting": "De wijkploeg heeft de melding ontvangen.",
    }

    url = SelfField()
    uuid = serializers.UUIDField(read_only=True, help_text="Unieke resource identifier (UUID4)")
    zaak = LinkField(help_text="URL-referentie naar de ZAAK.")
    statustype = ReferenceField(help_text="URL-referentie naar het STATUSTYPE (in de Catalogi API).")
    datumStatusGezet = MomentField(help_text="Het moment waarop de ZAAK de status heeft verkregen.")
    statustoelichting = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="Een toelichting op deze status van de zaak."
    )
    indicatieLaatstGezetteStatus = serializers.BooleanField(
        source="is_last", read_only=True, help_text="Of dit de laatst gezette status van de ZAAK is."
    )
    gezetdoor = ReferenceField(
        max_length=200, required=False, allow_blank=True, help_text="URL-referentie naar de ROL die de status zette."
    )
    zaakinformatieobjecten = LinkListField(
        source="shown.zaakinformatieobjecten", help_text="URL-referenties naar zaakinformatieobjecten bij deze status."
    )

    class Meta:
        model = Status
