# SPDX-License-Identifier: EUPL-1.2
"""Count the statements that reach PostgreSQL, whoever sends them: Django's cursors, the kit's own, BEGIN and COMMIT."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg._connection_base import BaseConnection


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of a block; `len()` of the list is what is counted. A BEGIN follows what it was sent for.

    Patched where every path of psycopg comes through: `Cursor.execute` (Django's cursors are subclasses) and the
    commands that a connection sends by itself, BEGIN, COMMIT and ROLLBACK.
    """
    seen: list[str] = []
    execute, executemany, command = psycopg.Cursor.execute, psycopg.Cursor.executemany, BaseConnection._exec_command

    def counted_execute(cursor: Any, query: Any, *arguments: Any, **options: Any) -> Any:
        seen.append(_text(query))
        return execute(cursor, query, *arguments, **options)

    def counted_executemany(cursor: Any, query: Any, rows: Any, **options: Any) -> Any:
        rows = list(rows)
        seen.extend([_text(query)] * len(rows))
        return executemany(cursor, query, rows, **options)

    def counted_command(connection: Any, sent: Any, *arguments: Any, **options: Any) -> Any:
        seen.append(_text(sent))
        return command(connection, sent, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(psycopg.Cursor, "execute", counted_execute)
        patch.setattr(psycopg.Cursor, "executemany", counted_executemany)
        patch.setattr(BaseConnection, "_exec_command", counted_command)
        yield seen


def _text(query: Any) -> str:
    return query.decode() if isinstance(query, bytes) else str(query)
