# SPDX-License-Identifier: EUPL-1.2

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notificaties', '0004_abonnement_send_cloudevents'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.DateTimeField()),
                ('status', models.SmallIntegerField(null=True)),
                ('duration', models.IntegerField(null=True)),
                ('reason', models.CharField(default='', max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.DateTimeField()),
                ('count', models.IntegerField()),
                ('age', models.IntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='delivery',
            name='duration',
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name='delivery',
            name='status',
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='notificatie',
            name='hoofd_object',
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name='notificatie',
            name='resource_url',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='lane',
            name='paused',
            field=models.CharField(default='', max_length=6),
        ),
        migrations.AddField(
            model_name='attempt',
            name='abonnement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='notificaties.abonnement'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='delivery',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='notificaties.delivery'),
        ),
        migrations.AddField(
            model_name='sample',
            name='abonnement',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, to='notificaties.abonnement'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(fields=['abonnement', 'moment'], name='attempt_of'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['moment'], name='attempt_moment'),
        ),
        migrations.AddIndex(
            model_name='sample',
            index=models.Index(fields=['abonnement', 'moment'], name='sample_of'),
        ),
    ]
