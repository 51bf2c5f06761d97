# SPDX-License-Identifier: EUPL-1.2
"""Two workers that give positions at once."""

from threading import Event
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, connections, transaction

from servicekit.clock import now
from servicekit.database import sql
from servicekit.journal import publishing
from servicekit.journal.models import Line
from servicekit.stack.municipalities import serving, stack


@pytest.fixture(autouse=True)
def noord(django_db_setup, django_db_blocker):
    """The municipality; other connections see only what is committed, and what these tests commit is removed."""
    with django_db_blocker.unblock():
        made = stack().municipality("noord")
        with serving(made):
            before = list(Line.objects.values_list("pk", flat=True))
            while publishing.assign_positions():  # to what is there already
                pass
        yield made
        with serving(made):
            Line.objects.exclude(pk__in=before).delete()
        connections.close_all()


def line():
    Line.objects.create(
        event=uuid4(), time=now(), client_id="x", application="", user_id="", action="create", resource="ding",
        reference="ac:dingen/1", main="ac:dingen/1", status=201, audit=True, notify=True, feed=True, held=False,
        channel="dingen", kenmerken={}, type_before="", type_after="", trace="",
    )  # fmt: skip


def test_a_line_that_comes_while_another_worker_has_looked_already_gets_its_position(noord, at_once, monkeypatch):
    """It was woken for that line alone, and the other does not look again."""
    looked, real = Event(), sql.execute

    def look_and_wait(statement, *given, **how):
        found = real(statement, *given, **how)
        if statement == publishing._ASSIGN and not looked.is_set():
            looked.set()
            for _ in range(1000):
                if sql.row("SELECT count(*) FROM pg_locks WHERE NOT granted")[0] or other_is_done.wait(0.01):
                    break
        return found

    other_is_done = Event()
    monkeypatch.setattr(sql, "execute", look_and_wait)

    def first():
        with serving(noord):
            return publishing.assign_positions()

    def second():
        assert looked.wait(10)
        with serving(noord):
            line()
            try:
                return publishing.assign_positions()
            finally:
                other_is_done.set()

    assert at_once([first, second]) == [0, 1]


def test_who_waits_for_an_assigner_that_never_ends_waits_no_longer_than_a_second(noord, at_once):
    has_lock, waited = Event(), Event()

    def hang():
        with serving(noord), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"position {noord.schema}"])
            has_lock.set()
            return waited.wait(30)

    def wait():
        assert has_lock.wait(10)
        with serving(noord):
            try:
                with pytest.raises(OperationalError, match="lock timeout"):
                    publishing.assign_positions()
            finally:
                waited.set()
            return sql.row("SELECT current_setting('lock_timeout')")[0]

    assert at_once([hang, wait]) == [True, b"0"]
