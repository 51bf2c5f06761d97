# SPDX-License-Identifier: EUPL-1.2
from notificaties.schemas.abonnement import AbonnementSchema
from notificaties.schemas.cloudevents import CloudEventSchema
from notificaties.schemas.kanaal import KanaalSchema
from notificaties.schemas.notificaties import MessageSchema

__all__ = ["AbonnementSchema", "CloudEventSchema", "KanaalSchema", "MessageSchema"]
