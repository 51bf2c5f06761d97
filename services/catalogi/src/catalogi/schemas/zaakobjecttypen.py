# SPDX-License-Identifier: EUPL-1.2
"""The shape of a zaakobjecttype."""

from typing import Any, ClassVar

from rest_framework import serializers

from catalogi.models import ZaakObjectType
from catalogi.schemas.kinderen import ChildSchema, GivenCatalogusField, KeyOfZaaktypeField
from catalogi.schemas.relations import NameListField
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import DateField, LinkListField, ReferenceField, SelfField


class ZaakObjectTypeSchema(ChildSchema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
        "anderObjecttype": True,
        "objecttype": "https://objecttypen.example/api/v2/objecttypes/0b1f6c54-6f3e-4a0c-9d27-3f0c8a5b7e21",
        "relatieOmschrijving": "De straatlantaarn die stuk is",
    }

    url = SelfField()
    anderObjecttype = serializers.BooleanField(help_text="Of dit een objecttype is dat in RSGB en RGBZ niet voorkomt.")
    objecttype = ReferenceField(max_length=200, help_text="URL-referentie naar het OBJECTTYPE.")
    relatieOmschrijving = serializers.CharField(
        max_length=80, help_text="Wat objecten van dit type met ZAAKen van het ZAAKTYPE te maken hebben."
    )
    beginGeldigheid = DateField(
        required=False, help_text="De eerste dag waarop deze versie van het ZAAKTYPE geldig is."
    )
    resultaattypen = LinkListField(help_text="URL-referenties naar RESULTAATTYPEn.")
    resultaattypeOmschrijving = NameListField(
        source="resultaattypen", help_text="De omschrijvingen van deze RESULTAATTYPEn."
    )
    statustypen = LinkListField(help_text="URL-referenties naar STATUSTYPEn.")
    catalogus = KeyOfZaaktypeField(help_text="URL-referentie naar de CATALOGUS van het ZAAKTYPE.")

    class Meta:
        model = ZaakObjectType


class ZaakObjectTypeCreateSchema(ZaakObjectTypeSchema):
    catalogus = GivenCatalogusField()
