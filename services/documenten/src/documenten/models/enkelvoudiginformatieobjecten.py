# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from documenten.rules import drc_identificatie
from servicekit.representations.model import Judged, Represented

if TYPE_CHECKING:
    from documenten.models.versies import Versie

#: what is kept of the latest version here too, because it is judged, filtered on or notified
KEPT = (
    "identificatie",
    "bronorganisatie",
    "informatieobjecttype",
    "vertrouwelijkheidaanduiding",
    "is_gereed_voor_publicatie",
    "trefwoorden",
    "versie",
)


class EnkelvoudigInformatieObject(Represented):
    """A document: its identity, its lock, and what its latest version is judged and found by.

    `niveau` is its vertrouwelijkheidaanduiding as a number, 1 (openbaar) to 8 (zeer_geheim); `lock` is empty when it
    is not locked.
    """

    resource = "enkelvoudiginformatieobject"
    collection = "enkelvoudiginformatieobjecten"
    channel = "documenten"
    judged = Judged(type="informatieobjecttype", level="niveau", ready="is_gereed_voor_publicatie")
    constraints = {"drc_identificatie": drc_identificatie.NOT_UNIQUE}

    identificatie = models.CharField(max_length=40)
    bronorganisatie = models.CharField(max_length=9)
    informatieobjecttype = models.CharField(max_length=1000)
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    niveau = models.SmallIntegerField()
    is_gereed_voor_publicatie = models.BooleanField(null=True)
    trefwoorden = ArrayField(models.TextField())
    versie = models.PositiveIntegerField()
    lock = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bronorganisatie", "identificatie"], name="drc_identificatie"),
        ]
        indexes = [
            # The predicate, the page and the count of a list in one index.
            models.Index(fields=["informatieobjecttype", "niveau", "id"], name="informatieobject_predicate"),
            models.Index(fields=["identificatie"], name="informatieobject_identificatie"),
            GinIndex(fields=["trefwoorden"], name="informatieobject_trefwoorden"),
        ]

    @property
    def weergave(self) -> str:
        return f"{self.bronorganisatie} - {self.identificatie}"

    @property
    def notified(self) -> dict[str, str]:
        return {
            "bronorganisatie": self.bronorganisatie,
            "informatieobjecttype": self.informatieobjecttype,
            "vertrouwelijkheidaanduiding": self.vertrouwelijkheidaanduiding,
        }

    def complete_sample(self, row_of: Callable[[type[models.Model]], Any]) -> None:
        """Show a version of it."""
        self.current = row_of(type(self).versies.rel.related_model)

    @property
    def locked(self) -> bool:
        """Whether somebody holds its lock (drc-009)."""
        return self.lock != ""

    @property
    def current(self) -> "Versie":
        """Its latest version."""
        if "current" not in self.__dict__:
            versie = self.versies.get(versie=self.versie)
            versie.informatieobject = self
            self.__dict__["current"] = versie
        return self.__dict__["current"]

    @current.setter
    def current(self, versie: "Versie") -> None:
        versie.informatieobject = self
        self.__dict__["current"] = versie
        for name in (*KEPT, "niveau"):
            setattr(self, name, getattr(versie, name))
