# SPDX-License-Identifier: EUPL-1.2
"""What is called after a commit."""

from functools import partial

import pytest
from django.db import connection, transaction
from structlog.testing import capture_logs

from servicekit.database.transactions import after_commit, writing
from servicekit.journal.models import Line

pytestmark = pytest.mark.django_db


def _refuse(*_):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DO $$BEGIN RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'Jansen'; END$$")


def test_a_write_is_answered_as_made_when_nobody_can_be_told_of_it(
    api, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("servicekit.journal.recording.wake", _refuse)
    with capture_logs() as logged, django_capture_on_commit_callbacks(execute=True):
        answer = api.post("/applicaties", {"clientIds": ["vol"], "label": "Vol", "heeftAlleAutorisaties": True})
    assert answer.status_code == 201
    assert Line.objects.exists()
    assert ("after_commit_failed", "_refuse") in [(each["event"], each.get("call")) for each in logged]


def test_what_is_asked_for_twice_is_called_once_and_only_when_committed(noord, django_capture_on_commit_callbacks):
    called = []
    with django_capture_on_commit_callbacks(execute=True), writing():
        after_commit(called.append, "a")
        after_commit(called.append, "a")
        after_commit(called.append, "b")
        assert called == []
    assert called == ["a", "b"]
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValueError, match="undone"):
        _undone(called)
    assert called == ["a", "b"]


def _undone(called):
    with writing():
        after_commit(called.append, "c")
        raise ValueError("undone")


def test_what_has_no_name_may_fail_after_a_commit_too(noord, django_capture_on_commit_callbacks):
    with capture_logs() as logged, django_capture_on_commit_callbacks(execute=True), writing():
        after_commit(partial(_refuse, "x"))
    assert [each["event"] for each in logged] == ["after_commit_failed"]
