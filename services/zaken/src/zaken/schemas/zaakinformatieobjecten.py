# SPDX-License-Identifier: EUPL-1.2
"""The shape of a relation between a zaak and a document."""

from typing import Any, ClassVar

from rest_framework import serializers

from servicekit.openapi.examples import example_url
from servicekit.representations.fields import LinkField, ReferenceField, SelfField, UtcDateTimeField
from servicekit.representations.schemas import Schema
from zaken.models import ZaakInformatieObject, enums


class ZaakInformatieObjectSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaak": example_url("zrc:zaken/2c6e9d1a-7f40-4b83-a5e6-d9c1b8f30a77"),
        "informatieobject": example_url("drc:enkelvoudiginformatieobjecten/b85a3f7c-1e92-4d6b-8f04-a7c3d2e95b88"),
        "titel": "Foto van de stoeptegel",
        "beschrijving": "Door de melder meegestuurd",
    }

    url = SelfField()
    uuid = serializers.UUIDField(read_only=True, help_text="Unieke resource identifier (UUID4)")
    informatieobject = ReferenceField(help_text="URL-referentie naar het INFORMATIEOBJECT (in een Documenten API).")
    zaak = LinkField(help_text="URL-referentie naar de ZAAK.")
    aardRelatieWeergave = serializers.ChoiceField(
        choices=[enums.AARD_RELATIE_WEERGAVE], read_only=True, help_text="De aard van de relatie, in woorden."
    )
    titel = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="De naam van het document bij deze zaak.",
    )
    beschrijving = serializers.CharField(
        required=False, allow_blank=True, help_text="Een op de zaak toegesneden beschrijving van het document."
    )
    registratiedatum = UtcDateTimeField(read_only=True, help_text="Het moment waarop de relatie is gelegd.")
    vernietigingsdatum = UtcDateTimeField(
        required=False,
        allow_null=True,
        help_text="Het moment waarop het document uit het dossier moet.",
    )
    status = LinkField(
        required=False, allow_null=True, help_text="URL-referentie naar de STATUS waarbij het document relevant is."
    )

    class Meta:
        model = ZaakInformatieObject
