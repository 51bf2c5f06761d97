# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta
from uuid import uuid4

import pytest

from notificaties.actions.cleaning import KEEP, forget_delivered
from notificaties.models import Abonnement, Delivery, Notificatie
from servicekit.clock import now

pytestmark = pytest.mark.django_db


def test_what_was_delivered_is_forgotten_after_a_week_and_what_was_not_is_kept(noord):
    abonnement = Abonnement.objects.create(client_id="a", callback_url="", auth="", kanalen=[])
    old, recent = now() - KEEP - timedelta(hours=1), now() - KEEP + timedelta(hours=1)
    cases = {
        "delivered long ago": (old, {"delivered": old}),
        "delivered lately": (old, {"delivered": recent}),
        "given up": (old, {"dead": True}),
        "waiting": (old, {}),
    }
    ids = {}
    for name, (accepted, state) in cases.items():
        made = Notificatie.objects.create(event=uuid4(), message="{}", accepted=accepted)
        Delivery.objects.create(notificatie=made, abonnement=abonnement, **state)
        ids[made.pk] = name
    ids[Notificatie.objects.create(event=uuid4(), message="{}", accepted=old).pk] = "for nobody"
    ids[Notificatie.objects.create(event=uuid4(), message="{}", accepted=recent).pk] = "for nobody, lately"
    forget_delivered()
    kept = {ids[number] for number in Notificatie.objects.values_list("pk", flat=True)}
    assert kept == {"delivered lately", "given up", "waiting", "for nobody, lately"}
    assert Delivery.objects.count() == 3
