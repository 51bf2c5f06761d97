# SPDX-License-Identifier: EUPL-1.2
"""The shapes of a document: as it is read, as one of its versions, and as it is written."""

from typing import Any, ClassVar

from rest_framework import serializers

from documenten.models import EnkelvoudigInformatieObject, Versie, enums
from documenten.schemas.inhoud import InhoudField
from servicekit.levels import LABELS
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import (
    DateField,
    IdentityField,
    ReferenceField,
    RsinField,
    SelfField,
    UtcDateTimeField,
)
from servicekit.representations.schemas import GroupSchema, Schema


class OndertekeningSchema(GroupSchema):
    soort = serializers.ChoiceField(choices=enums.SOORT, help_text="De wijze van ondertekening.")
    datum = DateField(help_text="De datum waarop het informatieobject is ondertekend.")


class IntegriteitSchema(GroupSchema):
    algoritme = serializers.ChoiceField(choices=enums.ALGORITME, help_text="Het algoritme van de checksum.")
    waarde = serializers.CharField(max_length=128, help_text="De waarde van de checksum.")
    datum = DateField(help_text="De datum waarop de checksum is gemaakt.")


class BestandsDeelSchema(Schema):
    url = SelfField()
    volgnummer = serializers.IntegerField(read_only=True, help_text="De plaats van dit deel in het bestand, vanaf 1.")
    omvang = serializers.IntegerField(read_only=True, help_text="De grootte van dit deel in bytes.")
    voltooid = serializers.BooleanField(read_only=True, help_text="Of dit deel in zijn geheel is ontvangen.")
    lock = serializers.CharField(read_only=True, help_text="Het lock-id van het informatieobject.")


class VersieSchema(Schema):
    url = SelfField()
    identificatie = IdentityField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="De unieke identificatie binnen de bronorganisatie; wordt gegenereerd als zij leeg is.",
    )
    bronorganisatie = RsinField(help_text="Het RSIN van de organisatie die het informatieobject heeft vastgelegd.")
    creatiedatum = DateField(help_text="De datum waarop het informatieobject is ontstaan.")
    titel = serializers.CharField(max_length=200, help_text="De naam waaronder het informatieobject bekend is.")
    vertrouwelijkheidaanduiding = serializers.ChoiceField(
        choices=LABELS,
        required=False,
        allow_blank=True,
        help_text="Mate van openbaarheid; van het INFORMATIEOBJECTTYPE als zij leeg is.",
    )
    isGereedVoorPublicatie = serializers.BooleanField(
        required=False, allow_null=True, help_text="Of het gepubliceerd kan worden; `null` als dat niet bekend is."
    )
    tonenAanInitiator = serializers.BooleanField(
        default=False, help_text="Of het aan de initiator van de zaak getoond mag worden."
    )
    auteur = serializers.CharField(max_length=200, help_text="Wie verantwoordelijk is voor de inhoud.")
    status = serializers.ChoiceField(
        choices=enums.STATUS, required=False, allow_blank=True, help_text="De stand van zaken."
    )
    inhoudIsVervallen = serializers.BooleanField(
        required=False, allow_null=True, help_text="Of de inhoud niet langer geldig is."
    )
    formaat = serializers.CharField(
        max_length=255, required=False, allow_blank=True, help_text="Het mediatype, bijvoorbeeld application/pdf."
    )
    taal = serializers.CharField(
        min_length=3, max_length=3, help_text="De taal van de inhoud, als code van ISO 639-2/B: `dut`."
    )
    versie = serializers.IntegerField(read_only=True, help_text="Het nummer van de versie, vanaf 1.")
    beginRegistratie = UtcDateTimeField(read_only=True, help_text="Het moment waarop deze versie is vastgelegd.")
    bestandsnaam = serializers.CharField(
        max_length=255, required=False, allow_blank=True, help_text="De naam van het bestand, met extensie."
    )
    inhoud = ReferenceField(
        read_only=True, allow_null=True, help_text="De URL waar de inhoud van deze versie te downloaden is."
    )
    bestandsomvang = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=2**63 - 1, help_text="De grootte in bytes."
    )
    link = serializers.URLField(
        max_length=200, required=False, allow_blank=True, help_text="Een URL waar de inhoud op te vragen is."
    )
    beschrijving = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="Een beschrijving van de inhoud."
    )
    ontvangstdatum = DateField(
        required=False, allow_null=True, help_text="Verouderd: de datum waarop het is ontvangen."
    )
    verzenddatum = DateField(required=False, allow_null=True, help_text="Verouderd: de datum waarop het is verzonden.")
    indicatieGebruiksrecht = serializers.BooleanField(
        required=False,
        allow_null=True,
        help_text="Of er voorwaarden aan het gebruik zijn; `null` als dat niet bekend is.",
    )
    verschijningsvorm = serializers.CharField(
        required=False, allow_blank=True, help_text="De essentiële kenmerken van de opmaak."
    )
    ondertekening = OndertekeningSchema(required=False, allow_null=True, help_text="De rechtskracht.")
    integriteit = IntegriteitSchema(
        required=False, allow_null=True, help_text="Waaraan te zien is dat het bestand volledig en onbeschadigd is."
    )
    informatieobjecttype = ReferenceField(
        max_length=200, help_text="URL-referentie naar het gepubliceerde INFORMATIEOBJECTTYPE (in de Catalogi API)."
    )
    bestandsdelen = BestandsDeelSchema(
        many=True, read_only=True, help_text="De delen van een upload die nog niet compleet is."
    )
    trefwoorden = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Een lijst van trefwoorden."
    )

    class Meta:
        model = Versie


class EnkelvoudigInformatieObjectSchema(VersieSchema):
    locked = serializers.BooleanField(
        read_only=True,
        source="informatieobject.locked",
        help_text="Of het gelockt is; alleen dan kan het worden gewijzigd.",
    )

    class Meta:
        model = EnkelvoudigInformatieObject

    def to_representation(self, informatieobject: EnkelvoudigInformatieObject) -> dict[str, Any]:
        return super().to_representation(informatieobject.current)


class EnkelvoudigInformatieObjectCreateLockSchema(EnkelvoudigInformatieObjectSchema):
    lock = serializers.CharField(
        read_only=True, help_text="Het lock-id als het bij het aanmaken gelockt is; anders leeg."
    )


class EnkelvoudigInformatieObjectCreateLockRequestSchema(VersieSchema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "informatieobjecttype": example_url("ztc:informatieobjecttypen/0b7d5e92-41c8-4a6f-9e35-8f2c6d1b4a22"),
        "bronorganisatie": "851234562",
        "creatiedatum": "2025-03-03",
        "titel": "Melding van een losse stoeptegel",
        "auteur": "Jip Voorbeeld",
        "taal": "dut",
        "formaat": "text/plain",
        "bestandsnaam": "melding.txt",
        "bestandsomvang": 33,
        "inhoud": "RGUgdGVnZWwgdm9vciBudW1tZXIgMTIgbGlndCBsb3Mu",
        "indicatieGebruiksrecht": False,
    }

    inhoud = InhoudField(
        required=False, allow_null=True, write_only=True, help_text="De inhoud van het bestand, als base64."
    )


class EnkelvoudigInformatieObjectWithLockRequestSchema(EnkelvoudigInformatieObjectCreateLockRequestSchema):
    lock = serializers.CharField(write_only=True, help_text="Het lock-id dat bij het locken is gegeven.")
