# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from catalogi.models import on_date
from catalogi.models.zaaktypen import ZaakType
from servicekit.representations.model import Represented, ShownBy


class StatusType(Represented):
    """A step that zaken of a zaaktype can be in; the one with the highest volgnummer closes them."""

    main_field = "zaaktype"
    resource = "statustype"
    collection = "statustypen"
    notifies = ()
    shown_by = (ShownBy("zaaktype", "statustypen", ("volgnummer",), order="c.volgnummer, c.id"),)
    by_day = on_date.OF_ZAAKTYPE

    zaaktype = models.ForeignKey(ZaakType, on_delete=models.CASCADE, related_name="+")
    omschrijving = models.CharField(max_length=80)
    omschrijving_generiek = models.CharField(max_length=80)
    statustekst = models.CharField(max_length=1000)
    volgnummer = models.SmallIntegerField()
    is_eindstatus = models.BooleanField()
    informeren = models.BooleanField()
    doorlooptijd = models.CharField(max_length=100, null=True)
    toelichting = models.CharField(max_length=1000, null=True)
    checklistitem_statustype = models.JSONField()

    @property
    def weergave(self) -> str:
        return f"({self.zaaktype.weergave}) - {self.omschrijving}"
