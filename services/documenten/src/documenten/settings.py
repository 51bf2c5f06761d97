# SPDX-License-Identifier: EUPL-1.2
"""The manifest of documenten."""

from servicekit.stack.components import Component
from servicekit.stack.settings import django_settings

COMPONENT = Component(
    code="drc",
    version="1.7.1",
    title="Documenten API",
    description="Een API om informatieobjecten met hun inhoud vast te leggen, te wijzigen en te ontsluiten.",
    channels={"documenten": ("bronorganisatie", "informatieobjecttype", "vertrouwelijkheidaanduiding")},
    listens=("autorisaties", "informatieobjecttypen"),
    rights_type="informatieobjecttype",
    ready="documenten.peers.storage.faults",
    jobs=("documenten.actions.sweeping.sweep",),
)
globals().update(django_settings(COMPONENT))
