# SPDX-License-Identifier: EUPL-1.2

from django.contrib.postgres.indexes import HashIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


def anew(name: str) -> migrations.RunSQL:
    """Drop what an attempt that was broken off, or a migration before this one, has left of an index."""
    return migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {name}", migrations.RunSQL.noop)


class Migration(migrations.Migration):

    atomic = False  # so that nobody who accepts or delivers meanwhile waits for it

    dependencies = [
        ('notificaties', '0007_what_outlives_an_abonnement'),
    ]

    operations = [
        anew('delivery_told'),
        AddIndexConcurrently(
            model_name='delivery',
            index=models.Index(condition=models.Q(('delivered__isnull', False)), fields=['abonnement', 'delivered'], name='delivery_told'),
        ),
        anew('notificatie_hoofd_object'),
        AddIndexConcurrently(
            model_name='notificatie',
            index=HashIndex(fields=['hoofd_object'], name='notificatie_hoofd_object'),
        ),
        anew('notificatie_resource_url'),
        AddIndexConcurrently(
            model_name='notificatie',
            index=HashIndex(fields=['resource_url'], name='notificatie_resource_url'),
        ),
        anew('attempt_succeeded'),
        AddIndexConcurrently(
            model_name='attempt',
            index=models.Index(condition=models.Q(models.Q(('status', None), ('status__range', (200, 299)), _connector='OR'), ('delivery__isnull', False)), fields=['abonnement', 'moment'], name='attempt_succeeded'),
        ),
    ]
