# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from servicekit.representations.model import Represented


class Abonnement(Represented):
    """Who is told of what: `kanalen` as the standard writes them, [{naam, filters}]. Secrets are not represented."""

    resource = "abonnement"
    collection = "abonnement"

    client_id = models.CharField(max_length=50)  #: who made it, and alone may change it; never another
    callback_url = models.TextField()  #: as given
    secrets = models.TextField(default="", db_default="")  #: encrypted (peers/secrets.py)
    signed = models.BooleanField(default=False, db_default=False)  #: whether a signing key is among them
    auth = models.TextField(default="")  #: as a release before `secrets` left it, until `configure` encrypts it
    kanalen = models.JSONField()
    #: whether it is told in CloudEvents, and not in the standard's notifications
    send_cloudevents = models.BooleanField(default=False, db_default=False)
