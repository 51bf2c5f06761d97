# SPDX-License-Identifier: EUPL-1.2
"""A processobjectaard that was never set is an empty text, as every other text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("zaken", "0004_zaak_telling")]

    operations = [
        # Without a shape, so that it is rendered anew: when it is read, and once and for all by the job `rerender`.
        migrations.RunSQL(
            "UPDATE zaken_zaak SET processobjectaard = '', shape = '' WHERE processobjectaard IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField("zaak", "processobjectaard", models.CharField(max_length=200)),
    ]
