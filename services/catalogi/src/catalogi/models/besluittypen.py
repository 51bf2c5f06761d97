# SPDX-License-Identifier: EUPL-1.2
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from catalogi.models import on_date
from catalogi.models.catalogussen import Catalogus
from catalogi.models.versions import no_overlap
from servicekit.references import own
from servicekit.representations.model import Represented

_ZAAKTYPEN = (
    "FROM catalogi_zaaktype v WHERE v.catalogus_id = r.catalogus_id AND v.besluittypen @> ARRAY[r.omschrijving]"
)
_RESULTAATTYPEN = (
    "FROM catalogi_resultaattype t JOIN catalogi_zaaktype v ON v.id = t.zaaktype_id AND v.catalogus_id = r.catalogus_id"
    " WHERE t.besluittypen @> ARRAY[r.omschrijving]"
)


class BesluitType(Represented):
    """One version of a kind of decision; versions share their omschrijving."""

    resource = "besluittype"
    collection = "besluittypen"
    channel = "besluittypen"
    by_day = {
        "zaaktypen": on_date.urls("zaaktypen", f"SELECT v.uuid, v.id AS place {_ZAAKTYPEN} AND {on_date.VALID}"),
        "zaaktypeIdentificaties": on_date.names("v.identificatie", _ZAAKTYPEN),
        "informatieobjecttypen": on_date.urls(
            "informatieobjecttypen",
            on_date.versions_of_names(
                "r.informatieobjecttypen", "catalogi_informatieobjecttype", "omschrijving", "r.catalogus_id"
            ),
        ),
        # Those of zaaktypen that are valid: a resultaattype has the period of its zaaktype.
        "resultaattypen": on_date.urls(
            "resultaattypen", f"SELECT t.uuid, t.id AS place {_RESULTAATTYPEN} AND {on_date.VALID}"
        ),
        "resultaattypenOmschrijving": on_date.names("t.omschrijving", _RESULTAATTYPEN),
        **on_date.object_period(
            "FROM catalogi_besluittype v WHERE v.catalogus_id = r.catalogus_id AND v.omschrijving = r.omschrijving"
        ),
    }

    catalogus = models.ForeignKey(Catalogus, to_field="uuid", on_delete=models.PROTECT, related_name="+")
    omschrijving = models.CharField(max_length=80)
    omschrijving_generiek = models.CharField(max_length=80)
    besluitcategorie = models.CharField(max_length=40)
    reactietermijn = models.CharField(max_length=100, null=True)
    publicatie_indicatie = models.BooleanField()
    publicatietekst = models.TextField()
    publicatietermijn = models.CharField(max_length=100, null=True)
    toelichting = models.TextField()
    informatieobjecttypen = ArrayField(models.CharField(max_length=80))  #: omschrijvingen
    begin_geldigheid = models.DateField()
    einde_geldigheid = models.DateField(null=True)
    concept = models.BooleanField()

    class Meta:
        constraints = [
            no_overlap("ztc_016_besluittype", "omschrijving"),
            models.CheckConstraint(
                condition=models.Q(einde_geldigheid__gte=models.F("begin_geldigheid")),
                name="ztc_geldigheid_besluittype",
            ),
        ]
        indexes = [
            models.Index(fields=["catalogus", "omschrijving"], name="besluittype_versies"),
            models.Index(fields=["omschrijving"], name="besluittype_omschrijving"),
            GinIndex(fields=["informatieobjecttypen"], name="besluittype_documenten"),
        ]

    @property
    def weergave(self) -> str:
        return f"{self.omschrijving} ({self.begin_geldigheid})"

    @property
    def notified(self) -> dict[str, str]:
        return {"catalogus": own("ztc", Catalogus.collection, self.catalogus_id)}

    @property
    def versie_van(self) -> str:
        """The name that it shares with its other versions."""
        return self.omschrijving
