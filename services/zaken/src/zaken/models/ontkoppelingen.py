# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models.functions import Now


class Ontkoppeling(models.Model):
    """A relation that is gone here and whose mirror in the Documenten API is still to be deleted (zrc-023).

    Holds references only. It is due at `due`, which a worker that takes it moves on, so that no other does. Before
    `until` the mirror may still be made, by a request that nobody waits for: that it is not there says nothing yet.
    """

    object = models.CharField(max_length=1000)
    informatieobject = models.CharField(max_length=1000)
    due = models.DateTimeField(db_index=True)
    until = models.DateTimeField(db_default=Now())
    attempts = models.IntegerField(default=0)
