# SPDX-License-Identifier: EUPL-1.2
"""Build indexes while others write, in migrations that are not atomic."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


def beside_writers(model_name: str, index: models.Index) -> list[migrations.operations.base.Operation]:
    """The operations that add an index to a table that may have rows; they may be run again after they were broken off.

    What that left of it is dropped first, since PostgreSQL keeps it and does not use it.
    """
    gone = migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}", migrations.RunSQL.noop)
    return [gone, AddIndexConcurrently(model_name=model_name, index=index)]
