# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from catalogi.models import on_date
from catalogi.models.zaaktypen import ZaakType
from servicekit.representations.model import Represented, ShownBy


class RolType(Represented):
    """A part that somebody can have in zaken of a zaaktype."""

    main_field = "zaaktype"
    resource = "roltype"
    collection = "roltypen"
    notifies = ()
    shown_by = (ShownBy("zaaktype", "roltypen"),)
    by_day = on_date.OF_ZAAKTYPE

    zaaktype = models.ForeignKey(ZaakType, on_delete=models.CASCADE, related_name="+")
    omschrijving = models.CharField(max_length=100)
    omschrijving_generiek = models.CharField(max_length=80)

    @property
    def weergave(self) -> str:
        return f"({self.zaaktype.weergave}) - {self.omschrijving}"
