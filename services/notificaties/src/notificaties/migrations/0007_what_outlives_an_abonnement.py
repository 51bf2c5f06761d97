# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notificaties', '0006_secrets'),
    ]

    operations = [
        migrations.AddField(
            model_name='lane',
            name='asked',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='lane',
            name='resumed',
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name='attempt',
            name='abonnement',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, to='notificaties.abonnement'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='abonnement',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, to='notificaties.abonnement'),
        ),
        migrations.AlterField(
            model_name='sample',
            name='abonnement',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, to='notificaties.abonnement'),
        ),
    ]
