# SPDX-License-Identifier: EUPL-1.2
from django.contrib.postgres.fields import ArrayField
from django.db import models

from catalogi.models import on_date
from catalogi.models.catalogussen import Catalogus
from catalogi.models.versions import no_overlap
from servicekit.references import own
from servicekit.representations.model import Represented

_USED_BY = (
    "FROM catalogi_zaaktypeinformatieobjecttype t"
    " JOIN catalogi_zaaktype v ON v.id = t.zaaktype_id AND v.catalogus_id = r.catalogus_id"
)
_WITH_THIS = "WHERE t.informatieobjecttype = r.omschrijving"

_BESLUITTYPEN = (
    "FROM catalogi_besluittype v"
    " WHERE v.catalogus_id = r.catalogus_id AND v.informatieobjecttypen @> ARRAY[r.omschrijving]"
)


class InformatieObjectType(Represented):
    """One version of a document type; versions share their omschrijving."""

    resource = "informatieobjecttype"
    collection = "informatieobjecttypen"
    channel = "informatieobjecttypen"
    by_day = {
        "zaaktypen": on_date.urls(
            "zaaktypen",
            f"SELECT v.uuid, min(v.id) AS place {_USED_BY} AND {on_date.VALID} {_WITH_THIS} GROUP BY v.uuid",
        ),
        "zaaktypeIdentificaties": on_date.names("v.identificatie", f"{_USED_BY} {_WITH_THIS}"),
        "besluittypen": on_date.urls(
            "besluittypen", f"SELECT v.uuid, v.id AS place {_BESLUITTYPEN} AND {on_date.VALID}"
        ),
        "besluittypeOmschrijving": on_date.names("v.omschrijving", _BESLUITTYPEN),
        **on_date.object_period(
            "FROM catalogi_informatieobjecttype v"
            " WHERE v.catalogus_id = r.catalogus_id AND v.omschrijving = r.omschrijving"
        ),
    }

    catalogus = models.ForeignKey(Catalogus, to_field="uuid", on_delete=models.PROTECT, related_name="+")
    omschrijving = models.CharField(max_length=80)
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    begin_geldigheid = models.DateField()
    einde_geldigheid = models.DateField(null=True)
    concept = models.BooleanField()
    informatieobjectcategorie = models.CharField(max_length=80)
    trefwoord = ArrayField(models.CharField(max_length=30))
    omschrijving_generiek = models.JSONField(null=True)

    class Meta:
        constraints = [
            no_overlap("ztc_016_informatieobjecttype", "omschrijving"),
            models.CheckConstraint(
                condition=models.Q(einde_geldigheid__gte=models.F("begin_geldigheid")),
                name="ztc_geldigheid_informatieobjecttype",
            ),
        ]
        indexes = [
            models.Index(fields=["catalogus", "omschrijving"], name="iot_versies"),
            models.Index(fields=["omschrijving"], name="iot_omschrijving"),
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
