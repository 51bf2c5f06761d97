# SPDX-License-Identifier: EUPL-1.2
"""The shape of a zaak."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from servicekit.levels import LABELS
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import (
    DateField,
    DurationField,
    FilledChoiceField,
    IdentityField,
    LinkField,
    LinkListField,
    ReferenceField,
    RsinField,
    SelfField,
    UtcDateTimeField,
)
from servicekit.representations.schemas import GroupSchema, Schema, snake
from zaken.models import Zaak, enums

_BLANK = "De identificatie bestaat alleen uit spaties. Geef een identificatie of laat haar leeg."
#: what says when and how a zaak is destroyed or handed over
_ARCHIVE = ("archiefnominatie", "archiefstatus", "archiefactiedatum", "startdatumBewaartermijn")
_NO_GEOMETRY = "Zaakgeometrie wordt nog niet ondersteund. Laat dit veld weg of stuur null."


class VerlengingSchema(GroupSchema):
    reden = serializers.CharField(max_length=200, help_text="Omschrijving van de reden voor het verlengen.")
    duur = DurationField(help_text="Het aantal werkbare dagen waarmee de doorlooptijd is verlengd (ISO 8601-duur).")


class OpschortingSchema(GroupSchema):
    always_shown = True

    indicatie = serializers.BooleanField(help_text="Of de behandeling tijdelijk is opgeschort.")
    reden = serializers.CharField(
        max_length=200, allow_blank=True, help_text="Omschrijving van de reden voor het opschorten of opheffen."
    )

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        return super().to_representation({"indicatie": False, **instance})


def _processobject(help_text: str) -> serializers.CharField:
    return serializers.CharField(max_length=250, allow_blank=True, help_text=help_text)


class ProcessobjectSchema(GroupSchema):
    always_shown = True

    datumkenmerk = _processobject("Naam van de datumeigenschap van het object.")
    identificatie = _processobject("Unieke aanduiding van het object.")
    objecttype = _processobject("Het soort object.")
    registratie = _processobject("De registratie waar het object in voorkomt.")


class RelevanteZaakSchema(Schema):
    url = ReferenceField(help_text="URL-referentie naar de ZAAK.")
    aardRelatie = serializers.ChoiceField(choices=enums.AARD_RELATIE, help_text="De aard van de relatie.")


class KenmerkSchema(Schema):
    kenmerk = serializers.CharField(max_length=40, help_text="Identificeert de zaak uniek bij een andere organisatie.")
    bron = serializers.CharField(max_length=40, help_text="De aanduiding van de registratie waar het kenmerk op slaat.")


class ZaakSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
        "bronorganisatie": "851234562",
        "verantwoordelijkeOrganisatie": "851234562",
        "startdatum": "2025-03-03",
        "omschrijving": "Losse stoeptegel in de Lindelaan",
        "toelichting": "Gemeld via de website; er is bijna iemand over gevallen.",
        "kenmerken": [{"kenmerk": "MELDING-2025-417", "bron": "Meldpunt openbare ruimte"}],
    }

    url = SelfField()
    uuid = serializers.UUIDField(read_only=True, help_text="Unieke resource identifier (UUID4)")
    identificatie = IdentityField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="De unieke identificatie van de ZAAK binnen de bronorganisatie; wordt gegenereerd als zij leeg is.",
    )
    bronorganisatie = RsinField(help_text="Het RSIN van de organisatie die de zaak heeft gecreëerd.")
    omschrijving = serializers.CharField(
        max_length=80, required=False, allow_blank=True, help_text="Een korte omschrijving van de zaak."
    )
    toelichting = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="Een toelichting op de zaak."
    )
    zaaktype = ReferenceField(help_text="URL-referentie naar het gepubliceerde ZAAKTYPE (in de Catalogi API).")
    registratiedatum = DateField(
        required=False, help_text="De datum waarop de zaak is geregistreerd; vandaag als zij ontbreekt."
    )
    verantwoordelijkeOrganisatie = RsinField(
        help_text="Het RSIN van de organisatie die eindverantwoordelijk is voor de behandeling."
    )
    startdatum = DateField(help_text="De datum waarop met de uitvoering van de zaak is gestart.")
    einddatum = DateField(
        read_only=True, allow_null=True, help_text="De datum waarop de uitvoering van de zaak is afgerond."
    )
    einddatumGepland = DateField(
        required=False, allow_null=True, help_text="De datum waarop volgens planning de behandeling is afgerond."
    )
    uiterlijkeEinddatumAfdoening = DateField(
        required=False, allow_null=True, help_text="De laatste datum waarop volgens wet- en regelgeving is afgerond."
    )
    publicatiedatum = DateField(
        required=False, allow_null=True, help_text="Datum waarop (het starten van) de zaak gepubliceerd is of wordt."
    )
    communicatiekanaal = ReferenceField(
        required=False, allow_blank=True, help_text="URL-referentie naar het medium van de communicatie."
    )
    productenOfDiensten = serializers.ListField(
        child=ReferenceField(), required=False, help_text="Producten of diensten die door de zaak worden voortgebracht."
    )
    vertrouwelijkheidaanduiding = FilledChoiceField(
        choices=LABELS, help_text="Mate van openbaarheid; van het ZAAKTYPE als zij leeg is."
    )
    betalingsindicatie = serializers.ChoiceField(
        choices=enums.BETALINGSINDICATIE,
        required=False,
        allow_blank=True,
        help_text="Of de met de zaak gemoeide kosten betaald zijn.",
    )
    betalingsindicatieWeergave = serializers.SerializerMethodField(help_text="De betalingsindicatie in woorden.")
    laatsteBetaaldatum = UtcDateTimeField(
        required=False, allow_null=True, help_text="Het moment waarop de laatste betaling is verwerkt."
    )
    verlenging = VerlengingSchema(required=False, allow_null=True, help_text="Gegevens over de verlenging.")
    opschorting = OpschortingSchema(required=False, allow_null=True, help_text="Gegevens over de opschorting.")
    selectielijstklasse = ReferenceField(
        required=False, allow_blank=True, help_text="URL-referentie naar de selectielijstklasse."
    )
    hoofdzaak = LinkField(
        required=False, allow_null=True, help_text="URL-referentie naar de ZAAK waar dit een deel van is."
    )
    deelzaken = LinkListField(source="shown.deelzaken", help_text="URL-referenties naar deelzaken.")
    relevanteAndereZaken = RelevanteZaakSchema(
        many=True, required=False, source="relevante_andere_zaken", help_text="Andere relevante zaken."
    )
    eigenschappen = LinkListField(help_text="URL-referenties naar zaakeigenschappen.")
    rollen = LinkListField(source="shown.rollen", help_text="URL-referenties naar rollen.")
    status = ReferenceField(
        source="shown.status",
        read_only=True,
        allow_null=True,
        help_text="URL-referentie naar de laatst gezette STATUS.",
    )
    zaakinformatieobjecten = LinkListField(
        source="shown.zaakinformatieobjecten", help_text="URL-referenties naar zaakinformatieobjecten."
    )
    zaakobjecten = LinkListField(help_text="URL-referenties naar zaakobjecten.")
    kenmerken = KenmerkSchema(many=True, required=False, help_text="Kenmerken van de zaak in andere registraties.")
    archiefnominatie = serializers.ChoiceField(
        choices=enums.ARCHIEFNOMINATIE,
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text="Of het zaakdossier blijvend bewaard of na een termijn vernietigd moet worden.",
    )
    archiefstatus = serializers.ChoiceField(
        choices=enums.ARCHIEFSTATUS, default="nog_te_archiveren", help_text="Of het zaakdossier gearchiveerd is."
    )
    archiefactiedatum = DateField(
        required=False, allow_null=True, help_text="De datum waarop het dossier vernietigd of overgebracht wordt."
    )
    resultaat = ReferenceField(
        source="shown.resultaat", read_only=True, allow_null=True, help_text="URL-referentie naar het RESULTAAT."
    )
    opdrachtgevendeOrganisatie = RsinField(
        required=False, allow_blank=True, help_text="Het RSIN van de krachtens publiekrecht ingestelde opdrachtgever."
    )
    processobjectaard = serializers.CharField(
        max_length=200, required=False, allow_blank=True, allow_null=True, help_text="Het soort procesobject."
    )
    startdatumBewaartermijn = DateField(
        required=False, allow_null=True, help_text="Het einde van de procestermijn, waarop de bewaartermijn begint."
    )
    processobject = ProcessobjectSchema(required=False, allow_null=True, help_text="Specificatie van het procesobject.")

    class Meta:
        model = Zaak

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        # Geometry is not kept yet; to take it and lose it would be worse than to refuse it.
        given = isinstance(data, Mapping) and data.get("zaakgeometrie") is not None
        refused = {"zaakgeometrie": [ErrorDetail(_NO_GEOMETRY, "invalid")]} if given else {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**error.detail, **refused}) from error
        if refused:
            raise serializers.ValidationError(refused)
        if not self.partial:
            # A PUT of a closed zaak that leaves them out keeps them, which its action can only do when it knows.
            values["left_out"] = [snake(name) for name in _ARCHIVE if name not in data]
        return values

    def validate_identificatie(self, identificatie: str) -> str:
        """Refuse a number that nobody can see; an empty one asks for a number (zrc-002)."""
        if identificatie and not identificatie.strip():
            raise serializers.ValidationError(_BLANK, "blank")
        return identificatie

    def get_betalingsindicatieWeergave(self, zaak: Zaak) -> str:
        return enums.BETALINGSINDICATIE.get(zaak.betalingsindicatie, "")
