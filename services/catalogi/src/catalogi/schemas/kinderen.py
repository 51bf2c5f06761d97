# SPDX-License-Identifier: EUPL-1.2
"""Show in the types that belong to a zaaktype what they repeat of it."""

from typing import Any

from rest_framework import serializers

from catalogi.models import Catalogus
from catalogi.schemas.relations import KeyField
from servicekit.representations.fields import DateField, LinkField
from servicekit.representations.schemas import Schema


class KeyOfZaaktypeField(KeyField):
    """The catalogus of the zaaktype that a row belongs to, shown only."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Catalogus.collection, read_only=True, source="zaaktype.catalogus", **options)


class ChildSchema(Schema):
    """The fields of all that belong to a zaaktype and carry its period.

    Of the zaaktype's: a client may repeat them, and then they are compared with it.
    """

    zaaktype = LinkField(help_text="URL-referentie naar het ZAAKTYPE waartoe dit behoort.")
    zaaktypeIdentificatie = serializers.CharField(
        read_only=True, source="zaaktype.identificatie", help_text="De identificatie van het ZAAKTYPE."
    )
    beginGeldigheid = DateField(
        required=False, allow_null=True, help_text="De eerste dag waarop deze versie van het ZAAKTYPE geldig is."
    )
    eindeGeldigheid = DateField(
        required=False, allow_null=True, help_text="De laatste dag waarop deze versie van het ZAAKTYPE geldig is."
    )
    beginObject = DateField(
        read_only=True, allow_null=True, help_text="De eerste dag waarop een versie van het ZAAKTYPE geldig is."
    )
    eindeObject = DateField(
        read_only=True, allow_null=True, help_text="De laatste dag waarop een versie van het ZAAKTYPE geldig is."
    )

    def to_representation(self, instance: Any) -> dict[str, Any]:
        instance.begin_geldigheid = instance.zaaktype.begin_geldigheid
        instance.einde_geldigheid = instance.zaaktype.einde_geldigheid
        return super().to_representation(instance)


class GivenCatalogusField(KeyField):
    """The catalogus of the zaaktype; a client may repeat it, and then it is compared."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "URL-referentie naar de CATALOGUS van het ZAAKTYPE, en geen andere.")
        super().__init__(Catalogus.collection, required=False, allow_null=True, **options)

    def get_attribute(self, instance: Any) -> str | None:
        return super().get_attribute(instance.zaaktype)
