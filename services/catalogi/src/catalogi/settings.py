# SPDX-License-Identifier: EUPL-1.2
"""The manifest of catalogi."""

from servicekit.stack.components import Component
from servicekit.stack.settings import django_settings

COMPONENT = Component(
    code="ztc",
    version="1.3.3",
    title="Catalogi API",
    description="Een API om zaaktypen, en alles wat zij toestaan, vast te leggen en te ontsluiten.",
    channels={"zaaktypen": ("catalogus",), "informatieobjecttypen": ("catalogus",), "besluittypen": ("catalogus",)},
    rights_components=("ztc", "zrc", "drc"),  # zaken.lezen and documenten.lezen read types too (ztc-014)
)
globals().update(django_settings(COMPONENT))
