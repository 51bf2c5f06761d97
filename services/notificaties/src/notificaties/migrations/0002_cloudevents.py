# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notificaties', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='notificatie',
            name='envelope',
            field=models.TextField(db_default='', default=''),
        ),
        migrations.AddField(
            model_name='notificatie',
            name='publisher',
            field=models.CharField(db_default='', default='', max_length=100),
        ),
        # Of what was accepted before, nobody knows who published it; an event id may stand there twice.
        migrations.RunSQL(
            "UPDATE notificaties_notificatie SET publisher = 'before ' || id", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            model_name='notificatie',
            constraint=models.UniqueConstraint(fields=('event', 'publisher'), name='nrc_notificatie_once'),
        ),
    ]
