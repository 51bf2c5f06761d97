# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mirror", "0001_initial")]
    operations = [
        migrations.RunSQL("INSERT INTO mirror_state (generation) VALUES (1)", migrations.RunSQL.noop),
    ]
