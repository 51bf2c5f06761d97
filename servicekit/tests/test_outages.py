# SPDX-License-Identifier: EUPL-1.2
import os
from pathlib import Path

import pytest
from django.db import connection
from structlog.testing import capture_logs

from servicekit import outages


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder for temporary files, which is not there yet: nothing can be written in it."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def test_what_cannot_be_written_to_is_remembered_until_it_is_forgotten(folder):
    folder.mkdir()
    assert not outages.is_known("database", "noord")
    outages.remember("database", "noord")
    assert outages.is_known("database", "noord")
    assert not outages.is_known("database", "zuid")
    assert not outages.is_known("content", "noord")
    outages.forget("database", "noord")
    assert not outages.is_known("database", "noord")
    assert list(folder.iterdir()) == []


def test_another_stack_on_the_machine_knows_nothing_of_it(folder, monkeypatch):
    folder.mkdir()
    outages.remember("database", "noord")
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    assert not outages.is_known("database", "noord")


def test_what_no_file_can_be_made_for_the_process_remembers_and_shares_once_one_can(folder):
    with capture_logs() as logged:
        outages.remember("database", "noord")
        assert outages.is_known("database", "noord")
    assert {(each["event"], each["reason"]) for each in logged} == {("outage_not_shared", "ENOENT")}
    folder.mkdir()
    assert outages.is_known("database", "noord")
    (shared,) = folder.iterdir()
    shared.unlink()  # as another process does, to which it can be written again
    assert not outages.is_known("database", "noord")


def test_what_the_process_alone_remembers_is_forgotten_too(folder):
    outages.remember("database", "noord")
    with capture_logs() as logged:
        outages.forget("database", "noord")
        assert not outages.is_known("database", "noord")
    assert logged == []


def test_a_file_that_cannot_be_removed_is_in_the_log(folder, monkeypatch):
    folder.mkdir()
    outages.remember("database", "noord")

    def refuse(*_, **__):
        raise PermissionError(1, os.strerror(1))

    with monkeypatch.context() as patch, capture_logs() as logged:
        patch.setattr(Path, "unlink", refuse)
        outages.forget("database", "noord")
    assert [(each["event"], each["reason"]) for each in logged] == [("outage_not_forgotten", "EPERM")]
    assert outages.is_known("database", "noord")
