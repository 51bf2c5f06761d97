# SPDX-License-Identifier: EUPL-1.2
"""The manifest of notificaties."""

from servicekit.stack.components import Component
from servicekit.stack.settings import django_settings

COMPONENT = Component(
    code="nrc",
    version="1.0.1",
    title="Notificaties API",
    description="Een API om kanalen te registreren, abonnementen te nemen en notificaties te routeren.",
    channels={},
    jobs=(
        "notificaties.actions.delivering.deliver",
        "notificaties.actions.cleaning.forget_delivered",
        "notificaties.actions.cleaning.forget_ended",
        "notificaties.actions.sampling.sample_lag",
    ),
    encrypts=True,
    status="notificaties.actions.status.status",
)
globals().update(django_settings(COMPONENT))
