# SPDX-License-Identifier: EUPL-1.2
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from catalogi.models import on_date
from catalogi.models.catalogussen import Catalogus
from catalogi.models.versions import no_overlap
from servicekit.references import own
from servicekit.representations.model import Represented, ShownBy

#: one of gerelateerdeZaaktypen: by name in the same catalogus, else by the reference it was given as
_RELATED = f"""
SELECT '[' || COALESCE(string_agg('{{"zaaktype":' || CASE WHEN g.item ->> 'url' = '' THEN COALESCE(
        (SELECT {on_date.url("zaaktypen", "v.uuid")} FROM catalogi_zaaktype v WHERE v.catalogus_id = r.catalogus_id
         AND v.identificatie = g.item ->> 'zaaktypeIdentificatie' AND {on_date.VALID}), '""')
    WHEN g.item ->> 'url' LIKE 'ztc:%%' THEN {on_date.marked("g.item ->> 'url'")}
    ELSE (g.item -> 'url')::text END
    || ',"zaaktypeIdentificatie":' || (g.item -> 'zaaktypeIdentificatie')::text
    || ',"aardRelatie":' || (g.item -> 'aardRelatie')::text
    || ',"toelichting":' || (g.item -> 'toelichting')::text || '}}', ',' ORDER BY g.place), '') || ']'
FROM jsonb_array_elements(r.gerelateerde_zaaktypen) WITH ORDINALITY g(item, place)
"""


class ZaakType(Represented):
    """One version of a case type. Versions share their identificatie, and all have rows of their own for what belongs
    to them; to other types it refers by name.
    """

    resource = "zaaktype"
    collection = "zaaktypen"
    channel = "zaaktypen"
    shown_by = (
        ShownBy(
            "kinderen",
            "zaaktype",
            ("identificatie", "catalogus_id", "begin_geldigheid", "einde_geldigheid"),
            below=True,
        ),
    )
    by_day = {
        "informatieobjecttypen": on_date.urls(
            "informatieobjecttypen",
            "SELECT v.uuid, min(t.volgnummer) AS place FROM catalogi_zaaktypeinformatieobjecttype t"
            " JOIN catalogi_informatieobjecttype v ON v.catalogus_id = r.catalogus_id"
            f" AND v.omschrijving = t.informatieobjecttype AND {on_date.VALID}"
            " WHERE t.zaaktype_id = r.id GROUP BY v.uuid",
        ),
        "besluittypen": on_date.urls(
            "besluittypen",
            on_date.versions_of_names("r.besluittypen", "catalogi_besluittype", "omschrijving", "r.catalogus_id"),
        ),
        "deelzaaktypen": on_date.urls(
            "zaaktypen",
            on_date.versions_of_names("r.deelzaaktypen", "catalogi_zaaktype", "identificatie", "r.catalogus_id"),
        ),
        "gerelateerdeZaaktypen": _RELATED,
        **on_date.object_period(
            "FROM catalogi_zaaktype v WHERE v.catalogus_id = r.catalogus_id AND v.identificatie = r.identificatie"
        ),
    }

    catalogus = models.ForeignKey(Catalogus, to_field="uuid", on_delete=models.PROTECT, related_name="+")
    identificatie = models.CharField(max_length=50)
    omschrijving = models.CharField(max_length=80)
    omschrijving_generiek = models.CharField(max_length=80)
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    doel = models.TextField()
    aanleiding = models.TextField()
    toelichting = models.TextField()
    indicatie_intern_of_extern = models.CharField(max_length=10)
    handeling_initiator = models.CharField(max_length=20)
    onderwerp = models.CharField(max_length=80)
    handeling_behandelaar = models.CharField(max_length=20)
    doorlooptijd = models.CharField(max_length=100)
    servicenorm = models.CharField(max_length=100, null=True)
    opschorting_en_aanhouding_mogelijk = models.BooleanField()
    verlenging_mogelijk = models.BooleanField()
    verlengingstermijn = models.CharField(max_length=100, null=True)
    trefwoorden = ArrayField(models.CharField(max_length=30))
    publicatie_indicatie = models.BooleanField()
    publicatietekst = models.TextField()
    verantwoordingsrelatie = ArrayField(models.CharField(max_length=40))
    producten_of_diensten = ArrayField(models.CharField(max_length=1000))
    selectielijst_procestype = models.CharField(max_length=200)
    referentieproces = models.JSONField()
    verantwoordelijke = models.CharField(max_length=50)
    broncatalogus = models.JSONField(null=True)
    bronzaaktype = models.JSONField(null=True)
    besluittypen = ArrayField(models.CharField(max_length=80), default=list, db_default=[])  #: omschrijvingen
    deelzaaktypen = ArrayField(models.CharField(max_length=50))  #: identificaties
    gerelateerde_zaaktypen = models.JSONField()  #: {url, zaaktypeIdentificatie, aardRelatie, toelichting}
    begin_geldigheid = models.DateField()
    einde_geldigheid = models.DateField(null=True)
    versiedatum = models.DateField()
    concept = models.BooleanField()

    class Meta:
        constraints = [
            no_overlap("ztc_016_zaaktype", "identificatie"),
            models.CheckConstraint(
                condition=models.Q(einde_geldigheid__gte=models.F("begin_geldigheid")), name="ztc_geldigheid_zaaktype"
            ),
        ]
        indexes = [
            models.Index(fields=["catalogus", "identificatie"], name="zaaktype_versies"),
            models.Index(fields=["identificatie"], name="zaaktype_identificatie"),
            GinIndex(fields=["besluittypen"], name="zaaktype_besluittypen"),
        ]

    @property
    def weergave(self) -> str:
        return f"{self.identificatie} ({self.begin_geldigheid})"

    @property
    def notified(self) -> dict[str, str]:
        return {"catalogus": own("ztc", Catalogus.collection, self.catalogus_id)}

    @property
    def versie_van(self) -> str:
        """The name that it shares with its other versions."""
        return self.identificatie

    @property
    def kinderen(self) -> list[Represented]:
        """All that belongs to it."""
        models_below = [each for each in apps.get_models() if getattr(each, "main_field", "") == "zaaktype"]
        return [row for each in models_below for row in each._default_manager.filter(zaaktype=self)]
