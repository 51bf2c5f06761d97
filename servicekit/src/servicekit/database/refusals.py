# SPDX-License-Identifier: EUPL-1.2
"""Tell refusals of PostgreSQL apart, and whether it can be written to again after it could not."""

import re
from uuid import uuid4

import psycopg
from django.db import connection, transaction
from psycopg.errors import ReadOnlySqlTransaction

from servicekit import outages

_ROWS = 1024  #: of 1,000 bytes: what the probe writes, so that it does not fit where the last row just did not
_NO_RESOURCES = "53"  # the class of disk_full (PostgreSQL's manual, appendix A)


def condition(error: BaseException) -> str:
    """Name what went wrong as PostgreSQL's manual does (`disk_full`), without the values that its message may have.

    An error that is not PostgreSQL's own, such as of a connection that broke, has the name of its class.
    """
    said = _said(error)
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(said).__name__).lower() if said else type(error).__name__


def not_committed(error: BaseException) -> bool:
    """Tell whether PostgreSQL itself refused, so that the transaction is undone for certain.

    When the connection broke, or the server ended it (FATAL), a commit may have been made.
    """
    said = _said(error)
    return said is not None and said.diag.severity_nonlocalized == "ERROR"


def unwritable(error: BaseException) -> bool:
    """Tell whether PostgreSQL undid the transaction because it can store nothing: for want of room, or read-only."""
    state = getattr(_said(error), "sqlstate", "")
    return not_committed(error) and (state[:2] == _NO_RESOURCES or state == ReadOnlySqlTransaction.sqlstate)


def remember(schema: str) -> None:
    """Have `probe` write in this schema, where a write has failed, until that succeeds, in whichever process."""
    outages.remember("database", schema)


def probe(schema: str) -> None:
    """Write in the current schema, and undo it, if a write failed there before. Raises DatabaseError if it still does.

    A row of a table that exists may find room in a page that is there already; those of a new table need new pages.
    """
    if not outages.is_known("database", schema):
        return
    table = f"probe_{uuid4().hex}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {table} (filling text)")
        cursor.execute(f"INSERT INTO {table} SELECT repeat('x', 1000) FROM generate_series(1, %s)", [_ROWS])
        transaction.set_rollback(True)
    outages.forget("database", schema)


def _said(error: BaseException) -> psycopg.Error | None:
    """The error as PostgreSQL gave it, of which Django's is the wrapping; None when PostgreSQL said nothing."""
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    return cause if isinstance(cause, psycopg.Error) and cause.sqlstate else None
