# SPDX-License-Identifier: EUPL-1.2
"""The shapes of an explanation: what is asked, and what is answered."""

from typing import Any, ClassVar

from rest_framework import serializers

from autorisaties.models import enums
from servicekit.levels import LABELS
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import FilledChoiceField, ReferenceField
from servicekit.representations.schemas import Schema

#: what may be missing, in the order in which requests are judged
ONTBREEKT = {
    "client": "De client-id heeft geen geheim in het stackbestand.",
    "applicatie": "Geen applicatie heeft deze client-id.",
    "scope": "De applicatie heeft geen van de scopes, voor welk type ook.",
    "isGereedVoorPublicatie": "Het object is niet gereed voor publicatie, en de applicatie ziet alleen wat dat is.",
    "type": "De applicatie heeft de scope, maar niet voor dit type.",
    "vertrouwelijkheidaanduiding": "De applicatie heeft de scope voor dit type, maar niet tot dit niveau.",
    "resource": "De rechten zijn er, maar het object bestaat niet.",
}


class VraagSchema(Schema):
    """What is asked of a client: an operation or scopes, and an object, a type or neither."""

    #: a question
    example: ClassVar[dict[str, Any]] = {
        "clientId": "meldingen-app",
        "component": "zrc",
        "scopes": ["zaken.lezen"],
        "type": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
        "vertrouwelijkheidaanduiding": "vertrouwelijk",
    }

    clientId = serializers.CharField(max_length=50, help_text="De client-id waarmee de client zich bekendmaakt.")
    component = serializers.ChoiceField(choices=enums.COMPONENT, help_text="De component die het verzoek kreeg.")
    operatie = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100,
        help_text="De operationId in het contract van de component, bijvoorbeeld zaak_retrieve.",
    )
    scopes = serializers.ListField(
        child=serializers.CharField(max_length=100),
        max_length=20,
        required=False,
        help_text="In plaats van een operatie: de scopes waarvan er een nodig is.",
    )
    resource = ReferenceField(
        required=False, allow_blank=True, help_text="URL-referentie naar het object, in deze component."
    )
    type = ReferenceField(
        required=False,
        allow_blank=True,
        help_text="In plaats van een resource: URL-referentie naar het zaaktype, informatieobjecttype of besluittype.",
    )
    vertrouwelijkheidaanduiding = FilledChoiceField(
        choices=LABELS, help_text="Het niveau van een object van dat type; leeg: alleen het type wordt beoordeeld."
    )


class UitlegSchema(Schema):
    """Whether it may be done, and else what is missing."""

    toegestaan = serializers.BooleanField(help_text="Of de client dit mag.")
    ontbreekt = serializers.ChoiceField(
        choices=ONTBREEKT, allow_blank=True, help_text="Wat er ontbreekt; leeg als het mag."
    )
    uitleg = serializers.ListField(
        child=serializers.CharField(), help_text="Hetzelfde in zinnen, met wat eraan te doen is."
    )
    applicatie = ReferenceField(
        allow_blank=True, help_text="URL-referentie naar de applicatie met deze client-id; leeg als die er niet is."
    )
    scopes = serializers.ListField(child=serializers.CharField(), help_text="De scopes waarvan er een nodig is.")
    type = ReferenceField(allow_blank=True, help_text="URL-referentie naar het type dat is beoordeeld; anders leeg.")
    vertrouwelijkheidaanduiding = serializers.ChoiceField(
        choices=LABELS, allow_blank=True, help_text="Het niveau dat is beoordeeld; anders leeg."
    )
    maxVertrouwelijkheidaanduiding = serializers.ChoiceField(
        choices=LABELS,
        allow_blank=True,
        help_text="Tot en met welk niveau de applicatie de scope voor dit type heeft; anders leeg.",
    )
