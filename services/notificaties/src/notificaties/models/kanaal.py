# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable

from django.db import models

from notificaties.rules import nrc_kanaal
from servicekit.database import instances
from servicekit.representations.model import Represented


class Kanaal(Represented):
    """A subject that notifications are published on; `filters` are the names of the kenmerken they may have."""

    resource = "kanaal"
    collection = "kanaal"
    audited = False
    constraints = {"nrc_kanaal_naam": nrc_kanaal.NOT_UNIQUE}

    naam = models.CharField(max_length=50)
    documentatie_link = models.CharField(max_length=200)
    filters = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["naam"], name="nrc_kanaal_naam")]

    @property
    def weergave(self) -> str:
        return self.naam


def hold_kanalen(names: Iterable[str]) -> dict[str, list[str]]:
    """The filters of kanalen by their naam; until the transaction ends nobody changes them."""
    found = instances.select(Kanaal, "naam = ANY(%s) ORDER BY id FOR SHARE", [sorted(set(names))])
    return {each.naam: each.filters for each in found}
