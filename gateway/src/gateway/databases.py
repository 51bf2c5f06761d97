# SPDX-License-Identifier: EUPL-1.2
"""The databases of a PostgreSQL server."""

from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


class Databases:
    """The databases of a PostgreSQL server that runs already, given by the URL of one of them."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def url(self) -> str:
        """The URL of the database from which others are made."""
        return self._url

    def url_for(self, name: str) -> str:
        """Return the URL of the database `name`, whether it exists or not."""
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def create_database(self, name: str, *, template: str = "template0") -> bool:
        """Create the database unless it exists, and say whether it was made.

        Its collation is `C.UTF-8` of the provider `builtin`, which a component asks for at its start; a copy of
        `template` (to which nobody may be connected) has its template's. Raises psycopg.Error.
        """
        statement = sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
        if template == "template0":
            statement += sql.SQL(" encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8'")
        with psycopg.connect(self.url, autocommit=True) as connection:
            if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
                return False
            connection.execute(statement)
        return True
