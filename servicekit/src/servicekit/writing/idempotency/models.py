# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Request(models.Model):
    """A POST that carried an Idempotency-Key: what it made, not what it said."""

    id = models.BigAutoField(primary_key=True)
    client_id = models.CharField(max_length=50)
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=1000)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.SmallIntegerField(null=True)
    reference = models.CharField(max_length=1000, default="", db_default="")
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client_id", "method", "path", "key"], name="request_key")]
