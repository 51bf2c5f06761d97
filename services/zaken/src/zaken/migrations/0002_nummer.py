# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("zaken", "0001_initial")]
    operations = [
        # The numbers of generated identificaties (zrc-002); gaps are allowed.
        migrations.RunSQL("CREATE SEQUENCE zaak_nummer", "DROP SEQUENCE zaak_nummer"),
    ]
