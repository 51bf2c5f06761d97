# SPDX-License-Identifier: EUPL-1.2
from notificaties.models.abonnement import Abonnement
from notificaties.models.kanaal import Kanaal
from notificaties.models.lanes import Attempt, Delivery, Lane, Sample
from notificaties.models.notificaties import Notificatie

__all__ = ["Abonnement", "Attempt", "Delivery", "Kanaal", "Lane", "Notificatie", "Sample"]
