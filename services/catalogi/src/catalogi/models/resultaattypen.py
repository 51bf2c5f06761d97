# SPDX-License-Identifier: EUPL-1.2
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from catalogi.models import on_date
from catalogi.models.zaaktypen import ZaakType
from catalogi.rules import ztc_uniek
from servicekit.representations.model import Represented, ShownBy

_CATALOGUS = "(SELECT catalogus_id FROM catalogi_zaaktype z WHERE z.id = r.zaaktype_id)"


class ResultaatType(Represented):
    """An outcome that zaken of a zaaktype can have, and what it means for keeping their dossier."""

    main_field = "zaaktype"
    resource = "resultaattype"
    collection = "resultaattypen"
    notifies = ()
    shown_by = (
        ShownBy("zaaktype", "resultaattypen"),
        ShownBy("zaaktype", "resultaattype_omschrijvingen", ("omschrijving",), of="omschrijving"),
    )
    constraints = {"ztc_uniek_resultaattype": ztc_uniek.RESULTAATTYPE}
    by_day = {
        "besluittypen": on_date.urls(
            "besluittypen",
            on_date.versions_of_names("r.besluittypen", "catalogi_besluittype", "omschrijving", _CATALOGUS),
        ),
        "informatieobjecttypen": on_date.urls(
            "informatieobjecttypen",
            on_date.versions_of_names(
                "r.informatieobjecttypen",
                "catalogi_informatieobjecttype",
                "omschrijving",
                _CATALOGUS,
            ),
        ),
        **on_date.OF_ZAAKTYPE,
    }

    zaaktype = models.ForeignKey(ZaakType, on_delete=models.CASCADE, related_name="+")
    omschrijving = models.CharField(max_length=30)
    resultaattypeomschrijving = models.CharField(max_length=1000)
    omschrijving_generiek = models.CharField(max_length=200)
    selectielijstklasse = models.CharField(max_length=1000)
    toelichting = models.TextField()
    archiefnominatie = models.CharField(max_length=16)
    archiefactietermijn = models.CharField(max_length=100, null=True)
    brondatum_archiefprocedure = models.JSONField(null=True)
    procesobjectaard = models.CharField(max_length=200, null=True)
    indicatie_specifiek = models.BooleanField(null=True)
    procestermijn = models.CharField(max_length=100, null=True)
    besluittypen = ArrayField(models.CharField(max_length=80), default=list, db_default=[])  #: omschrijvingen
    informatieobjecttypen = ArrayField(models.CharField(max_length=80))  #: omschrijvingen

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zaaktype", "omschrijving"], name="ztc_uniek_resultaattype"),
        ]
        indexes = [GinIndex(fields=["besluittypen"], name="resultaattype_besluittypen")]

    @property
    def weergave(self) -> str:
        return f"({self.zaaktype.weergave}) - {self.omschrijving}"
