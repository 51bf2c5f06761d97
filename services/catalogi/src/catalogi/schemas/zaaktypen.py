# SPDX-License-Identifier: EUPL-1.2
"""The shape of a zaaktype; relations to other types are written by name and read as URLs."""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from rest_framework import serializers

from catalogi.models import Catalogus, ZaakType, enums
from catalogi.schemas.relations import KeyField, NameField, NameListField, NamesField
from servicekit.levels import LABELS
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import (
    DateField,
    DurationField,
    LinkListField,
    ReferenceField,
    RsinField,
    SelfField,
)
from servicekit.representations.schemas import GroupSchema, Schema


class ReferentieProcesSchema(GroupSchema):
    naam = serializers.CharField(max_length=80, help_text="De naam van het referentieproces.")
    link = ReferenceField(
        max_length=200, required=False, allow_blank=True, help_text="De URL waar het referentieproces is beschreven."
    )


class BronCatalogusSchema(GroupSchema):
    always_shown = True

    # Each may be empty, since an answer shows the group so when it is not set, and clients send it back.
    url = ReferenceField(max_length=200, allow_blank=True, help_text="URL-referentie naar de CATALOGUS.")
    domein = serializers.CharField(max_length=5, allow_blank=True, help_text="Het domein van de CATALOGUS.")
    rsin = RsinField(allow_blank=True, help_text="Het RSIN van de eigenaar van de CATALOGUS.")


class BronZaaktypeSchema(GroupSchema):
    always_shown = True

    url = ReferenceField(max_length=200, allow_blank=True, help_text="URL-referentie naar het ZAAKTYPE.")
    identificatie = serializers.CharField(max_length=50, allow_blank=True, help_text="De identificatie ervan.")
    omschrijving = serializers.CharField(max_length=80, allow_blank=True, help_text="De omschrijving ervan.")


class ZaakTypenRelatieSchema(Schema):
    zaaktype = ReferenceField(
        max_length=200,
        read_only=True,
        help_text="URL-referentie naar de geldige versie van het ZAAKTYPE; leeg als er geen geldig is.",
    )
    zaaktypeIdentificatie = serializers.CharField(
        read_only=True, help_text="De identificatie van het ZAAKTYPE; leeg als het in een andere Catalogi API staat."
    )
    aardRelatie = serializers.ChoiceField(choices=enums.AARD_RELATIE, help_text="De aard van de relatie.")
    toelichting = serializers.CharField(
        max_length=255, required=False, allow_blank=True, help_text="Een toelichting op de relatie."
    )


