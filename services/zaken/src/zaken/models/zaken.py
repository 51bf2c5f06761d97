# SPDX-License-Identifier: EUPL-1.2
from django.contrib.postgres.fields import ArrayField
from django.db import models

from servicekit.representations.items import Item, Items
from servicekit.representations.model import Judged, Represented, ShownBy
from zaken.rules import zrc_002_identificatie


class Zaak(Represented):
    """A case. `niveau` is its vertrouwelijkheidaanduiding as a number, 1 (openbaar) to 8 (zeer_geheim)."""

    resource = "zaak"
    collection = "zaken"
    channel = "zaken"
    judged = Judged(type="zaaktype", level="niveau")
    shown_by = (ShownBy("hoofdzaak", "deelzaken"),)
    constraints = {"zrc_002_identificatie": zrc_002_identificatie.NOT_UNIQUE}

    identificatie = models.CharField(max_length=40)
    bronorganisatie = models.CharField(max_length=9)
    omschrijving = models.CharField(max_length=80)
    toelichting = models.CharField(max_length=1000)
    zaaktype = models.CharField(max_length=1000)
    registratiedatum = models.DateField()
    verantwoordelijke_organisatie = models.CharField(max_length=9)
    startdatum = models.DateField()
    einddatum = models.DateField(null=True)
    einddatum_gepland = models.DateField(null=True)
    uiterlijke_einddatum_afdoening = models.DateField(null=True)
    publicatiedatum = models.DateField(null=True)
    communicatiekanaal = models.CharField(max_length=1000)
    producten_of_diensten = ArrayField(models.CharField(max_length=1000))
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    niveau = models.SmallIntegerField()
    betalingsindicatie = models.CharField(max_length=20)
    laatste_betaaldatum = models.DateTimeField(null=True)
    verlenging = models.JSONField(null=True)
    opschorting = models.JSONField(null=True)
    selectielijstklasse = models.CharField(max_length=1000)
    hoofdzaak = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    archiefnominatie = models.CharField(max_length=16, null=True)
    archiefstatus = models.CharField(max_length=40)
    archiefactiedatum = models.DateField(null=True)
    opdrachtgevende_organisatie = models.CharField(max_length=9)
    processobjectaard = models.CharField(max_length=200)
    startdatum_bewaartermijn = models.DateField(null=True)
    processobject = models.JSONField(null=True)
    kenmerken = Items()
    relevante_andere_zaken = Items()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bronorganisatie", "identificatie"], name="zrc_002_identificatie"),
        ]
        indexes = [
            # The predicate and the page of a list in one index; its count in a twentieth of the pages, since rows that
            # differ in nothing are kept as one.
            models.Index(fields=["zaaktype", "niveau", "id"], name="zaak_predicate"),
            models.Index(fields=["zaaktype", "niveau"], name="zaak_telling"),
            models.Index(fields=["identificatie"], name="zaak_identificatie"),
            models.Index(fields=["startdatum", "id"], name="zaak_startdatum"),
            models.Index(fields=["registratiedatum", "id"], name="zaak_registratiedatum"),
            models.Index(fields=["einddatum", "id"], name="zaak_einddatum"),
            models.Index(fields=["archiefactiedatum", "id"], name="zaak_archiefactiedatum"),
        ]

    @property
    def weergave(self) -> str:
        return f"{self.bronorganisatie} - {self.identificatie}"

    @property
    def notified(self) -> dict[str, str]:
        return {
            "bronorganisatie": self.bronorganisatie,
            "zaaktype": self.zaaktype,
            "vertrouwelijkheidaanduiding": self.vertrouwelijkheidaanduiding,
        }

    #: these are not offered yet
    eigenschappen = zaakobjecten = ()

    @property
    def is_closed(self) -> bool:
        """Whether it has an einddatum (zrc-007)."""
        return self.einddatum is not None


class Kenmerk(Item):
    """A property by which others know the case, as the number in another system."""

    shown_by = (ShownBy("zaak", "kenmerken", of=("kenmerk", "bron")),)

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="+")
    kenmerk = models.CharField(max_length=40)
    bron = models.CharField(max_length=40)


class RelevanteZaak(Item):
    """Another case that matters for this one; it may be anywhere."""

    shown_by = (ShownBy("zaak", "relevante_andere_zaken", of=("url", "aard_relatie")),)

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=1000)
    aard_relatie = models.CharField(max_length=20)


def relevante_zaken(zaak: Zaak) -> set[str]:
    """The references to the other cases that matter for a zaak."""
    return set(RelevanteZaak.objects.filter(zaak=zaak).values_list("url", flat=True))
