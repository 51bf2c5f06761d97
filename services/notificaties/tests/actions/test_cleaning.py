# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta
from uuid import uuid4

import pytest

from notificaties.actions import cleaning
from notificaties.actions.cleaning import forget_delivered
from notificaties.models import Abonnement, Attempt, Delivery, Notificatie, Sample
from servicekit.clock import now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("batch", [1, 10_000])
def test_what_was_delivered_is_forgotten_after_a_while_and_what_was_not_is_kept(noord, settings, monkeypatch, batch):
    settings.KEEP_NOTIFICATIONS = 3
    monkeypatch.setattr(cleaning, "BATCH", batch)
    keep = timedelta(days=3)
    abonnement = Abonnement.objects.create(client_id="a", callback_url="", auth="", kanalen=[])
    old, recent = now() - keep - timedelta(hours=1), now() - keep + timedelta(hours=1)
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


@pytest.mark.parametrize("batch", [1, 10_000])
def test_attempts_are_forgotten_with_notifications_and_samples_after_two_days(noord, settings, monkeypatch, batch):
    settings.KEEP_NOTIFICATIONS = 3
    monkeypatch.setattr(cleaning, "BATCH", batch)
    abonnement = Abonnement.objects.create(client_id="a", callback_url="", auth="", kanalen=[])
    made = Notificatie.objects.create(event=uuid4(), message="{}", accepted=now())
    waiting = Delivery.objects.create(notificatie=made, abonnement=abonnement)
    kept = []
    for hours in (71, 73, 80):
        moment = now() - timedelta(hours=hours)
        kept.append(Attempt.objects.create(abonnement=abonnement, delivery=waiting, moment=moment).pk)
    for hours in (47, 49, 60):
        Sample.objects.create(abonnement=abonnement, moment=now() - timedelta(hours=hours), count=hours, age=0)
    forget_delivered()
    assert [each.pk for each in Attempt.objects.all()] == kept[:1]
    assert [each.count for each in Sample.objects.all()] == [47]
    assert Delivery.objects.get() == waiting


def test_a_delivery_of_which_an_attempt_is_kept_stays(noord, settings):
    """Else the job would fail on it each time, and drop nothing any more."""
    settings.KEEP_NOTIFICATIONS = 3
    abonnement = Abonnement.objects.create(client_id="a", callback_url="", auth="", kanalen=[])
    old = now() - timedelta(days=4)
    for _ in range(2):
        made = Notificatie.objects.create(event=uuid4(), message="{}", accepted=old)
        delivery = Delivery.objects.create(notificatie=made, abonnement=abonnement, delivered=old)
    Attempt.objects.create(abonnement=abonnement, delivery=delivery, moment=now())
    forget_delivered()
    assert Delivery.objects.get() == delivery
