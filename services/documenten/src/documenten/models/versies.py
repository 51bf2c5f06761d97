# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from documenten.models.enkelvoudiginformatieobjecten import EnkelvoudigInformatieObject
from servicekit.levels import level_of
from servicekit.representations.model import Represented


class Versie(Represented):
    """One version of a document, as it was written; its content is the file `bestand` (empty: it has none).

    Its representation lacks `locked`, which is of the document and not of a version.
    """

    main_field = "informatieobject"

    informatieobject = models.ForeignKey(EnkelvoudigInformatieObject, on_delete=models.CASCADE, related_name="versies")
    versie = models.PositiveIntegerField()
    begin_registratie = models.DateTimeField()
    identificatie = models.CharField(max_length=40)
    bronorganisatie = models.CharField(max_length=9)
    creatiedatum = models.DateField()
    titel = models.CharField(max_length=200)
    vertrouwelijkheidaanduiding = models.CharField(max_length=20)
    is_gereed_voor_publicatie = models.BooleanField(null=True)
    tonen_aan_initiator = models.BooleanField()
    auteur = models.CharField(max_length=200)
    status = models.CharField(max_length=20)
    inhoud_is_vervallen = models.BooleanField(null=True)
    formaat = models.CharField(max_length=255)
    taal = models.CharField(max_length=3)
    bestandsnaam = models.CharField(max_length=255)
    bestandsomvang = models.BigIntegerField(null=True)
    link = models.CharField(max_length=200)
    beschrijving = models.CharField(max_length=1000)
    ontvangstdatum = models.DateField(null=True)
    verzenddatum = models.DateField(null=True)
    indicatie_gebruiksrecht = models.BooleanField(null=True)
    verschijningsvorm = models.TextField()
    ondertekening = models.JSONField(null=True)
    integriteit = models.JSONField(null=True)
    informatieobjecttype = models.CharField(max_length=1000)
    trefwoorden = ArrayField(models.TextField())
    bestand = models.CharField(max_length=100, db_index=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["informatieobject", "versie"], name="versie_uniek")]

    @property
    def reference(self) -> str:
        # All versions share the URL of the document.
        return self.informatieobject.reference

    @property
    def niveau(self) -> int:
        """Its vertrouwelijkheidaanduiding as a number."""
        return level_of(self.vertrouwelijkheidaanduiding)

    @property
    def inhoud(self) -> str | None:
        """Where its content is downloaded, as a reference; None without content."""
        return f"{self.reference}/download?versie={self.versie}" if self.bestand else None

    @property
    def bestandsdelen(self) -> tuple[()]:
        """The parts of an upload that is not complete yet: never any, since content comes whole."""
        return ()

    @property
    def values(self) -> dict[str, Any]:
        """Everything a client wrote in it, and its file: what the next version starts from."""
        return {name: getattr(self, name) for name in WRITTEN}


WRITTEN = tuple(
    field.name
    for field in Versie._meta.concrete_fields
    if field.name not in ("id", "uuid", "body", "etag", "shape", "informatieobject", "versie", "begin_registratie")
)

_FIND = """
SELECT r.*, m.lock <> '' AS locked
FROM documenten_versie r JOIN documenten_enkelvoudiginformatieobject m ON m.id = r.informatieobject_id
WHERE {conditions} ORDER BY r.versie DESC LIMIT 1
"""


def find(uuid: UUID, *, conditions: Sequence[str], parameters: Sequence[Any], only_ready: bool) -> Versie | None:
    """The newest version of a document that meets SQL conditions over `r`; with `locked`, of the document.

    `only_ready`: for an application that may see only what is ready for publication, other versions are not there.
    """
    wanted = ["m.uuid = %s", *conditions, *(["r.is_gereed_voor_publicatie IS TRUE"] if only_ready else [])]
    found = Versie.objects.raw(_FIND.format(conditions=" AND ".join(wanted)), [uuid, *parameters])
    return next(iter(found), None)
