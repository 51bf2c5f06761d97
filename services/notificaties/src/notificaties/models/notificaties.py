# SPDX-License-Identifier: EUPL-1.2
from django.contrib.postgres.indexes import BrinIndex, HashIndex
from django.db import models


class Notificatie(models.Model):
    """A notification that was accepted, as it is sent on; of an event of one publisher there is one."""

    resource = "notificaties"
    collection = "notificaties"
    main_field = ""

    event = models.UUIDField()  #: the same on every delivery and every retry
    publisher = models.CharField(max_length=100, default="", db_default="")  #: client id; events of two may share an id
    message = models.TextField()  #: JSON
    #: JSON: the attributes of the CloudEvent that it came as; empty for those that it has anyhow (cloudevents.py)
    envelope = models.TextField(default="", db_default="")
    accepted = models.DateTimeField()
    #: what it is found by, in normal form; None of what was accepted before that was kept, which no index holds
    hoofd_object = models.TextField(null=True)
    resource_url = models.TextField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "publisher"], name="nrc_notificatie_once")]
        indexes = [
            BrinIndex(fields=["accepted"], name="notificatie_accepted"),
            HashIndex(fields=["hoofd_object"], name="notificatie_hoofd_object"),
            HashIndex(fields=["resource_url"], name="notificatie_resource_url"),
        ]