class ZaakTypenRelatieCreateSchema(ZaakTypenRelatieSchema):
    zaaktype = NameField(
        max_length=200, help_text="De identificatie van het ZAAKTYPE, of de URL als het in een andere CATALOGUS staat."
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        # As an answer shows one that no version of is valid: who writes it back means that one.
        if isinstance(data, Mapping) and data.get("zaaktype") == "" and data.get("zaaktypeIdentificatie"):
            data = {**data, "zaaktype": data["zaaktypeIdentificatie"]}
        return super().to_internal_value(data)


class ZaakTypeSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "catalogus": example_url("ztc:catalogussen/c3e81f6a-2d94-4b57-8a10-5e9f7c2d6b33"),
        "identificatie": "MELDING-STRAAT",
        "omschrijving": "Melding over de straat",
        "doel": "De openbare ruimte heel en veilig houden",
        "aanleiding": "Iemand meldt dat er op straat iets stuk is",
        "onderwerp": "Openbare ruimte",
        "vertrouwelijkheidaanduiding": "openbaar",
        "indicatieInternOfExtern": "extern",
        "handelingInitiator": "melden",
        "handelingBehandelaar": "behandelen",
        "doorlooptijd": "P30D",
        "servicenorm": "P5D",
        "opschortingEnAanhoudingMogelijk": False,
        "verlengingMogelijk": False,
        "publicatieIndicatie": False,
        "productenOfDiensten": [],
        "referentieproces": {"naam": "Melding openbare ruimte behandelen"},
        "verantwoordelijke": "Team Openbare ruimte",
        "besluittypen": [],
        "gerelateerdeZaaktypen": [],
        "beginGeldigheid": "2025-01-01",
    }

    url = SelfField()
    identificatie = serializers.CharField(
        max_length=50, help_text="De identificatie, die versies van het ZAAKTYPE binnen de CATALOGUS delen."
    )
    omschrijving = serializers.CharField(max_length=80, help_text="Omschrijving van de aard van ZAAKen van dit type.")
    omschrijvingGeneriek = serializers.CharField(
        max_length=80, required=False, allow_blank=True, help_text="De algemeen gehanteerde omschrijving."
    )
    vertrouwelijkheidaanduiding = serializers.ChoiceField(
        choices=LABELS, help_text="Mate van openbaarheid van ZAAKen die zelf geen aanduiding hebben."
    )
    doel = serializers.CharField(help_text="Wat met een zaak van dit type wordt beoogd.")
    aanleiding = serializers.CharField(help_text="De gebeurtenis waardoor een zaak van dit type begint.")
    toelichting = serializers.CharField(required=False, allow_blank=True, help_text="Een toelichting op dit ZAAKTYPE.")
    indicatieInternOfExtern = serializers.ChoiceField(
        choices=enums.INTERN_OF_EXTERN, help_text="Of zaken van dit type van binnen of van buiten worden begonnen."
    )
    handelingInitiator = serializers.CharField(max_length=20, help_text="Wat de initiator doet, zoals aanvragen.")
    onderwerp = serializers.CharField(max_length=80, help_text="Waar zaken van dit type over gaan.")
    handelingBehandelaar = serializers.CharField(max_length=20, help_text="Wat de behandelaar doet, zoals vaststellen.")
    doorlooptijd = DurationField(help_text="De tijd waarin een zaak wettelijk afgerond moet zijn (ISO 8601-duur).")
    servicenorm = DurationField(
        required=False, allow_null=True, help_text="De tijd waarin een zaak naar verwachting is afgerond."
    )
    opschortingEnAanhoudingMogelijk = serializers.BooleanField(help_text="Of zaken opgeschort kunnen worden.")
    verlengingMogelijk = serializers.BooleanField(help_text="Of de doorlooptijd verlengd kan worden.")
    verlengingstermijn = DurationField(
        required=False, allow_null=True, help_text="De tijd waarmee de doorlooptijd verlengd kan worden."
    )
    trefwoorden = serializers.ListField(
        child=serializers.CharField(max_length=30), required=False, help_text="Trefwoorden bij dit ZAAKTYPE."
    )
    publicatieIndicatie = serializers.BooleanField(help_text="Of (het starten van) een zaak gepubliceerd moet worden.")
    publicatietekst = serializers.CharField(required=False, allow_blank=True, help_text="De tekst van de publicatie.")
    verantwoordingsrelatie = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        help_text="Hoe zaken van dit type beleidsmatig of financieel worden verantwoord.",
    )
    productenOfDiensten = serializers.ListField(
        child=ReferenceField(), help_text="De producten of diensten die zaken van dit type voortbrengen."
    )
    selectielijstProcestype = ReferenceField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="URL-referentie naar het PROCESTYPE in de Selectielijst API.",
    )
    referentieproces = ReferentieProcesSchema(help_text="Het referentieproces dat aan dit ZAAKTYPE ten grondslag ligt.")
    verantwoordelijke = serializers.CharField(max_length=50, help_text="Wie verantwoordelijk is voor de uitvoering.")
    zaakobjecttypen = LinkListField(
        source="shown.zaakobjecttypen", help_text="URL-referenties naar de ZAAKOBJECTTYPEn van dit ZAAKTYPE."
    )
    broncatalogus = BronCatalogusSchema(required=False, help_text="De CATALOGUS waaraan dit ZAAKTYPE is ontleend.")
    bronzaaktype = BronZaaktypeSchema(required=False, help_text="Het ZAAKTYPE waaraan dit ZAAKTYPE is ontleend.")
    catalogus = KeyField(
        Catalogus.collection, help_text="URL-referentie naar de CATALOGUS waartoe dit ZAAKTYPE behoort."
    )
    statustypen = LinkListField(source="shown.statustypen", help_text="URL-referenties naar de STATUSTYPEn.")
    resultaattypen = LinkListField(source="shown.resultaattypen", help_text="URL-referenties naar de RESULTAATTYPEn.")
    resultaattypeOmschrijving = NameListField(
        source="shown.resultaattype_omschrijvingen", help_text="De omschrijvingen van de RESULTAATTYPEn."
    )
    eigenschappen = LinkListField(source="shown.eigenschappen", help_text="URL-referenties naar de EIGENSCHAPpen.")
    informatieobjecttypen = LinkListField(help_text="URL-referenties naar de geldige INFORMATIEOBJECTTYPEn.")
    informatieobjecttypeOmschrijving = NameListField(
        source="shown.informatieobjecttype_omschrijvingen", help_text="De omschrijvingen van de INFORMATIEOBJECTTYPEn."
    )
    roltypen = LinkListField(source="shown.roltypen", help_text="URL-referenties naar de ROLTYPEn.")
    besluittypen = LinkListField(help_text="URL-referenties naar de geldige BESLUITTYPEn.")
    besluittypeOmschrijving = NameListField(
        source="besluittypen", help_text="De omschrijvingen van de BESLUITTYPEn die mogelijk zijn."
    )
    deelzaaktypen = LinkListField(
        help_text="URL-referenties naar de geldige ZAAKTYPEn waarvan zaken deelzaak kunnen zijn."
    )
    deelzaaktypeIdentificaties = NameListField(
        source="deelzaaktypen", help_text="De identificaties van de ZAAKTYPEn waarvan zaken deelzaak kunnen zijn."
    )
    gerelateerdeZaaktypen = ZaakTypenRelatieSchema(
        many=True, help_text="De ZAAKTYPEn van zaken die van belang zijn voor zaken van dit type."
    )
    beginGeldigheid = DateField(help_text="De eerste dag waarop deze versie geldig is.")
    eindeGeldigheid = DateField(
        required=False, allow_null=True, help_text="De laatste dag waarop deze versie geldig is."
    )
    beginObject = DateField(
        read_only=True, allow_null=True, help_text="De eerste dag waarop een van de versies geldig is."
    )
    eindeObject = DateField(
        read_only=True, allow_null=True, help_text="De laatste dag waarop een van de versies geldig is."
    )
    versiedatum = DateField(
        required=False,
        help_text="De dag waarop wat in deze versie is gewijzigd geldig werd; beginGeldigheid als zij leeg is.",
    )
    concept = serializers.BooleanField(read_only=True, help_text="Of dit een concept is, dat nog niet te gebruiken is.")

    class Meta:
        model = ZaakType


class ZaakTypeCreateSchema(ZaakTypeSchema):
    besluittypen = NamesField(
        beside="besluittypeOmschrijving", help_text="De omschrijvingen van de BESLUITTYPEn die mogelijk zijn."
    )
    deelzaaktypen = NamesField(
        beside="deelzaaktypeIdentificaties",
        required=False,
        help_text="De identificaties van de ZAAKTYPEn waarvan zaken deelzaak kunnen zijn.",
    )
    gerelateerdeZaaktypen = ZaakTypenRelatieCreateSchema(
        many=True, help_text="De ZAAKTYPEn van zaken die van belang zijn voor zaken van dit type."
    )


def kept() -> NoReturn:
    """Leave a field as it is when a PUT does not have it."""
    raise serializers.SkipField


class ZaakTypeUpdateSchema(ZaakTypeCreateSchema):
    # A POST takes it without, so clients leave it out of a PUT too, and do not mean to take them away.
    deelzaaktypen = NamesField(
        beside="deelzaaktypeIdentificaties",
        default=kept,
        help_text="De identificaties van de ZAAKTYPEn waarvan zaken deelzaak kunnen zijn; anders blijven zij.",
    )
