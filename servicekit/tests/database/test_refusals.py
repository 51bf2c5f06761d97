# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL whose disk is really full, and what of it is known."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from psycopg import sql

from servicekit.database import refusals

#: another process of the component, which is told the schema and the options of its connection
PROBE = """
import sys, django
django.setup()
from django.db import connection
from servicekit.database import refusals
connection.settings_dict["OPTIONS"]["options"] = sys.argv[2]
refusals.probe(sys.argv[1])
"""


@pytest.fixture
def small_disk(noord):
    """Have what is made in this test lie on a disk of 4 MiB; only root may mount one."""
    folder = Path(tempfile.mkdtemp(prefix="meent-small-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("a small disk can be mounted by root only, where mount is allowed")
    try:
        with psycopg.connect(os.environ["TEST_SERVER"], autocommit=True) as server:
            owner = Path(server.execute("SHOW data_directory").fetchone()[0]).stat()
            os.chown(folder, owner.st_uid, owner.st_gid)
            server.execute(sql.SQL("CREATE TABLESPACE small LOCATION {}").format(str(folder)))
            server.execute("GRANT CREATE ON TABLESPACE small TO PUBLIC")
            with connection.cursor() as cursor:
                cursor.execute("SET default_tablespace = small")
                yield
                cursor.execute("SET default_tablespace = ''")
            server.execute("CHECKPOINT")  # which takes the files of dropped tables away
            server.execute("DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        folder.rmdir()


def _fill(cursor):
    for _ in range(100):
        cursor.execute("INSERT INTO large SELECT repeat('x', 1000) FROM generate_series(1, 100)")


@pytest.mark.django_db
def test_a_full_disk_is_known_until_there_is_room(small_disk, noord):
    other = connection.copy()  # so that what it drops is gone at once
    with other.cursor() as cursor:
        cursor.execute(f"SET search_path = {noord.schema}")
        cursor.execute("CREATE TABLE large (filling text) TABLESPACE small")
        with pytest.raises(OperationalError) as raised:
            _fill(cursor)
        assert refusals.condition(raised.value) == "disk_full"
        assert refusals.unwritable(raised.value)
        refusals.remember(noord.schema)
        for _ in range(2):
            with pytest.raises(OperationalError) as again:
                refusals.probe(noord.schema)
            assert refusals.condition(again.value) == "disk_full"
            cursor.execute("INSERT INTO large VALUES ('a row that still fits')")
        cursor.execute("DROP TABLE large")
    other.close()
    refusals.probe(noord.schema)
    with connection.cursor() as cursor:
        cursor.execute("SET transaction_read_only = on")
    refusals.probe(noord.schema)  # nobody is asked to write once it went well


@pytest.mark.django_db
def test_a_refusal_is_known_to_every_process_until_a_write_of_any_succeeds(noord):
    def probe(options=""):
        told = [sys.executable, "-c", PROBE, noord.schema, f"-c search_path={noord.schema} {options}"]
        return subprocess.run(told, capture_output=True, text=True, check=False).stderr

    refusals.remember(noord.schema)
    assert "ReadOnlySqlTransaction" in probe("-c default_transaction_read_only=on")
    assert probe() == ""
    assert probe("-c default_transaction_read_only=on") == ""
    with connection.cursor() as cursor:
        cursor.execute("SET transaction_read_only = on")
    refusals.probe(noord.schema)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "condition", "unwritable"),
    [
        ("53100", "disk_full", True),
        ("25006", "read_only_sql_transaction", True),
        ("40P01", "deadlock_detected", False),
        ("25001", "active_sql_transaction", False),
    ],
)
def test_what_postgresql_refuses_has_the_name_of_its_manual(code, condition, unwritable):
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute(f"DO $$BEGIN RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = 'Jansen'; END$$")
    assert refusals.condition(raised.value) == condition
    assert refusals.unwritable(raised.value) is unwritable
    assert refusals.not_committed(raised.value)


@pytest.mark.django_db
def test_of_a_connection_that_was_ended_nobody_knows_what_was_committed():
    other = connection.copy()
    with pytest.raises(OperationalError) as raised, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    other.close()
    assert refusals.condition(raised.value) == "admin_shutdown"
    assert not refusals.not_committed(raised.value)
    assert not refusals.unwritable(raised.value)


@pytest.mark.parametrize("error", [OperationalError("the connection is lost"), InterfaceError("closed"), ValueError()])
def test_what_postgresql_did_not_say_has_the_name_of_its_class(error):
    assert refusals.condition(error) == type(error).__name__
    assert not refusals.not_committed(error)
