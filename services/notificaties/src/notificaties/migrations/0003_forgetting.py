# SPDX-License-Identifier: EUPL-1.2

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notificaties', '0002_cloudevents'),
    ]

    operations = [
        migrations.AlterField(
            model_name='delivery',
            name='abonnement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='notificaties.abonnement'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['delivered'], name='delivery_delivered'),
        ),
        migrations.AddIndex(
            model_name='notificatie',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['accepted'], name='notificatie_accepted'),
        ),
    ]
