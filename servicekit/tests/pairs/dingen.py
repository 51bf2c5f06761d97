# SPDX-License-Identifier: EUPL-1.2
"""A small component that leads pairs of both kinds: a row of a main object, and a main object that is itself an end."""

from django.db import models
from rest_framework import serializers

from servicekit.pairs.counterparts import Counterpart
from servicekit.pairs.models import Pair
from servicekit.representations.fields import LinkListField, ReferenceField, SelfField
from servicekit.representations.model import Represented, ShownBy
from servicekit.representations.schemas import Schema


class Ding(Represented):
    """A main object, which shows its relaties."""

    resource = "ding"
    collection = "dingen"
    channel = "dingen"

    class Meta:
        app_label = "dingen"


class Relatie(Pair):
    """That a stuk, which is elsewhere, belongs to a ding."""

    main_field = "ding"
    resource = "relatie"
    collection = "relaties"
    other_field = "stuk"
    counterpart = Counterpart(
        lambda stuk: stuk.rpartition("/stukken/")[0] + "/dingstukken",
        ours="object",
        theirs="stuk",
        also=(("soort", "ding"),),
    )
    shown_by = (ShownBy("ding", "relaties", ("state",), where="c.state <> 'deleting'"),)

    ding = models.ForeignKey(Ding, on_delete=models.CASCADE, related_name="+")
    stuk = models.CharField(max_length=1000)
    titel = models.CharField(max_length=200)

    class Meta:
        app_label = "dingen"


class Zending(Pair):
    """A main object that may refer to a stuk; its counterpart is in a collection of that stuk alone."""

    resource = "zending"
    collection = "zendingen"
    channel = "zendingen"
    other_field = "stuk"
    counterpart = Counterpart(lambda stuk: f"{stuk}/zendingen", ours="zending", theirs="")

    stuk = models.CharField(max_length=1000)

    class Meta:
        app_label = "dingen"


class DingSchema(Schema):
    url = SelfField()
    relaties = LinkListField(source="shown.relaties")

    class Meta:
        model = Ding


class RelatieSchema(Schema):
    url = SelfField()
    stuk = ReferenceField()
    titel = serializers.CharField()

    class Meta:
        model = Relatie


class ZendingSchema(Schema):
    url = SelfField()
    stuk = ReferenceField()

    class Meta:
        model = Zending
