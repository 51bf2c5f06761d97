# SPDX-License-Identifier: EUPL-1.2

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


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
        AddIndexConcurrently(
            model_name='delivery',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['delivered'], name='delivery_delivered'),
        ),
        AddIndexConcurrently(
            model_name='notificatie',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['accepted'], name='notificatie_accepted'),
        ),
    ]
