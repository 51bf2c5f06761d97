# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from servicekit.references import absolute
from servicekit.representations.model import Represented, ShownBy
from zaken.models.statussen import Status
from zaken.models.zaken import Zaak


class ZaakInformatieObject(Represented):
    """The relation between a case and a document, led here and mirrored in the Documenten API (zrc-005).

    `state` says how far the pair is: `held` until the mirror is known to be made, `deleting` until it is known to be
    gone, empty when both sides agree. `event` is the journal line that is held meanwhile.
    """

    main_field = "zaak"
    resource = "zaakinformatieobject"
    visible = "r.state <> 'deleting'"
    collection = "zaakinformatieobjecten"
    shown_by = (
        ShownBy("zaak", "zaakinformatieobjecten", ("state",), where="c.state <> 'deleting'"),
        ShownBy("status", "zaakinformatieobjecten", ("state",), where="c.state <> 'deleting'"),
    )

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="+")
    informatieobject = models.CharField(max_length=1000, db_index=True)
    aard_relatie_weergave = models.CharField(max_length=40)
    titel = models.CharField(max_length=200)
    beschrijving = models.TextField()
    registratiedatum = models.DateTimeField()
    vernietigingsdatum = models.DateTimeField(null=True)
    status = models.ForeignKey(Status, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10)
    event = models.UUIDField(null=True)
    changed = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zaak", "informatieobject"], name="zrc_004_uniek")]
        indexes = [
            models.Index(fields=["changed"], name="zio_unfinished", condition=~models.Q(state="")),
        ]

    @property
    def weergave(self) -> str:
        return f"({self.zaak.weergave}) - {self.titel or absolute(self.informatieobject)}"
