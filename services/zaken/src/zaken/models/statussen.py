# SPDX-License-Identifier: EUPL-1.2
from functools import cached_property

from django.db import models

from servicekit.references import uuid_in
from servicekit.representations.model import Represented, ShownBy
from zaken.models.rollen import Rol
from zaken.models.zaken import Zaak
from zaken.rules import zrc_status


class Status(Represented):
    """A step in the life of a case; the one with the latest datumStatusGezet is the case's status."""

    main_field = "zaak"
    resource = "status"
    collection = "statussen"
    shown_by = (ShownBy("zaak", "status", one=True, where="c.is_last"), ShownBy("rol", "statussen"))
    constraints = {"status_datum_uniek": zrc_status.NOT_UNIQUE}

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="+")
    statustype = models.CharField(max_length=1000)
    datum_status_gezet = models.DateTimeField()
    statustoelichting = models.CharField(max_length=1000)
    gezetdoor = models.CharField(max_length=200)
    is_last = models.BooleanField()  #: indicatieLaatstGezetteStatus, kept so that it can be filtered on

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zaak", "datum_status_gezet"], name="status_datum_uniek"),
            models.UniqueConstraint(fields=["zaak"], condition=models.Q(is_last=True), name="status_een_laatste"),
        ]

    @cached_property
    def rol(self) -> Rol | None:
        """The rol that set it; it may have been taken away since."""
        uuid = uuid_in(self.gezetdoor, Rol.collection)
        return Rol.objects.filter(uuid=uuid).first() if uuid else None

    @property
    def weergave(self) -> str:
        return f"({self.zaak.weergave}) - {self.datum_status_gezet:%Y-%m-%d %H:%M}"
