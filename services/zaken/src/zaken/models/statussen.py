# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from servicekit.database import sql
from servicekit.references import own
from servicekit.representations.model import Represented
from zaken.models.zaken import Zaak


class Status(Represented):
    """A step in the life of a case; the one with the latest datumStatusGezet is the case's status."""

    main_field = "zaak"
    resource = "status"
    collection = "statussen"

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

    @property
    def zaakinformatieobjecten(self) -> list[str]:
        """References to the relations with documents that belong to it; a new status has none."""
        if self.pk is None:
            return []
        found = sql.rows(
            "SELECT uuid FROM zaken_zaakinformatieobject WHERE status_id = %s AND state <> 'deleting' ORDER BY id",
            [self.pk],
        )
        return [own("zrc", "zaakinformatieobjecten", uuid) for (uuid,) in found]

    @property
    def weergave(self) -> str:
        return f"({self.zaak.weergave}) - {self.datum_status_gezet:%Y-%m-%d %H:%M}"
