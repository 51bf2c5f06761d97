# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Application(models.Model):
    """An Applicatie of the Autorisaties API, as last seen; one row per client id."""

    client_id = models.CharField(max_length=50, primary_key=True)
    body = models.JSONField()


class State(models.Model):
    """One row: which generation of rights this is, and when it was last known to be right."""

    generation = models.BigIntegerField(default=1)
    checked = models.DateTimeField(null=True)  #: start of the last refresh that succeeded
