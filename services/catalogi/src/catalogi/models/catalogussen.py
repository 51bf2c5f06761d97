# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from catalogi.models import on_date
from catalogi.rules import ztc_uniek
from servicekit.representations.model import Represented


class Catalogus(Represented):
    """A set of types of one organisation in one domain; within it a name is one type."""

    resource = "catalogus"
    collection = "catalogussen"
    constraints = {"ztc_uniek_catalogus": ztc_uniek.CATALOGUS}
    # Not of the day, but looked up like it: so a new type need not write its catalogus.
    by_day = {
        "zaaktypen": on_date.urls(
            "zaaktypen", "SELECT uuid, id AS place FROM catalogi_zaaktype v WHERE v.catalogus_id = r.uuid"
        ),
        "besluittypen": on_date.urls(
            "besluittypen", "SELECT uuid, id AS place FROM catalogi_besluittype v WHERE v.catalogus_id = r.uuid"
        ),
        "besluittypeOmschrijving": on_date.names(
            "v.omschrijving", "FROM catalogi_besluittype v WHERE v.catalogus_id = r.uuid"
        ),
        "informatieobjecttypen": on_date.urls(
            "informatieobjecttypen",
            "SELECT uuid, id AS place FROM catalogi_informatieobjecttype v WHERE v.catalogus_id = r.uuid",
        ),
        "informatieobjecttypeOmschrijving": on_date.names(
            "v.omschrijving", "FROM catalogi_informatieobjecttype v WHERE v.catalogus_id = r.uuid"
        ),
    }

    domein = models.CharField(max_length=5)
    rsin = models.CharField(max_length=9)
    contactpersoon_beheer_naam = models.CharField(max_length=40)
    contactpersoon_beheer_telefoonnummer = models.CharField(max_length=20)
    contactpersoon_beheer_emailadres = models.CharField(max_length=254)
    naam = models.CharField(max_length=200, null=True)
    versie = models.CharField(max_length=20, null=True)
    begindatum_versie = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domein", "rsin"], name="ztc_uniek_catalogus")]

    @property
    def weergave(self) -> str:
        return f"{self.rsin} - {self.domein}"
