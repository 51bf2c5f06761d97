# SPDX-License-Identifier: EUPL-1.2
"""Make the database fit the stack file: a schema and a role per municipality, migrated. Idempotent."""

from importlib import import_module
from importlib.util import find_spec

import structlog
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from servicekit.mirror import store
from servicekit.stack import Municipality, StackError
from servicekit.stack.municipalities import role_of, serving, stack

log = structlog.get_logger()


class Command(BaseCommand):
    help = "Apply the stack file to this component's database."
    requires_system_checks = ()

    def handle(self, **_: object) -> None:
        try:
            municipalities = stack().municipalities
        except StackError as error:
            raise CommandError(str(error)) from error
        for warning in stack().warnings:
            log.warning("stack_warning", said=warning)
        self.check_database()
        for municipality in municipalities:
            self.make_schema(municipality)
            with serving(municipality):
                executor = MigrationExecutor(connection)
                if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                    call_command("migrate", verbosity=0, interactive=False)
                store.forget_other_roots()
                # What a component itself takes from the stack file, as autorisaties its clients.
                if find_spec(f"{settings.COMPONENT.name}.configuration"):
                    import_module(f"{settings.COMPONENT.name}.configuration").configure(municipality)

    def check_database(self) -> None:
        """Refuse a database in which ordering, and so paging, would differ."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()")
            provider, locale = cursor.fetchone()
        if (provider, locale) != ("b", "C.UTF-8"):
            raise CommandError("The database must have LOCALE_PROVIDER builtin and BUILTIN_LOCALE 'C.UTF-8'.")

    def make_schema(self, municipality: Municipality) -> None:
        """A schema, owned by a role of its own, that the login of this component may take on."""
        role, schema = sql.Identifier(role_of(municipality)), sql.Identifier(municipality.schema)
        with connection.cursor() as cursor:
            # A connection that served another municipality before has its role.
            cursor.execute("RESET ROLE")
            cursor.execute("SELECT pg_advisory_lock(hashtext('meent configure'))")
            try:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role_of(municipality)])
                if not cursor.fetchone():
                    cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
                cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
                cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(schema, role))
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('meent configure'))")
        connection.connection.meent_schema = None
