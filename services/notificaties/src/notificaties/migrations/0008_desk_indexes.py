# SPDX-License-Identifier: EUPL-1.2

from django.contrib.postgres.indexes import HashIndex
from django.db import migrations, models

from servicekit.database.indexes import beside_writers


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('notificaties', '0007_what_outlives_an_abonnement'),
    ]

    operations = [
        *beside_writers('delivery', models.Index(condition=models.Q(('delivered__isnull', False)), fields=['abonnement', 'delivered'], name='delivery_told')),
        *beside_writers('notificatie', HashIndex(fields=['hoofd_object'], name='notificatie_hoofd_object')),
        *beside_writers('notificatie', HashIndex(fields=['resource_url'], name='notificatie_resource_url')),
        *beside_writers('attempt', models.Index(condition=models.Q(models.Q(('status', None), ('status__range', (200, 299)), _connector='OR'), ('delivery__isnull', False)), fields=['abonnement', 'moment'], name='attempt_succeeded')),
    ]
