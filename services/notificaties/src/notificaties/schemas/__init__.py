# SPDX-License-Identifier: EUPL-1.2
from notificaties.schemas.abonnement import AbonnementSchema
from notificaties.schemas.bezorging import (
    BezorgingMetVerloopSchema,
    BezorgingSchema,
    GeaccepteerdLijstSchema,
    HerhaaldSchema,
    OpgegevenLijstSchema,
    PogingenSchema,
    PogingSchema,
    ReplaySchema,
)
from notificaties.schemas.cloudevents import CloudEventSchema
from notificaties.schemas.kanaal import KanaalSchema
from notificaties.schemas.notificaties import MessageSchema

__all__ = [
    "AbonnementSchema",
    "BezorgingMetVerloopSchema",
    "BezorgingSchema",
    "CloudEventSchema",
    "GeaccepteerdLijstSchema",
    "HerhaaldSchema",
    "KanaalSchema",
    "MessageSchema",
    "OpgegevenLijstSchema",
    "PogingSchema",
    "PogingenSchema",
    "ReplaySchema",
]
