# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from servicekit.representations.model import Represented


class Kanaal(Represented):
    """What notifications are published on; `filters` are the names of the kenmerken they may have."""

    resource = "kanaal"
    collection = "kanaal"

    naam = models.CharField(max_length=50)
    documentatie_link = models.CharField(max_length=200)
    filters = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["naam"], name="nrc_kanaal_naam")]

    @property
    def weergave(self) -> str:
        return self.naam
