# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documenten", "0001_initial")]
    operations = [
        # The numbers of generated identificaties; gaps are allowed.
        migrations.RunSQL("CREATE SEQUENCE document_nummer", "DROP SEQUENCE document_nummer"),
    ]
