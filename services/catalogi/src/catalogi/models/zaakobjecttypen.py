# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from catalogi.models import on_date
from catalogi.models.zaaktypen import ZaakType
from servicekit.representations.model import Represented, ShownBy


class ZaakObjectType(Represented):
    """A kind of object that zaken of a zaaktype can be about."""

    main_field = "zaaktype"
    resource = "zaakobjecttype"
    collection = "zaakobjecttypen"
    notifies = ()
    shown_by = (ShownBy("zaaktype", "zaakobjecttypen"),)
    by_day = on_date.OF_ZAAKTYPE

    resultaattypen = statustypen = ()  # the standard shows these, and has no way to say which they are

    zaaktype = models.ForeignKey(ZaakType, on_delete=models.CASCADE, related_name="+")
    ander_objecttype = models.BooleanField()
    objecttype = models.CharField(max_length=200)
    relatie_omschrijving = models.CharField(max_length=80)

    @property
    def weergave(self) -> str:
        return f"({self.zaaktype.weergave}) - {self.relatie_omschrijving}"
