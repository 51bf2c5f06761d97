# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Notificatie(models.Model):
    """A notification that was accepted, as it is sent on."""

    resource = "notificaties"
    collection = "notificaties"
    main_field = ""

    event = models.UUIDField()  #: the same on every delivery and every retry
    message = models.TextField()  #: JSON
    accepted = models.DateTimeField()
