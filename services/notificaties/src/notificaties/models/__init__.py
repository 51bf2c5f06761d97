# SPDX-License-Identifier: EUPL-1.2
from notificaties.models.abonnement import Abonnement
from notificaties.models.kanaal import Kanaal
from notificaties.models.lanes import Delivery, Lane
from notificaties.models.notificaties import Notificatie

__all__ = ["Abonnement", "Delivery", "Kanaal", "Lane", "Notificatie"]
