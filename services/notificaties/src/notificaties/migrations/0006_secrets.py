# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notificaties', '0005_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='abonnement',
            name='secrets',
            field=models.TextField(db_default='', default=''),
        ),
        migrations.AddField(
            model_name='abonnement',
            name='signed',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name='abonnement',
            name='auth',
            field=models.TextField(default=''),
        ),
    ]
