# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from autorisaties.rules import ac_001_client_ids
from servicekit.representations.items import Item, Items
from servicekit.representations.model import Represented, ShownBy


class Applicatie(Represented):
    """An application with its rights. `client_ids` stand in a table too, where each can be in use once (ac-001).

    `declared` is what it was given when that names types instead of giving URLs, as the stack file and rights for a
    catalogus do.
    """

    resource = "applicatie"
    collection = "applicaties"
    channel = "autorisaties"

    label = models.CharField(max_length=100)
    heeft_alle_autorisaties = models.BooleanField()
    alleen_is_gereed_voor_publicatie = models.BooleanField()
    autorisaties = models.JSONField()  #: as the standard writes them, types as references
    declared = models.JSONField(null=True)
    missing = models.JSONField(default=list)  #: types that it names and Catalogi did not have at the last look

    client_ids = Items()

    @property
    def weergave(self) -> str:
        return self.label


class ClientId(Item):
    """A client id in use."""

    shown_by = (ShownBy("applicatie", "client_ids", of="client_id"),)
    constraints = {"ac_001_client_id": ac_001_client_ids.NOT_UNIQUE}

    applicatie = models.ForeignKey(Applicatie, on_delete=models.CASCADE, related_name="clients")
    client_id = models.CharField(max_length=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client_id"], name="ac_001_client_id")]
