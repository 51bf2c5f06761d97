# SPDX-License-Identifier: EUPL-1.2
"""The manifest of autorisaties."""

from servicekit.stack.components import Component
from servicekit.stack.settings import django_settings

COMPONENT = Component(
    code="ac",
    version="1.1.0",
    title="Autorisaties API",
    description="Een API om te bepalen welke applicatie wat mag.",
    channels={"autorisaties": ()},
    listens=("zaaktypen", "informatieobjecttypen", "besluittypen"),
    rights_source="autorisaties.actions.applicaties.all_applicaties",
    status="autorisaties.actions.naming.status",
    jobs=("autorisaties.actions.naming.name_types",),
    told=("name_types",),
)
globals().update(django_settings(COMPONENT))
