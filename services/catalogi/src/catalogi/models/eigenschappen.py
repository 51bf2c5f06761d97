# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from catalogi.models import on_date
from catalogi.models.statustypen import StatusType
from catalogi.models.zaaktypen import ZaakType
from catalogi.rules import ztc_uniek
from servicekit.representations.model import Represented, ShownBy


class Eigenschap(Represented):
    """A property that zaken of a zaaktype have a value for, and at which statustype they must have it."""

    main_field = "zaaktype"
    resource = "eigenschap"
    collection = "eigenschappen"
    notifies = ()
    shown_by = (ShownBy("zaaktype", "eigenschappen"), ShownBy("statustype", "eigenschappen"))
    constraints = {"ztc_uniek_eigenschap": ztc_uniek.EIGENSCHAP}
    by_day = on_date.OF_ZAAKTYPE

    zaaktype = models.ForeignKey(ZaakType, on_delete=models.CASCADE, related_name="+")
    naam = models.CharField(max_length=20)
    definitie = models.CharField(max_length=255)
    specificatie = models.JSONField()
    toelichting = models.CharField(max_length=1000)
    statustype = models.ForeignKey(StatusType, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zaaktype", "naam"], name="ztc_uniek_eigenschap")]

    @property
    def weergave(self) -> str:
        return f"({self.zaaktype.weergave}) - {self.naam}"
