# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models

from servicekit.database.indexes import beside_writers


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('notificaties', '0002_cloudevents'),
    ]

    operations = [
        migrations.AlterField(
            model_name='delivery',
            name='abonnement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='notificaties.abonnement'),
        ),
        *beside_writers('delivery', BrinIndex(fields=['delivered'], name='delivery_delivered')),
        *beside_writers('notificatie', BrinIndex(fields=['accepted'], name='notificatie_accepted')),
    ]
