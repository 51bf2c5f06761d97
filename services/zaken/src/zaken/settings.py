# SPDX-License-Identifier: EUPL-1.2
"""The manifest of zaken."""

from servicekit.stack.components import Component
from servicekit.stack.settings import django_settings

COMPONENT = Component(
    code="zrc",
    version="1.7.0",
    title="Zaken API",
    description="Een API om zaken te registreren, te volgen en te ontsluiten.",
    channels={"zaken": ("bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding")},
    listens=("autorisaties", "zaaktypen", "informatieobjecttypen"),
    rights_type="zaaktype",
    rooms=("servicekit.pairs",),
    jobs=("servicekit.pairs.finishing.finish",),
)
globals().update(django_settings(COMPONENT))
