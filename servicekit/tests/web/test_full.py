# SPDX-License-Identifier: EUPL-1.2
"""A database that can store nothing: what a client, the log and /readyz say, and that it passes by itself."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from structlog.testing import capture_logs

from servicekit.database import sql
from servicekit.database.transactions import writing
from servicekit.jobs import Job
from servicekit.stack.municipalities import stack, use_schema
from servicekit.worker.runners import Runner

pytestmark = pytest.mark.django_db

BODY = {"clientIds": ["vol"], "label": "Vol", "heeftAlleAutorisaties": True}
SAID = "could not extend file of Jansen"


@contextmanager
def refusing(code):
    """Have PostgreSQL refuse the journal line of any write with this SQLSTATE."""
    use_schema(stack().municipality("noord"))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$BEGIN RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = '{SAID}'; END$$"
        )
        cursor.execute("CREATE TRIGGER refuse BEFORE INSERT ON journal_line EXECUTE FUNCTION refuse()")
        yield
        cursor.execute("DROP FUNCTION refuse CASCADE")


@contextmanager
def read_only():
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        yield
        transaction.set_rollback(True)


def ready():
    answer = Client().get("/readyz")
    return answer.status_code, answer.json().get("faults", [])


@pytest.mark.parametrize(
    ("code", "condition"),
    [
        ("53000", "insufficient_resources"),
        ("53100", "disk_full"),
        ("53200", "out_of_memory"),
        ("53400", "configuration_limit_exceeded"),
        ("25006", "read_only_sql_transaction"),
    ],
)
def test_a_write_that_finds_no_room_is_503_and_its_condition_is_in_the_log(api, code, condition):
    before = connection.connection
    with refusing(code), capture_logs() as logged:
        answer = api.post("/applicaties", BODY)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "service_unavailable", "30")
    assert "niets gewijzigd" in answer.json()["detail"]
    assert ("database_unavailable", condition) in [(each["event"], each.get("reason")) for each in logged]
    assert SAID not in str(logged) + answer.content.decode()
    assert connection.connection is before  # which is as good as it was
    assert api.post("/applicaties", BODY).status_code == 201


def test_readyz_is_red_until_a_write_succeeds(api, noord):
    assert ready() == (200, [])
    with refusing("25006"):
        api.post("/applicaties", BODY)
    with read_only():
        for _ in range(2):
            assert ready() == (503, ["noord: read_only_sql_transaction"])
    assert ready() == (200, [])
    with read_only():
        assert ready() == (200, [])  # nobody is asked to write once it went well


def test_readyz_is_red_of_what_the_worker_cannot_write_as_well(noord):
    def write():
        with writing():
            sql.execute("INSERT INTO journal_line DEFAULT VALUES")

    before = connection.connection
    with refusing("53100"), capture_logs() as logged:
        assert Runner(Job("write", 60, write), threading.Event()).once(noord) is False
    assert [each["event"] for each in logged] == ["job_failed"]
    assert connection.connection is before
    with read_only():
        assert ready() == (503, ["noord: read_only_sql_transaction"])
    assert ready() == (200, [])


def test_what_is_tried_to_see_whether_there_is_room_leaves_nothing(api, noord):
    tables = connection.introspection.table_names()
    with refusing("53100"):
        api.post("/applicaties", BODY)
    assert ready() == (200, [])
    assert connection.introspection.table_names() == tables


def test_what_postgresql_refuses_for_another_reason_leaves_readyz_alone(api):
    with refusing("P0001"):
        assert api.post("/applicaties", BODY).status_code == 500
    with read_only():
        assert ready() == (200, [])
