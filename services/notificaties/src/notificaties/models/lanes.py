# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from notificaties.models.abonnement import Abonnement
from notificaties.models.notificaties import Notificatie

# There may be millions of them, so they are dropped in batches once their abonnement has ended (cleaning.py), and who
# accepts meanwhile neither waits for that nor is refused. Each has an index that begins with it.
_OUTLIVES: dict[str, Any] = {"on_delete": models.DO_NOTHING, "db_constraint": False, "db_index": False}


class Lane(models.Model):
    """How delivering to one abonnement stands. Apart from it, so that delivering and changing it wait for nobody."""

    GONE, DEAD, MANUAL = "gone", "dead", "manual"

    abonnement = models.OneToOneField(Abonnement, on_delete=models.CASCADE, primary_key=True)
    token = models.UUIDField(null=True)  #: of the worker that has it
    leased_until = models.DateTimeField(null=True)
    asked = models.BooleanField(default=False, db_default=False)  #: who has it is to look at it once more
    resumed = models.IntegerField(default=0, db_default=0)  #: how often; who had it before says nothing of it any more
    attempts = models.IntegerField(default=0)  #: that failed in a row
    failing_since = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    gave_up = models.BooleanField(default=False)  #: since it fails, a delivery was given up
    paused = models.CharField(max_length=6, default="")  #: why nothing is delivered until somebody says so


class Delivery(models.Model):
    """One notification for one abonnement; its lane sends them in the order of their ids."""

    notificatie = models.ForeignKey(Notificatie, on_delete=models.CASCADE)
    abonnement = models.ForeignKey(Abonnement, **_OUTLIVES)
    delivered = models.DateTimeField(null=True)
    dead = models.BooleanField(default=False)
    status = models.SmallIntegerField(null=True)  #: that it was delivered with; what failed is an Attempt
    duration = models.IntegerField(null=True)  #: milliseconds that took

    class Meta:
        constraints = [models.UniqueConstraint(fields=["abonnement", "notificatie"], name="nrc_aflevering_once")]
        indexes = [
            models.Index(
                fields=["abonnement", "id"], name="delivery_waiting", condition=models.Q(delivered=None, dead=False)
            ),
            models.Index(fields=["abonnement"], name="delivery_dead", condition=models.Q(dead=True)),
            # For cleaning: rows lie in the order of time, so that it costs accepting and delivering next to nothing.
            BrinIndex(fields=["delivered"], name="delivery_delivered"),
            models.Index(
                fields=["abonnement", "delivered"], name="delivery_told", condition=models.Q(delivered__isnull=False)
            ),
        ]


class Attempt(models.Model):
    """A call to a callback that is told in no delivery: one that failed, a test, or a success before a replay."""

    abonnement = models.ForeignKey(Abonnement, **_OUTLIVES)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, null=True)  #: None of a test
    moment = models.DateTimeField()
    status = models.SmallIntegerField(null=True)  #: 0: no answer; None: delivered before it was kept
    duration = models.IntegerField(null=True)  #: milliseconds
    reason = models.CharField(max_length=100, default="")  #: why there was no answer

    class Meta:
        indexes = [
            models.Index(fields=["abonnement", "moment"], name="attempt_of"),
            BrinIndex(fields=["moment"], name="attempt_moment"),
            # Of those that failed for a month there may be many, and of these next to none.
            models.Index(
                fields=["abonnement", "moment"],
                name="attempt_succeeded",
                condition=models.Q(models.Q(status=None) | models.Q(status__range=(200, 299)), delivery__isnull=False),
            ),
        ]


class Sample(models.Model):
    """How far an abonnement lagged at a moment; there is none of a time in which it did not."""

    abonnement = models.ForeignKey(Abonnement, **_OUTLIVES)
    moment = models.DateTimeField()
    count = models.IntegerField()  #: deliveries that wait
    age = models.IntegerField()  #: seconds since the first of them was accepted

    class Meta:
        indexes = [models.Index(fields=["abonnement", "moment"], name="sample_of")]
