# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models

from servicekit.database.indexes import beside_writers


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('zaken', '0003_ontkoppeling_until'),
    ]

    operations = beside_writers('zaak', models.Index(fields=['zaaktype', 'niveau'], name='zaak_telling'))
