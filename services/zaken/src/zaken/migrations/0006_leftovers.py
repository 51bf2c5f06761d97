# SPDX-License-Identifier: EUPL-1.2
"""Counterparts that are still to be deleted are noted in the kit, for every kind of pair."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("zaken", "0005_processobjectaard"), ("pairs", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO pairs_leftover (pair, ours, theirs, due, until, attempts)
            SELECT 'zaken.zaakinformatieobject', object, informatieobject, due, until, attempts FROM zaken_ontkoppeling
            """,
            migrations.RunSQL.noop,
        ),
        migrations.DeleteModel("Ontkoppeling"),
    ]
