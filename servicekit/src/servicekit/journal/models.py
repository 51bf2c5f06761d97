# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Line(models.Model):
    """One mutation. Audit trail, notification and change feed are views of it; holds no personal data."""

    id = models.BigAutoField(primary_key=True)
    position = models.BigIntegerField(null=True, unique=True)
    event = models.UUIDField(unique=True)
    time = models.DateTimeField()
    client_id = models.CharField(max_length=50)
    application = models.CharField(max_length=100)
    user_id = models.CharField(max_length=255)
    action = models.CharField(max_length=50)
    resource = models.CharField(max_length=50)
    reference = models.CharField(max_length=1000)
    main = models.CharField(max_length=1000, db_index=True)
    status = models.SmallIntegerField()
    audit = models.BooleanField()
    notify = models.BooleanField()
    feed = models.BooleanField()
    held = models.BooleanField()
    channel = models.CharField(max_length=50)
    kenmerken = models.JSONField()
    type_before = models.CharField(max_length=1000)
    type_after = models.CharField(max_length=1000)
    level_before = models.SmallIntegerField(null=True)
    level_after = models.SmallIntegerField(null=True)
    trace = models.CharField(max_length=100)
    published = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0, db_default=0)
    retry_at = models.DateTimeField(null=True)
    dead = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="line_to_position", condition=models.Q(position=None, held=False)),
            models.Index(
                fields=["position"], name="line_to_publish", condition=models.Q(notify=True, published=None, dead=False)
            ),
        ]


class Detail(models.Model):
    """The part of a line that may hold personal data; deleted when the main object is destroyed."""

    line = models.OneToOneField(Line, on_delete=models.CASCADE, primary_key=True, related_name="detail")
    old = models.TextField(null=True)  #: representation with marks
    new = models.TextField(null=True)
    toelichting = models.TextField()
    logrecord_id = models.CharField(max_length=255, db_default="")  #: X-NLX-Logrecord-ID; kept, and shown nowhere
    user_representation = models.CharField(max_length=255)
    label = models.CharField(max_length=200)  #: of the application
    weergave = models.CharField(max_length=200)
