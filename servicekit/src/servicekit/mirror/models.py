# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Mirrored(models.Model):
    """A resource of another component, as last fetched."""

    reference = models.CharField(max_length=1000, primary_key=True)
    parent = models.CharField(max_length=1000, db_index=True, default="")  #: what makes it stale too when it changes
    body = models.JSONField()
    etag = models.CharField(max_length=200, default="")
    fetched = models.DateTimeField(db_index=True)
    #: the State's `told` when its owner told that it changed; 0 when it was asked for since
    stale = models.BigIntegerField(default=0, db_default=0)


class State(models.Model):
    """One row: the generation that tells processes to forget what they parsed, and how many changes were told."""

    generation = models.BigIntegerField(default=1)
    told = models.BigIntegerField(default=0, db_default=0)  #: how often an owner told of a change
    #: digest of the roots under which its bodies were fetched: their URLs mean nothing under others
    roots = models.CharField(max_length=64, default="", db_default="")
