# SPDX-License-Identifier: EUPL-1.2

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from servicekit.database.indexes import beside_writers


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('catalogi', '0004_besluittype'),
    ]

    operations = [
        *beside_writers('resultaattype', GinIndex(fields=['besluittypen'], name='resultaattype_besluittypen')),
        *beside_writers('zaaktype', GinIndex(fields=['besluittypen'], name='zaaktype_besluittypen')),
    ]
