# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models.fields.json import KT

from servicekit.database import sql
from servicekit.references import own
from servicekit.representations.model import Represented, ShownBy
from zaken.models.zaken import Zaak

#: key of betrokkeneIdentificatie that lists filter on -> name of its index
SEARCHED = {
    "inpBsn": "rol_inp_bsn",
    "anpIdentificatie": "rol_anp_identificatie",
    "inpA_nummer": "rol_inp_a_nummer",
    "innNnpId": "rol_inn_nnp_id",
    "annIdentificatie": "rol_ann_identificatie",
    "vestigingsNummer": "rol_vestigings_nummer",
    "identificatie": "rol_identificatie",
}


class Rol(Represented):
    """Somebody's part in a case. `betrokkene_identificatie` holds what was given of it, by the keys of the wire."""

    main_field = "zaak"
    resource = "rol"
    collection = "rollen"
    shown_by = (ShownBy("zaak", "rollen"),)

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="+")
    betrokkene = models.CharField(max_length=1000)
    betrokkene_type = models.CharField(max_length=30)
    afwijkende_naam_betrokkene = models.CharField(max_length=625)
    roltype = models.CharField(max_length=1000)
    omschrijving = models.CharField(max_length=100)
    omschrijving_generiek = models.CharField(max_length=20)
    roltoelichting = models.CharField(max_length=1000)
    registratiedatum = models.DateTimeField()
    indicatie_machtiging = models.CharField(max_length=20)
    contactpersoon_rol = models.JSONField(null=True)
    betrokkene_identificatie = models.JSONField(null=True)

    class Meta:
        indexes = [
            *(
                models.Index(KT(f"betrokkene_identificatie__{key}"), "betrokkene_type", "zaak", name=name)
                for key, name in SEARCHED.items()
            ),
            models.Index(fields=["betrokkene"], name="rol_betrokkene", condition=~models.Q(betrokkene="")),
        ]

    @property
    def statussen(self) -> list[str]:
        """References to the statussen that it set; a new rol has set none."""
        if self.pk is None:
            return []
        found = sql.rows(
            "SELECT uuid FROM zaken_status WHERE zaak_id = %s AND gezetdoor = %s ORDER BY id",
            [self.zaak_id, self.reference],
        )
        return [own("zrc", "statussen", uuid) for (uuid,) in found]

    @property
    def weergave(self) -> str:
        # Without the name of anybody: this line outlives nothing, yet is read by more people than the rol.
        return f"({self.zaak.weergave}) - {self.omschrijving}"
