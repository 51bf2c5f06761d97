# SPDX-License-Identifier: EUPL-1.2
"""The shape of an applicatie."""

from typing import Any, ClassVar

from rest_framework import serializers

from autorisaties.models import Applicatie, enums
from autorisaties.models.enums import LEVELLED, TYPES
from servicekit import references
from servicekit.levels import LEVELS
from servicekit.openapi.examples import example_url
from servicekit.representations.fields import FilledChoiceField, ReferenceField, SelfField
from servicekit.representations.schemas import Schema


class AutorisatieSchema(Schema):
    """One autorisatie; which of the last fields it has depends on its component."""

    component = serializers.ChoiceField(
        choices=enums.COMPONENT, help_text="Component waarop de autorisatie van toepassing is."
    )
    componentWeergave = serializers.CharField(read_only=True, help_text="De component in woorden.")
    scopes = serializers.ListField(
        child=serializers.CharField(max_length=100), help_text="Wat de applicatie in de component mag."
    )
    zaaktype = ReferenceField(required=False, allow_blank=True, help_text="URL-referentie naar het ZAAKTYPE (zrc).")
    informatieobjecttype = ReferenceField(
        required=False, allow_blank=True, help_text="URL-referentie naar het INFORMATIEOBJECTTYPE (drc)."
    )
    besluittype = ReferenceField(
        required=False, allow_blank=True, help_text="URL-referentie naar het BESLUITTYPE (brc)."
    )
    maxVertrouwelijkheidaanduiding = FilledChoiceField(
        choices=LEVELS, help_text="Tot en met welk niveau de autorisatie geldt (zrc, drc)."
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        # What is left out or empty may be so; ac-003 says where it may not, once it is known what the scopes are.
        checked = super().to_internal_value(data)
        # Kept as it goes out: an autorisatie of a component has only the fields of that component.
        component = checked["component"]
        kept = {"component": component, "scopes": checked["scopes"]}
        if (field := TYPES.get(component)) and checked.get(field):
            kept[field] = checked[field]
        if component in LEVELLED and checked.get("max_vertrouwelijkheidaanduiding"):
            kept["maxVertrouwelijkheidaanduiding"] = checked["max_vertrouwelijkheidaanduiding"]
        return kept

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        shown = {"component": instance["component"], "componentWeergave": enums.COMPONENT[instance["component"]]}
        for name, value in instance.items():
            shown.setdefault(name, references.marked(value) if name in TYPES.values() else value)
        return shown


class ApplicatieSchema(Schema):
    #: a body that makes one
    example: ClassVar[dict[str, Any]] = {
        "clientIds": ["meldingen-app"],
        "label": "App voor meldingen",
        "autorisaties": [
            {
                "component": "zrc",
                "scopes": ["zaken.aanmaken", "zaken.lezen"],
                "zaaktype": example_url("ztc:zaaktypen/5f2a4c1e-93b6-4f0d-8c7a-1d0e6b3f2a11"),
                "maxVertrouwelijkheidaanduiding": "zaakvertrouwelijk",
            }
        ],
    }

    url = SelfField()
    clientIds = serializers.ListField(
        child=serializers.CharField(max_length=50),
        allow_empty=False,
        help_text="De client-id's waarmee de applicatie zich bekendmaakt.",
    )
    label = serializers.CharField(max_length=100, help_text="Een leesbare naam van de applicatie.")
    heeftAlleAutorisaties = serializers.BooleanField(
        required=False, help_text="Of de applicatie alles mag; autorisaties blijft dan leeg."
    )
    alleenIsGereedVoorPublicatie = serializers.BooleanField(
        default=False, help_text="Of de applicatie alleen documenten mag lezen die gereed zijn voor publicatie."
    )
    autorisaties = AutorisatieSchema(many=True, required=False, help_text="Wat de applicatie mag.")

    class Meta:
        model = Applicatie
        version = 2  #: componentWeergave is the name that the standard gives a component

    def validate_clientIds(self, given: list[str]) -> list[str]:
        """Keep each once, in the order that they were given in."""
        return list(dict.fromkeys(given))
