# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from servicekit.representations.model import Represented, ShownBy
from zaken.models.zaken import Zaak
from zaken.rules import zrc_resultaat


class Resultaat(Represented):
    """The outcome of a case; at most one per case."""

    main_field = "zaak"
    resource = "resultaat"
    collection = "resultaten"
    shown_by = (ShownBy("zaak", "resultaat", one=True),)
    constraints = {"zrc_resultaat_een_per_zaak": zrc_resultaat.NOT_UNIQUE}

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="+", db_index=False)
    resultaattype = models.CharField(max_length=1000, db_index=True)
    toelichting = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zaak"], name="zrc_resultaat_een_per_zaak")]

    @property
    def weergave(self) -> str:
        return f"({self.zaak.weergave}) - resultaat"
