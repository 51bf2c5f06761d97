# SPDX-License-Identifier: EUPL-1.2
"""The shape of rights for all types of a catalogus."""

from rest_framework import serializers

from autorisaties.models import enums
from servicekit.levels import LEVELS
from servicekit.representations.fields import FilledChoiceField
from servicekit.representations.schemas import Schema


class CatalogusautorisatieSchema(Schema):
    """One of them."""

    component = serializers.ChoiceField(
        choices={code: enums.COMPONENT[code] for code in enums.TYPES},
        help_text="Component waarop de autorisatie van toepassing is.",
    )
    scopes = serializers.ListField(
        child=serializers.CharField(max_length=100),
        allow_empty=False,
        help_text="Wat de applicatie mag met alles van een type in de catalogus.",
    )
    catalogus = serializers.CharField(
        max_length=5, help_text="Het domein van de catalogus, bijvoorbeeld VOORB. Zij hoeft er nog niet te zijn."
    )
    maxVertrouwelijkheidaanduiding = FilledChoiceField(
        choices=LEVELS, help_text="Tot en met welk niveau de autorisatie geldt (zrc, drc)."
    )


class CatalogusautorisatiesSchema(Schema):
    catalogusautorisaties = CatalogusautorisatieSchema(
        many=True, help_text="De rechten voor alle typen van een catalogus, ook voor die er nog komen."
    )
