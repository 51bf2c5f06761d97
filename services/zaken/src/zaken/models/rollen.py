# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models.fields.json import KT
from servicekit.representations import Represented

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
    """Somebody's part in a case. `betrokkene_identificatie` is kept as it goes out, in the shape of its type."""

    main_field = "zaak"
    resource = "rol"
    collection = "rollen"

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
    def weergave(self) -> str:
        # Without the name of anybody: this line outlives nothing, yet is read by more people than the rol.
        return f"({self.zaak.weergave}) - {self.omschrijving}"
