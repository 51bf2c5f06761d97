# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from servicekit.pairs.counterparts import Counterpart
from servicekit.pairs.models import Pair
from servicekit.references import absolute, is_own
from servicekit.representations.model import ShownBy
from zaken.models.statussen import Status
from zaken.models.zaken import Zaak
from zaken.rules import zrc_004_zaakinformatieobject


def _objectinformatieobjecten(informatieobject: str) -> str:
    """The reference of the collection in which the counterpart of this document's relations is kept."""
    if is_own(informatieobject):
        return "drc:objectinformatieobjecten"
    return informatieobject.rpartition("/enkelvoudiginformatieobjecten/")[0] + "/objectinformatieobjecten"


class ZaakInformatieObject(Pair):
    """The relation between a case and a document, led here; its counterpart is in the Documenten API (zrc-005)."""

    main_field = "zaak"
    resource = "zaakinformatieobject"
    collection = "zaakinformatieobjecten"
    notifies = ("create",)  # the standard notifies the creation alone (rules 8)
    other_field = "informatieobject"
    counterpart = Counterpart(
        _objectinformatieobjecten, ours="object", theirs="informatieobject", also=(("objectType", "zaak"),)
    )
    shown_by = (
        ShownBy("zaak", "zaakinformatieobjecten", ("state",), where="c.state <> 'deleting'"),
        ShownBy("status", "zaakinformatieobjecten", ("state",), where="c.state <> 'deleting'"),
    )
    constraints = {"zrc_004_uniek": zrc_004_zaakinformatieobject.NOT_UNIQUE}

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="+")
    informatieobject = models.CharField(max_length=1000, db_index=True)
    aard_relatie_weergave = models.CharField(max_length=40)
    titel = models.CharField(max_length=200)
    beschrijving = models.TextField()
    registratiedatum = models.DateTimeField()
    vernietigingsdatum = models.DateTimeField(null=True)
    status = models.ForeignKey(Status, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zaak", "informatieobject"], name="zrc_004_uniek")]
        indexes = [
            models.Index(fields=["changed"], name="zio_unfinished", condition=~models.Q(state="")),
        ]

    @property
    def weergave(self) -> str:
        return f"({self.zaak.weergave}) - {self.titel or absolute(self.informatieobject)}"
