# SPDX-License-Identifier: EUPL-1.2
"""The shape of the relation between a zaaktype and an informatieobjecttype."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import StatusType, ZaakTypeInformatieObjectType, enums
from catalogi.schemas.kinderen import KeyOfZaaktypeField
from catalogi.schemas.relations import KeyField, NameField
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import LinkField, SelfField
from servicekit.representations.schemas import Schema


class ZaakTypeInformatieObjectTypeSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
        "informatieobjecttype": "Foto",
        "volgnummer": 1,
        "richting": "inkomend",
    }

    url = SelfField()
    zaaktype = LinkField(help_text="URL-referentie naar het ZAAKTYPE.")
    zaaktypeIdentificatie = serializers.CharField(
        read_only=True, source="zaaktype.identificatie", help_text="De identificatie van het ZAAKTYPE."
    )
    catalogus = KeyOfZaaktypeField(help_text="URL-referentie naar de CATALOGUS van het ZAAKTYPE.")
    informatieobjecttype = NameField(
        help_text="De omschrijving van het INFORMATIEOBJECTTYPE, of de URL van een van de versies: elke is bedoeld. "
        "Getoond wordt de URL van de geldige versie, en de omschrijving als er geen geldig is."
    )
    volgnummer = serializers.IntegerField(
        min_value=1, max_value=999, help_text="Het volgnummer, dat binnen het ZAAKTYPE uniek is."
    )
    richting = serializers.ChoiceField(
        choices=enums.RICHTING, help_text="Of documenten van dit type binnenkomen, intern zijn of uitgaan."
    )
    statustype = KeyField(
        StatusType.collection,
        required=False,
        allow_null=True,
        help_text="URL-referentie naar het STATUSTYPE waarbij documenten van dit type aanwezig moeten zijn.",
    )

    class Meta:
        model = ZaakTypeInformatieObjectType
