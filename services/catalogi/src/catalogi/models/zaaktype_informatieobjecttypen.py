# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from catalogi.models import on_date
from catalogi.models.statustypen import StatusType
from catalogi.models.zaaktypen import ZaakType
from catalogi.rules import ztc_uniek
from servicekit.representations.model import Represented, ShownBy


class ZaakTypeInformatieObjectType(Represented):
    """That zaken of a zaaktype may have documents of a type, which is named and so is any of its versions."""

    main_field = "zaaktype"
    resource = "zaakinformatieobjecttype"
    collection = "zaaktype-informatieobjecttypen"
    notifies = ()
    shown_by = (
        ShownBy(
            "zaaktype",
            "informatieobjecttype_omschrijvingen",
            ("informatieobjecttype", "volgnummer"),
            of="informatieobjecttype",
            distinct=True,
            order="min(c.volgnummer)",
        ),
    )
    constraints = {"ztc_uniek_zaakinformatieobjecttype": ztc_uniek.INFORMATIEOBJECTTYPE}
    # The URL of the valid version; the name while there is none, so that who writes back what was read loses nothing.
    by_day = {
        "informatieobjecttype": (
            f"SELECT COALESCE(min({on_date.url('informatieobjecttypen', 'v.uuid')}),"
            " to_json(r.informatieobjecttype)::text) FROM catalogi_informatieobjecttype v"
            " JOIN catalogi_zaaktype z ON z.id = r.zaaktype_id AND v.catalogus_id = z.catalogus_id"
            f" WHERE v.omschrijving = r.informatieobjecttype AND {on_date.VALID}"
        )
    }

    zaaktype = models.ForeignKey(ZaakType, on_delete=models.CASCADE, related_name="+")
    informatieobjecttype = models.CharField(max_length=80, db_index=True)  #: omschrijving
    volgnummer = models.SmallIntegerField()
    richting = models.CharField(max_length=20)
    statustype = models.ForeignKey(StatusType, to_field="uuid", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zaaktype", "volgnummer"], name="ztc_uniek_zaakinformatieobjecttype"),
        ]

    @property
    def weergave(self) -> str:
        return f"({self.zaaktype.weergave}) - {self.informatieobjecttype}"
